#include "intake/config_kinds.hpp"

#include <regex>

#include "core/nearest_word.hpp"
#include "domain/fold.hpp"
#include "domain/value.hpp"

namespace riskmap::intake {
namespace {

/// A bound as people write it: 100000, not 1e+05.
std::string plain(double number) {
    return number == std::trunc(number) && std::abs(number) < 1e15
               ? fmt::format("{:.0f}", number)
               : domain::as_text(domain::Value(number));
}

void out_of_range(const ConfigNode& node, const Scope& scope, const Bounds& bounds) {
    const bool low = std::isfinite(bounds.least);
    const bool high = std::isfinite(bounds.most);
    Text range;
    if (low && high && !bounds.above) {
        range = {fmt::format("từ {} đến {}", plain(bounds.least), plain(bounds.most)),
                 fmt::format("from {} to {}", plain(bounds.least), plain(bounds.most))};
    } else {
        if (low) {
            range = {
                fmt::format("{} {}", bounds.above ? "lớn hơn" : "ít nhất", plain(bounds.least)),
                fmt::format("{} {}", bounds.above ? "above" : "at least", plain(bounds.least))};
        }
        if (high) {
            range.vi += fmt::format("{}nhiều nhất {}", low ? ", " : "", plain(bounds.most));
            range.en += fmt::format("{}at most {}", low ? " and " : "", plain(bounds.most));
        }
        if (range.en.empty()) {
            range = {"một số hữu hạn", "a finite number"};
        }
    }
    scope.problem(node.mark,
                  {fmt::format("{} phải {}", scope.path, range.vi),
                   fmt::format("{} must be {}", scope.path, range.en)});
}

bool within(double number, const Bounds& bounds) {
    return std::isfinite(number) && number <= bounds.most &&
           (bounds.above ? number > bounds.least : number >= bounds.least);
}

ConfigNode number_schema(const char* type, const Bounds& bounds) {
    ConfigNode schema = config_table({{"type", config_text(type)}});
    if (std::isfinite(bounds.least)) {
        schema.set(bounds.above ? "exclusiveMinimum" : "minimum", config_number(bounds.least));
    }
    if (std::isfinite(bounds.most)) {
        schema.set("maximum", config_number(bounds.most));
    }
    return schema;
}

ConfigNode write_text(const std::string& text) {
    return text.empty() ? ConfigNode() : config_text(text);
}

std::optional<std::string> read_text(const ConfigNode& node, const Scope& scope) {
    const auto* text = std::get_if<std::string>(&node.content);
    if (text == nullptr) {
        scope.wrong_type(node, {"văn bản trong dấu nháy", "text in quotes"});
        return std::nullopt;
    }
    if (text->empty()) {
        scope.problem(node.mark,
                      {fmt::format("{} không được để trống", scope.path),
                       fmt::format("{} must not be empty", scope.path)});
        return std::nullopt;
    }
    return domain::to_nfc(*text);
}

}  // namespace

Scope Scope::at(const std::string& key) const {
    return {problems, folder, path.empty() ? key : path + "." + key};
}

Scope Scope::at(std::size_t item) const {
    return {problems, folder, fmt::format("{}[{}]", path, item + 1)};
}

void Scope::problem(const Mark& mark, const Text& message, const std::string& nearest) const {
    problems->push_back({mark, message, nearest});
}

void Scope::wrong_type(const ConfigNode& node, const Text& wanted) const {
    const Text found = type_name(node);
    problem(node.mark,
            {fmt::format("{} phải là {}, không phải {}", path, wanted.vi, found.vi),
             fmt::format("{} must be {}, not {}", path, wanted.en, found.en)});
}

Kind<std::string> text_kind() {
    return {config_table({{"type", config_text("string")}, {"minLength", config_whole(1)}}),
            read_text,
            write_text};
}

Kind<std::string> id_kind(const std::string& pattern) {
    return {config_table(
                {{"type", config_text("string")}, {"pattern", config_text("^" + pattern + "$")}}),
            [pattern, form = std::regex(pattern)](
                const ConfigNode& node, const Scope& scope) -> std::optional<std::string> {
                auto text = read_text(node, scope);
                if (text && !std::regex_match(*text, form)) {
                    scope.problem(
                        node.mark,
                        {fmt::format("{} = \"{}\" không đúng mẫu {}", scope.path, *text, pattern),
                         fmt::format(
                             "{} = \"{}\" does not have the form {}", scope.path, *text, pattern)});
                    return std::nullopt;
                }
                return text;
            },
            write_text};
}

Kind<bool> flag_kind() {
    return {config_table({{"type", config_text("boolean")}}),
            [](const ConfigNode& node, const Scope& scope) -> std::optional<bool> {
                const auto* flag = std::get_if<bool>(&node.content);
                if (flag == nullptr) {
                    scope.wrong_type(node, {"true hoặc false", "true or false"});
                    return std::nullopt;
                }
                return *flag;
            },
            config_flag};
}

Kind<double> number_kind(Bounds bounds) {
    return {number_schema("number", bounds),
            [bounds](const ConfigNode& node, const Scope& scope) -> std::optional<double> {
                double number = 0;
                if (const auto* real = std::get_if<double>(&node.content)) {
                    number = *real;
                } else if (const auto* whole = std::get_if<std::int64_t>(&node.content)) {
                    number = static_cast<double>(*whole);
                } else {
                    scope.wrong_type(node, {"số", "a number"});
                    return std::nullopt;
                }
                if (!within(number, bounds)) {
                    out_of_range(node, scope, bounds);
                    return std::nullopt;
                }
                return number;
            },
            config_number};
}

Kind<int> whole_kind(int least, int most) {
    const Bounds bounds{.least = static_cast<double>(least), .most = static_cast<double>(most)};
    return {number_schema("integer", bounds),
            [bounds](const ConfigNode& node, const Scope& scope) -> std::optional<int> {
                const auto* whole = std::get_if<std::int64_t>(&node.content);
                if (whole == nullptr) {
                    scope.wrong_type(node, {"số nguyên", "a whole number"});
                    return std::nullopt;
                }
                if (!within(static_cast<double>(*whole), bounds)) {
                    out_of_range(node, scope, bounds);
                    return std::nullopt;
                }
                return static_cast<int>(*whole);
            },
            [](const int& number) { return config_whole(number); }};
}

Kind<std::uint64_t> seed_kind() {
    return {
        number_schema("integer", not_negative),
        [](const ConfigNode& node, const Scope& scope) -> std::optional<std::uint64_t> {
            const auto* whole = std::get_if<std::int64_t>(&node.content);
            if (whole == nullptr) {
                scope.wrong_type(node, {"số nguyên", "a whole number"});
                return std::nullopt;
            }
            if (*whole < 0) {
                out_of_range(node, scope, not_negative);
                return std::nullopt;
            }
            return static_cast<std::uint64_t>(*whole);
        },
        [](const std::uint64_t& seed) { return config_whole(static_cast<std::int64_t>(seed)); }};
}

Kind<std::string> any_scalar_kind() {
    ConfigNode schema = config_table(
        {{"type",
          config_list({config_text("string"), config_text("number"), config_text("boolean")})}});
    return {schema,
            [](const ConfigNode& node, const Scope& scope) -> std::optional<std::string> {
                if (const auto* flag = std::get_if<bool>(&node.content)) {
                    return domain::as_text(domain::Value(*flag));
                }
                if (const auto* whole = std::get_if<std::int64_t>(&node.content)) {
                    return domain::as_text(domain::Value(*whole));
                }
                if (const auto* real = std::get_if<double>(&node.content)) {
                    return domain::as_text(domain::Value(*real));
                }
                return read_text(node, scope);
            },
            write_text};
}

Kind<std::string> word_kind(std::vector<std::string> words) {
    ConfigNode::Array list;
    for (const std::string& word : words) {
        list.push_back(config_text(word));
    }
    return {
        config_table({{"enum", config_list(std::move(list))}}),
        [words](const ConfigNode& node, const Scope& scope) -> std::optional<std::string> {
            auto word = read_text(node, scope);
            if (word && std::find(words.begin(), words.end(), *word) == words.end()) {
                scope.problem(
                    node.mark,
                    {fmt::format("{} = \"{}\" không phải một trong các từ: {}",
                                 scope.path,
                                 *word,
                                 fmt::join(words, ", ")),
                     fmt::format(
                         "{} = \"{}\" is none of: {}", scope.path, *word, fmt::join(words, ", "))},
                    nearest_word(*word, words));
                return std::nullopt;
            }
            return word;
        },
        write_text};
}

}  // namespace riskmap::intake
