#include "domain/value.hpp"

#include <charconv>
#include <cmath>
#include <limits>

namespace riskmap::domain {
namespace {

constexpr double missing_number = std::numeric_limits<double>::quiet_NaN();

double parse(const std::string& text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : missing_number;
}

std::string shortest(double number) {
    char buffer[40];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
    return {buffer, end};
}

}  // namespace

double as_number(const Value& value) {
    struct {
        double operator()(std::monostate) const { return missing_number; }
        double operator()(bool b) const { return b ? 1 : 0; }
        double operator()(std::int64_t i) const { return static_cast<double>(i); }
        double operator()(double d) const { return d; }
        double operator()(const std::string& s) const { return parse(s); }
    } visitor;
    return std::visit(visitor, value);
}

std::string as_text(const Value& value) {
    struct {
        std::string operator()(std::monostate) const { return ""; }
        std::string operator()(bool b) const { return b ? "true" : "false"; }
        std::string operator()(std::int64_t i) const { return std::to_string(i); }
        std::string operator()(double d) const { return shortest(d); }
        std::string operator()(const std::string& s) const { return s; }
    } visitor;
    return std::visit(visitor, value);
}

const char* to_word(ValueState state) {
    switch (state) {
        case ValueState::value:
            return "value";
        case ValueState::zero_reported:
            return "zero_reported";
        case ValueState::not_reported:
            return "not_reported";
        case ValueState::not_computed:
            return "not_computed";
        case ValueState::suppressed:
            return "suppressed";
        case ValueState::not_applicable:
            return "not_applicable";
    }
    return "not_computed";
}

}  // namespace riskmap::domain
