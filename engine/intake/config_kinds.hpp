#pragma once

#include <cmath>
#include <concepts>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "hazard/vocabulary.hpp"
#include "intake/config_node.hpp"
#include "intake/config_problem.hpp"

/// Kinds of configuration values: how each is described, read and written back.
namespace riskmap::intake {

/// Where reading has come to. Problems go to one list; `path` is the dotted path for messages.
struct Scope {
    Problems* problems = nullptr;
    std::filesystem::path folder;  ///< relative files start here
    std::string path;

    Scope at(const std::string& key) const;
    Scope at(std::size_t item) const;  ///< written from 1
    void problem(const Mark&, const Text& message, const std::string& nearest = "") const;
    /// "study.seed must be a whole number, not text".
    void wrong_type(const ConfigNode&, const Text& wanted) const;
};

/// A function whose copies share what it holds, because kinds within kinds are copied on the way
/// up.
template <class Signature>
class SharedFunction;
template <class Result, class... Arguments>
class SharedFunction<Result(Arguments...)> {
  public:
    SharedFunction() = default;
    template <class Callable>
    requires(!std::same_as<Callable, SharedFunction>) SharedFunction(Callable callable)
        : held_(std::make_shared<const std::function<Result(Arguments...)>>(std::move(callable))) {}

    Result operator()(Arguments... arguments) const {
        return (*held_)(std::forward<Arguments>(arguments)...);
    }

  private:
    std::shared_ptr<const std::function<Result(Arguments...)>> held_;
};

/// A kind of value: its JSON Schema, how it is read (none after a problem) and how it is written
/// back (`monostate` when there is nothing to write).
template <class Value>
struct Kind {
    ConfigNode schema;
    SharedFunction<std::optional<Value>(const ConfigNode&, const Scope&)> read;
    SharedFunction<ConfigNode(const Value&)> write;
};

/// Bounds of a number, both included unless `above`.
struct Bounds {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool above = false;  ///< `least` itself is out
};
inline constexpr Bounds positive{.least = 0, .above = true};
inline constexpr Bounds not_negative{.least = 0};
inline constexpr Bounds share{.least = 0, .most = 1};

Kind<std::string> text_kind();                          ///< any text, not empty, as NFC
Kind<std::string> id_kind(const std::string& pattern);  ///< text that matches a regular expression
Kind<bool> flag_kind();
Kind<double> number_kind(Bounds bounds = {});
Kind<int> whole_kind(int least, int most);
Kind<std::uint64_t> seed_kind();
Kind<std::string> any_scalar_kind();  ///< text, number or true/false, kept as text
/// One of a closed set of words.
Kind<std::string> word_kind(std::vector<std::string> words);

/// The value a word of a vocabulary stands for.
template <class Value>
Kind<Value> word_kind(std::span<const hazard::Word<Value>> words) {
    std::vector<std::string> names;
    for (const auto& row : words) {
        names.push_back(row.word);
    }
    const Kind<std::string> text = word_kind(names);
    return {text.schema,
            [read = text.read, words](const ConfigNode& node,
                                      const Scope& scope) -> std::optional<Value> {
                const auto word = read(node, scope);
                for (const auto& row : words) {
                    if (word && row.word == *word) {
                        return row.value;
                    }
                }
                return std::nullopt;
            },
            [words](const Value& value) {
                for (const auto& row : words) {
                    if (row.value == value) {
                        return config_text(row.word);
                    }
                }
                return ConfigNode();
            }};
}

/// A list; `at_least` items are needed.
template <class Value>
Kind<std::vector<Value>> list_kind(const Kind<Value>& item, std::size_t at_least = 0) {
    Kind<std::vector<Value>> kind;
    kind.schema = config_table({{"type", config_text("array")}, {"items", item.schema}});
    if (at_least > 0) {
        kind.schema.set("minItems", config_whole(static_cast<std::int64_t>(at_least)));
    }
    kind.read = [read = item.read, at_least](
                    const ConfigNode& node,
                    const Scope& scope) -> std::optional<std::vector<Value>> {
        const auto* items = std::get_if<ConfigNode::Array>(&node.content);
        if (items == nullptr) {
            scope.wrong_type(node, {"danh sách [ ... ]", "a list [ ... ]"});
            return std::nullopt;
        }
        if (items->size() < at_least) {
            scope.problem(node.mark,
                          {fmt::format("{} cần ít nhất {} mục", scope.path, at_least),
                           fmt::format("{} needs at least {} item(s)", scope.path, at_least)});
            return std::nullopt;
        }
        std::vector<Value> values;
        bool whole = true;
        for (std::size_t i = 0; i < items->size(); ++i) {
            auto value = read((*items)[i], scope.at(i));
            whole = whole && value.has_value();
            if (value) {
                values.push_back(std::move(*value));
            }
        }
        return whole ? std::optional(std::move(values)) : std::nullopt;
    };
    kind.write = [write = item.write](const std::vector<Value>& values) {
        ConfigNode::Array items;
        for (const Value& value : values) {
            items.push_back(write(value));
        }
        return items.empty() ? ConfigNode() : config_list(std::move(items));
    };
    return kind;
}

/// A table whose keys are free names.
template <class Value>
Kind<std::map<std::string, Value>> map_kind(const Kind<Value>& item) {
    Kind<std::map<std::string, Value>> kind;
    kind.schema =
        config_table({{"type", config_text("object")}, {"additionalProperties", item.schema}});
    kind.read = [read = item.read](
                    const ConfigNode& node,
                    const Scope& scope) -> std::optional<std::map<std::string, Value>> {
        if (!node.is_table()) {
            scope.wrong_type(node, {"bảng { ... }", "a table { ... }"});
            return std::nullopt;
        }
        std::map<std::string, Value> values;
        for (const ConfigEntry& entry : node.table()) {
            if (auto value = read(entry.value, scope.at(entry.key))) {
                values.emplace(entry.key, std::move(*value));
            }
        }
        return values;
    };
    kind.write = [write = item.write](const std::map<std::string, Value>& values) {
        ConfigNode table = config_table({});
        for (const auto& [name, value] : values) {
            table.set(name, write(value));
        }
        return values.empty() ? ConfigNode() : table;
    };
    return kind;
}

}  // namespace riskmap::intake
