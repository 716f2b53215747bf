#include <charconv>
#include <cmath>

#include "cli/command.hpp"
#include "core/error.hpp"

namespace riskmap::cli {

void Arguments::set(const std::string& name, std::vector<std::string> values) {
    values_[name] = std::move(values);
}

bool Arguments::has(const std::string& name) const { return values_.contains(name); }

std::string Arguments::value(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() || found->second.empty() ? "" : found->second.back();
}

std::vector<std::string> Arguments::values(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::optional<int> Arguments::whole(const std::string& name, int least) const {
    if (!has(name)) {
        return std::nullopt;
    }
    const std::string text = value(name);
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < least) {
        const std::string bound = std::to_string(least);
        throw Error(
            ErrorKind::usage,
            Text{"--" + name + " phải là số nguyên từ " + bound + ", không phải \"" + text + "\"",
                 "--" + name + " must be a whole number from " + bound + ", not \"" + text + "\""});
    }
    return number;
}

std::optional<double> Arguments::real(const std::string& name) const {
    if (!has(name)) {
        return std::nullopt;
    }
    const std::string text = value(name);
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(number)) {
        throw Error(ErrorKind::usage,
                    Text{"--" + name + " phải là một số, không phải \"" + text + "\"",
                         "--" + name + " must be a number, not \"" + text + "\""});
    }
    return number;
}

}  // namespace riskmap::cli
