#include "domain/predicate.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/nearest_word.hpp"
#include "domain/fold.hpp"

namespace riskmap::domain {
namespace {

bool is_number(const Value& value) {
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

bool same(const Value& wanted, const Value& cell) {
    if (is_missing(cell) || is_missing(wanted)) {
        return false;
    }
    if (std::holds_alternative<bool>(wanted) && is_number(cell)) {
        return as_number(wanted) == as_number(cell);
    }
    if (is_number(wanted) && !std::isnan(as_number(cell))) {
        return as_number(wanted) == as_number(cell);
    }
    return fold(as_text(wanted)) == fold(as_text(cell));
}

bool listed(const std::vector<Value>& wanted, const Value& cell) {
    return std::any_of(
        wanted.begin(), wanted.end(), [&](const Value& value) { return same(value, cell); });
}

}  // namespace

bool matches(const Condition& condition, const Value& cell) {
    const double number = as_number(cell);
    const double bound =
        condition.values.empty() ? std::nan("") : as_number(condition.values.front());
    switch (condition.comparison) {
        case Comparison::equals:
        case Comparison::in:
            return listed(condition.values, cell);
        case Comparison::not_equals:
        case Comparison::not_in:
            return !listed(condition.values, cell);
        case Comparison::at_least:
            return number >= bound;
        case Comparison::at_most:
            return number <= bound;
        case Comparison::above:
            return number > bound;
        case Comparison::below:
            return number < bound;
        case Comparison::present:
            return !is_missing(cell);
        case Comparison::absent:
            return is_missing(cell);
    }
    return false;
}

BoundPredicate::BoundPredicate(const Predicate& predicate, const Layer& layer) : layer_(&layer) {
    for (const Condition& condition : predicate) {
        tests_.push_back(bind(condition, layer));
    }
}

BoundPredicate::Test BoundPredicate::bind(const Condition& condition, const Layer& layer) {
    Test test;
    test.condition = condition;
    if (!condition.any.empty()) {
        for (const Condition& choice : condition.any) {
            test.any.push_back(bind(choice, layer));
        }
        return test;
    }
    const auto field = layer.find(condition.field);
    if (!field) {
        std::vector<std::string> names;
        for (const Field& known : layer.fields) {
            names.push_back(known.name);
        }
        const Text nearest = did_you_mean(condition.field, names);
        const std::string& file = layer.file.empty() ? layer.name : layer.file;
        throw Error(
            ErrorKind::input,
            Text{fmt::format(
                     "{} không có cột \"{}\" mà một điều kiện hỏi tới{}; các cột của tệp: {}",
                     file,
                     condition.field,
                     nearest.vi,
                     fmt::join(names, ", ")),
                 fmt::format(
                     "{} has no column \"{}\" that a condition asks for{}; its columns are: {}",
                     file,
                     condition.field,
                     nearest.en,
                     fmt::join(names, ", "))});
    }
    test.field = *field;
    return test;
}

bool BoundPredicate::holds(const Test& test, const Layer& layer, std::size_t row) {
    if (!test.any.empty()) {
        return std::any_of(test.any.begin(), test.any.end(), [&](const Test& choice) {
            return holds(choice, layer, row);
        });
    }
    return matches(test.condition, layer.at(test.field, row));
}

bool BoundPredicate::operator()(std::size_t row) const {
    return std::all_of(
        tests_.begin(), tests_.end(), [&](const Test& test) { return holds(test, *layer_, row); });
}

void add_fields(const Predicate& predicate, std::set<std::string>& fields) {
    for (const Condition& condition : predicate) {
        if (condition.any.empty()) {
            fields.insert(condition.field);
        }
        add_fields(condition.any, fields);
    }
}

}  // namespace riskmap::domain
