#include "intake/config_node.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace riskmap::intake {

const ConfigNode* ConfigNode::find(std::string_view key) const {
    if (!is_table()) {
        return nullptr;
    }
    for (const ConfigEntry& entry : table()) {
        if (entry.key == key) {
            return &entry.value;
        }
    }
    return nullptr;
}

ConfigNode& ConfigNode::set(const std::string& key, ConfigNode value) {
    if (!is_table()) {
        content = Table();
    }
    for (ConfigEntry& entry : table()) {
        if (entry.key == key) {
            entry.value = std::move(value);
            return entry.value;
        }
    }
    const Mark at = value.mark;
    return table().emplace_back(ConfigEntry{key, at, std::move(value)}).value;
}

ConfigNode config_text(std::string text) { return {std::move(text), {}}; }
ConfigNode config_number(double number) { return {number, {}}; }
ConfigNode config_whole(std::int64_t number) { return {number, {}}; }
ConfigNode config_flag(bool flag) { return {flag, {}}; }
ConfigNode config_date(const Date& date) { return {date, {}}; }
ConfigNode config_list(ConfigNode::Array items) { return {std::move(items), {}}; }

ConfigNode config_table(std::vector<std::pair<std::string, ConfigNode>> entries) {
    ConfigNode::Table table;
    for (auto& [key, value] : entries) {
        table.push_back({std::move(key), {}, std::move(value)});
    }
    return {std::move(table), {}};
}

Mark mark_at(const ConfigNode& root, std::string_view path) {
    const ConfigNode* place = &root;
    while (!path.empty()) {
        const ConfigNode* next = nullptr;
        if (path.front() == '[') {
            const std::size_t end = std::min(path.find(']'), path.size() - 1);
            std::size_t item = 0;
            std::from_chars(path.data() + 1, path.data() + end, item);
            const auto* items = std::get_if<ConfigNode::Array>(&place->content);
            if (items != nullptr && item >= 1 && item <= items->size()) {
                next = &(*items)[item - 1];
            }
            path.remove_prefix(end + 1);
        } else {
            const std::size_t end = std::min(path.find_first_of(".["), path.size());
            next = place->find(path.substr(0, end));
            path.remove_prefix(end);
        }
        if (next == nullptr) {
            break;
        }
        place = next;
        if (path.starts_with('.')) {
            path.remove_prefix(1);
        }
    }
    return place->mark;
}

std::string place_text(const Mark& mark) {
    return mark.line == 0 ? mark.file : fmt::format("{}:{}:{}", mark.file, mark.line, mark.column);
}

std::string place_at(const ConfigNode& root, std::string_view path) {
    return place_text(mark_at(root, path));
}

Text type_name(const ConfigNode& node) {
    static const std::array<Text, std::variant_size_v<ConfigNode::Content>> names{{
        {"một kiểu không dùng ở đây", "a kind of value that has no use here"},
        {"true/false", "true/false"},
        {"số nguyên", "a whole number"},
        {"số thập phân", "a decimal number"},
        {"chuỗi văn bản", "text"},
        {"ngày", "a date"},
        {"danh sách", "a list"},
        {"bảng", "a table"},
    }};
    return names[node.content.index()];
}

}  // namespace riskmap::intake
