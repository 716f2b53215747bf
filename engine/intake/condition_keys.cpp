#include <algorithm>
#include <array>

#include "core/nearest_word.hpp"
#include "domain/fold.hpp"
#include "intake/common_keys.hpp"

namespace riskmap::intake {
namespace {

using domain::Comparison;
using domain::Condition;
using domain::Value;

/// What stands on the right of a comparison.
enum class Argument { scalar, list, number, holds };

struct Operator {
    const char* word;
    Comparison comparison;
    Argument argument;
    const char* meaning_vi;
    const char* meaning_en;
};

constexpr std::array<Operator, 10> operators{{
    {"equals", Comparison::equals, Argument::scalar, "bằng giá trị này", "is this value"},
    {"not_equals",
     Comparison::not_equals,
     Argument::scalar,
     "khác giá trị này",
     "is not this value"},
    {"in", Comparison::in, Argument::list, "là một trong các giá trị này", "is one of these"},
    {"not_in",
     Comparison::not_in,
     Argument::list,
     "không là giá trị nào trong đây",
     "is none of these"},
    {"at_least", Comparison::at_least, Argument::number, "ít nhất", "is this number or more"},
    {"at_most", Comparison::at_most, Argument::number, "nhiều nhất", "is this number or less"},
    {"above", Comparison::above, Argument::number, "lớn hơn", "is more than this number"},
    {"below", Comparison::below, Argument::number, "nhỏ hơn", "is less than this number"},
    {"present", Comparison::present, Argument::holds, "có giá trị", "has a value"},
    {"absent", Comparison::absent, Argument::holds, "không có giá trị", "has no value"},
}};

const Operator* operator_of(std::string_view word) {
    const auto found = std::find_if(
        operators.begin(), operators.end(), [&](const Operator& row) { return row.word == word; });
    return found == operators.end() ? nullptr : &*found;
}

std::vector<std::string> condition_words() {
    std::vector<std::string> words{"field", "any"};
    for (const Operator& row : operators) {
        words.emplace_back(row.word);
    }
    return words;
}

std::optional<Value> read_scalar(const ConfigNode& node, const Scope& scope) {
    if (const auto* flag = std::get_if<bool>(&node.content)) {
        return Value(*flag);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&node.content)) {
        return Value(*whole);
    }
    if (const auto* real = std::get_if<double>(&node.content)) {
        return Value(*real);
    }
    if (const auto* text = std::get_if<std::string>(&node.content)) {
        return Value(domain::to_nfc(*text));
    }
    if (const auto* date = std::get_if<Date>(&node.content)) {
        return Value(to_iso(*date));
    }
    scope.wrong_type(node, {"văn bản, số hoặc true/false", "text, a number or true/false"});
    return std::nullopt;
}

std::optional<std::vector<Value>> read_argument(Argument argument,
                                                const ConfigNode& node,
                                                const Scope& scope) {
    switch (argument) {
        case Argument::scalar: {
            const auto value = read_scalar(node, scope);
            return value ? std::optional(std::vector<Value>{*value}) : std::nullopt;
        }
        case Argument::list: {
            const Kind<Value> item{{}, read_scalar, {}};
            return list_kind(item, 1).read(node, scope);
        }
        case Argument::number: {
            const auto number = number_kind().read(node, scope);
            return number ? std::optional(std::vector<Value>{Value(*number)}) : std::nullopt;
        }
        case Argument::holds: {
            const auto* flag = std::get_if<bool>(&node.content);
            if (flag == nullptr || !*flag) {
                scope.wrong_type(node, {"true", "true"});
                return std::nullopt;
            }
            return std::vector<Value>();
        }
    }
    return std::nullopt;
}

std::optional<Condition> read_condition(const ConfigNode& node, const Scope& scope);

std::optional<Condition> read_choice(const ConfigNode& node, const Scope& scope) {
    if (node.table().size() != 1) {
        scope.problem(node.mark,
                      {fmt::format("{}: any đứng một mình trong điều kiện", scope.path),
                       fmt::format("{}: any stands alone in a condition", scope.path)});
        return std::nullopt;
    }
    const Kind<Condition> item{{}, read_condition, {}};
    auto choices = list_kind(item, 1).read(*node.find("any"), scope.at("any"));
    if (!choices) {
        return std::nullopt;
    }
    Condition condition;
    condition.any = std::move(*choices);
    return condition;
}

std::optional<Condition> read_condition(const ConfigNode& node, const Scope& scope) {
    if (!node.is_table()) {
        scope.wrong_type(node,
                         {"điều kiện { field = ..., ... }", "a condition { field = ..., ... }"});
        return std::nullopt;
    }
    if (node.find("any") != nullptr) {
        return read_choice(node, scope);
    }
    const std::size_t before = scope.problems->size();
    Condition condition;
    int comparisons = 0;
    for (const ConfigEntry& entry : node.table()) {
        const Scope at = scope.at(entry.key);
        if (entry.key == "field") {
            condition.field = text_kind().read(entry.value, at).value_or("");
        } else if (const Operator* found = operator_of(entry.key)) {
            ++comparisons;
            condition.comparison = found->comparison;
            condition.values =
                read_argument(found->argument, entry.value, at).value_or(std::vector<Value>());
        } else {
            unknown_key(entry, scope, condition_words());
        }
    }
    if (scope.problems->size() == before && node.find("field") == nullptr) {
        missing_key(node, scope, "field");
    }
    if (scope.problems->size() == before && comparisons != 1) {
        const std::vector<std::string> words = condition_words();
        const std::span<const std::string> comparisons_only(words.begin() + 2, words.end());
        scope.problem(node.mark,
                      {fmt::format("{}: cần đúng một phép so sánh trong: {}",
                                   scope.path,
                                   fmt::join(comparisons_only, ", ")),
                       fmt::format("{}: needs exactly one comparison out of: {}",
                                   scope.path,
                                   fmt::join(comparisons_only, ", "))});
    }
    return scope.problems->size() == before ? std::optional(condition) : std::nullopt;
}

ConfigNode write_scalar(const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) {
        return config_flag(*flag);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return config_whole(*whole);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return config_number(*real);
    }
    return config_text(domain::as_text(value));
}

ConfigNode write_condition(const Condition& condition) {
    if (!condition.any.empty()) {
        ConfigNode::Array choices;
        for (const Condition& choice : condition.any) {
            choices.push_back(write_condition(choice));
        }
        return config_table({{"any", config_list(std::move(choices))}});
    }
    ConfigNode table = config_table({{"field", config_text(condition.field)}});
    for (const Operator& row : operators) {
        if (row.comparison != condition.comparison) {
            continue;
        }
        if (row.argument == Argument::holds) {
            table.set(row.word, config_flag(true));
        } else if (row.argument == Argument::list) {
            ConfigNode::Array items;
            for (const Value& value : condition.values) {
                items.push_back(write_scalar(value));
            }
            table.set(row.word, config_list(std::move(items)));
        } else {
            table.set(row.word, write_scalar(condition.values.front()));
        }
    }
    return table;
}

ConfigNode reference_to_condition() {
    return config_table({{"$ref", config_text("#/$defs/condition")}});
}

ConfigNode argument_schema(Argument argument) {
    const ConfigNode scalar = any_scalar_kind().schema;
    switch (argument) {
        case Argument::scalar:
            return scalar;
        case Argument::list:
            return config_table(
                {{"type", config_text("array")}, {"items", scalar}, {"minItems", config_whole(1)}});
        case Argument::number:
            return number_kind().schema;
        case Argument::holds:
            return config_table({{"const", config_flag(true)}});
    }
    return scalar;
}

}  // namespace

ConfigNode condition_schema() {
    ConfigNode properties = config_table(
        {{"field",
          described(text_kind().schema,
                    {"cột được xét; chữ hoa thường không phân biệt trong giá trị",
                     "the column that is tested; values compare without regard to case"})},
         {"any",
          described(
              config_table({{"type", config_text("array")},
                            {"items", reference_to_condition()},
                            {"minItems", config_whole(1)}}),
              {"ít nhất một điều kiện đúng; đứng một mình", "one of these holds; stands alone"})}});
    ConfigNode::Array alternatives{config_table({{"required", config_list({config_text("any")})}})};
    for (const Operator& row : operators) {
        properties.set(row.word,
                       described(argument_schema(row.argument), {row.meaning_vi, row.meaning_en}));
        alternatives.push_back(config_table(
            {{"required", config_list({config_text("field"), config_text(row.word)})}}));
    }
    return config_table({{"type", config_text("object")},
                         {"properties", properties},
                         {"oneOf", config_list(std::move(alternatives))},
                         {"additionalProperties", config_flag(false)}});
}

Kind<domain::Predicate> predicate_kind() {
    return list_kind(Kind<Condition>{reference_to_condition(), read_condition, write_condition});
}

}  // namespace riskmap::intake
