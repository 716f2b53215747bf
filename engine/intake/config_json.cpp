#include <fmt/format.h>

#include "domain/value.hpp"
#include "intake/config_text.hpp"

namespace riskmap::intake {
namespace {

std::string quoted(const std::string& text) {
    std::string json = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (c == '\n') {
            json += "\\n";
        } else if (byte < 0x20 || byte == 0x7f) {
            json += fmt::format("\\u{:04x}", byte);
        } else {
            json += c;
        }
    }
    return json + "\"";
}

std::string json_of(const ConfigNode& node, const std::string& indent);

/// "[...]" or "{...}" with one item per line.
std::string block(const std::vector<std::string>& items,
                  const std::string& indent,
                  const char* open,
                  const char* close) {
    if (items.empty()) {
        return std::string(open) + close;
    }
    std::string json = open;
    for (std::size_t i = 0; i < items.size(); ++i) {
        json += (i == 0 ? "\n  " : ",\n  ") + indent + items[i];
    }
    return json + "\n" + indent + close;
}

std::string json_of(const ConfigNode& node, const std::string& indent) {
    std::vector<std::string> items;
    if (node.is_table()) {
        for (const ConfigEntry& entry : node.table()) {
            items.push_back(quoted(entry.key) + ": " + json_of(entry.value, indent + "  "));
        }
        return block(items, indent, "{", "}");
    }
    if (const auto* list = std::get_if<ConfigNode::Array>(&node.content)) {
        for (const ConfigNode& item : *list) {
            items.push_back(json_of(item, indent + "  "));
        }
        return block(items, indent, "[", "]");
    }
    if (const auto* text = std::get_if<std::string>(&node.content)) {
        return quoted(*text);
    }
    if (const auto* date = std::get_if<Date>(&node.content)) {
        return quoted(to_iso(*date));
    }
    if (const auto* flag = std::get_if<bool>(&node.content)) {
        return *flag ? "true" : "false";
    }
    if (const auto* whole = std::get_if<std::int64_t>(&node.content)) {
        return fmt::format("{}", *whole);
    }
    if (const auto* real = std::get_if<double>(&node.content)) {
        return domain::as_text(domain::Value(*real));
    }
    return "null";
}

}  // namespace

std::string to_json(const ConfigNode& root) { return json_of(root, "") + "\n"; }

}  // namespace riskmap::intake
