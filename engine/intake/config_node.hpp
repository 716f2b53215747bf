#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/period.hpp"
#include "core/text.hpp"

namespace riskmap::intake {

/// Where something stands in a configuration: lines and columns count from 1. Line 0: not in a file
/// but in `file` itself, such as "--set study.seed=7".
struct Mark {
    std::string file;
    int line = 0;
    int column = 0;
    bool operator==(const Mark&) const = default;
};

struct ConfigEntry;

/// A configuration as a tree of typed values that know where they stand. Tables keep the order of
/// the file. `monostate` is a value of a type no configuration uses (a time of day).
struct ConfigNode {
    using Array = std::vector<ConfigNode>;
    using Table = std::vector<ConfigEntry>;
    using Content =
        std::variant<std::monostate, bool, std::int64_t, double, std::string, Date, Array, Table>;

    Content content;
    Mark mark;

    /// Nothing to write: no value at all.
    bool is_nothing() const { return std::holds_alternative<std::monostate>(content); }
    bool is_table() const { return std::holds_alternative<Table>(content); }
    const Table& table() const { return std::get<Table>(content); }
    Table& table() { return std::get<Table>(content); }
    /// The value of a key; null when this is no table or has no such key.
    const ConfigNode* find(std::string_view key) const;
    /// Appends to a table, or replaces the value of a key that is there.
    ConfigNode& set(const std::string& key, ConfigNode value);
};

struct ConfigEntry {
    std::string key;
    Mark mark;  ///< of the key
    ConfigNode value;
};

/// Values made in the program: no mark.
ConfigNode config_text(std::string text);
ConfigNode config_number(double number);
ConfigNode config_whole(std::int64_t number);
ConfigNode config_flag(bool flag);
ConfigNode config_date(const Date& date);
ConfigNode config_list(ConfigNode::Array items);
ConfigNode config_table(std::vector<std::pair<std::string, ConfigNode>> entries);

/// Where the value at a dotted path stands ("layers.water.where[1].field"; list items count from
/// 1); where the path leaves the tree, the last value on it.
Mark mark_at(const ConfigNode& root, std::string_view path);

/// "study.toml:12:3", or the mark's file alone when it has no line ("--set study.seed=7").
std::string place_text(const Mark&);

/// `mark_at` as text, for messages about what a value of the configuration led to: "the column
/// asked for at study.toml:12:3 is not in the file".
std::string place_at(const ConfigNode& root, std::string_view path);

/// What kind of value a node is, for people: "a table", "a whole number".
Text type_name(const ConfigNode&);

}  // namespace riskmap::intake
