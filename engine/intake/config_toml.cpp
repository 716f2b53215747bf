#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "intake/config_text.hpp"

namespace riskmap::intake {
namespace {

/// Longest value that stays on the line of its key.
constexpr std::size_t short_value = 84;

std::string quoted(const std::string& text) {
    std::string toml = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            toml += '\\';
            toml += c;
        } else if (c == '\n') {
            toml += "\\n";
        } else if (byte < 0x20 || byte == 0x7f) {
            toml += fmt::format("\\u{:04X}", byte);
        } else {
            toml += c;
        }
    }
    return toml + "\"";
}

std::string key_text(const std::string& key) {
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    return bare ? key : quoted(key);
}

std::string real_text(double number) {
    const std::string text = fmt::format("{}", number);
    return text.find_first_of(".einf") == std::string::npos ? text + ".0" : text;
}

std::string on_one_line(const ConfigNode& node) {
    std::vector<std::string> items;
    if (node.is_table()) {
        for (const ConfigEntry& entry : node.table()) {
            items.push_back(key_text(entry.key) + " = " + on_one_line(entry.value));
        }
        return items.empty() ? "{}" : fmt::format("{{ {} }}", fmt::join(items, ", "));
    }
    if (const auto* list = std::get_if<ConfigNode::Array>(&node.content)) {
        for (const ConfigNode& item : *list) {
            items.push_back(on_one_line(item));
        }
        return fmt::format("[{}]", fmt::join(items, ", "));
    }
    if (const auto* text = std::get_if<std::string>(&node.content)) {
        return quoted(*text);
    }
    if (const auto* date = std::get_if<Date>(&node.content)) {
        return to_iso(*date);
    }
    if (const auto* flag = std::get_if<bool>(&node.content)) {
        return *flag ? "true" : "false";
    }
    if (const auto* whole = std::get_if<std::int64_t>(&node.content)) {
        return fmt::format("{}", *whole);
    }
    return real_text(std::get<double>(node.content));
}

bool is_short(const ConfigNode& node) { return on_one_line(node).size() <= short_value; }

const ConfigNode::Array* list_of_tables(const ConfigNode& node) {
    const auto* list = std::get_if<ConfigNode::Array>(&node.content);
    const bool tables = list != nullptr && !list->empty() &&
                        std::all_of(list->begin(), list->end(), [](const ConfigNode& item) {
                            return item.is_table();
                        });
    return tables ? list : nullptr;
}

/// Tables named by the study, such as its layers: each keeps its own section, and so its place.
bool is_map_of_tables(const ConfigNode& table) {
    return std::all_of(table.table().begin(), table.table().end(), [](const ConfigEntry& entry) {
        return entry.value.is_table();
    });
}

/// How a key that is not there would be written, as a comment.
std::string unused_key(const std::string& key, const ConfigNode& schema) {
    const ConfigNode* items = schema.find("items");
    const ConfigNode* names = schema.find("additionalProperties");
    if (schema.find("properties") != nullptr) {
        return fmt::format("# [{}]\n", key);
    }
    if (items != nullptr && items->find("properties") != nullptr) {
        return fmt::format("# [[{}]]\n", key);
    }
    if (names != nullptr && names->find("properties") != nullptr) {
        return fmt::format("# [{}.ID]\n", key);
    }
    return fmt::format("# {} = ...\n", key);
}

class TomlWriter {
  public:
    explicit TomlWriter(const ConfigNode* schema) : schema_(schema) {}

    std::string write(const ConfigNode& root) {
        write_lines(root, true, schema_);
        write_sections(root, "", schema_);
        write_unused(root, schema_);
        return std::move(text_);
    }

  private:
    /// A value with a line of its own, as against a section.
    static bool is_line(const ConfigNode& value, const ConfigNode& parent, bool of_root) {
        if (const auto* tables = list_of_tables(value)) {
            return !of_root && std::all_of(tables->begin(), tables->end(), is_short);
        }
        return !value.is_table() || (!of_root && !is_map_of_tables(parent) && is_short(value));
    }

    /// All lines come before the sections: what follows a section's header belongs to it.
    void write_lines(const ConfigNode& table, bool of_root, const ConfigNode* schema) {
        for (const ConfigEntry& entry : table.table()) {
            if (is_line(entry.value, table, of_root) && !entry.value.is_nothing()) {
                comment(property(schema, entry.key));
                write_line(entry.key, entry.value);
            }
        }
    }

    void write_sections(const ConfigNode& table,
                        const std::string& path,
                        const ConfigNode* schema) {
        for (const ConfigEntry& entry : table.table()) {
            if (!is_line(entry.value, table, path.empty())) {
                write_section(entry.value,
                              path.empty() ? key_text(entry.key) : path + "." + key_text(entry.key),
                              property(schema, entry.key));
            }
        }
    }

    void write_line(const std::string& key, const ConfigNode& value) {
        const auto* list = std::get_if<ConfigNode::Array>(&value.content);
        begun_ = true;
        if (list == nullptr || is_short(value)) {
            text_ += fmt::format("{} = {}\n", key_text(key), on_one_line(value));
            return;
        }
        text_ += key_text(key) + " = [\n";
        for (const ConfigNode& item : *list) {
            text_ += "    " + on_one_line(item) + ",\n";
        }
        text_ += "]\n";
    }

    void write_section(const ConfigNode& value, const std::string& path, const ConfigNode* schema) {
        if (const auto* tables = list_of_tables(value)) {
            for (const ConfigNode& item : *tables) {
                write_table(item, "[[" + path + "]]", path, schema, items_of(schema));
            }
        } else if (value.table().empty() || !is_map_of_tables(value)) {
            write_table(value, "[" + path + "]", path, schema, schema);
        } else {
            comment(schema);
            write_sections(value, path, schema);
        }
    }

    void write_table(const ConfigNode& table,
                     const std::string& header,
                     const std::string& path,
                     const ConfigNode* described,
                     const ConfigNode* schema) {
        if (!comment(described)) {
            text_ += begun_ ? "\n" : "";
        }
        text_ += header + "\n";
        begun_ = false;
        write_lines(table, false, schema);
        write_unused(table, schema);
        begun_ = true;
        write_sections(table, path, schema);
    }

    /// The description of a key, once however often the key appears.
    bool comment(const ConfigNode* schema) {
        const ConfigNode* description = schema ? schema->find("description") : nullptr;
        if (description == nullptr || !described_.insert(description).second) {
            return false;
        }
        text_ += begun_ ? "\n" : "";
        std::string line;
        for (const char c : std::get<std::string>(description->content) + "\n") {
            if (c == '\n') {
                text_ += "# " + line + "\n";
                line.clear();
            } else {
                line += c;
            }
        }
        return true;
    }

    void write_unused(const ConfigNode& table, const ConfigNode* schema) {
        const ConfigNode* properties = schema ? schema->find("properties") : nullptr;
        if (properties == nullptr) {
            return;
        }
        for (const ConfigEntry& key : properties->table()) {
            if (table.find(key.key) == nullptr && comment(&key.value)) {
                text_ += unused_key(key_text(key.key), key.value);
                begun_ = true;
            }
        }
    }

    static const ConfigNode* items_of(const ConfigNode* schema) {
        return schema ? schema->find("items") : nullptr;
    }

    static const ConfigNode* property(const ConfigNode* schema, const std::string& key) {
        if (schema == nullptr) {
            return nullptr;
        }
        const ConfigNode* properties = schema->find("properties");
        const ConfigNode* known = properties ? properties->find(key) : nullptr;
        const ConfigNode* any = schema->find("additionalProperties");
        return known != nullptr ? known : (any != nullptr && any->is_table() ? any : nullptr);
    }

    const ConfigNode* schema_;
    std::set<const ConfigNode*> described_;
    std::string text_;
    bool begun_ = false;  ///< something stands above that a blank line parts from what follows
};

}  // namespace

std::string to_toml(const ConfigNode& root) { return TomlWriter(nullptr).write(root); }

std::string to_commented_toml(const ConfigNode& root, const ConfigNode& schema) {
    return TomlWriter(&schema).write(root);
}

}  // namespace riskmap::intake
