#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/nearest_word.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

/// "a.b.c" as its parts; empty parts stay.
std::vector<std::string> split(const std::string& path) {
    std::vector<std::string> parts(1);
    for (const char c : path) {
        if (c == '.') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

ConfigNode marked(ConfigNode node, const Mark& mark) {
    node.mark = mark;
    if (auto* items = std::get_if<ConfigNode::Array>(&node.content)) {
        for (ConfigNode& item : *items) {
            item = marked(std::move(item), mark);
        }
    } else if (node.is_table()) {
        for (ConfigEntry& entry : node.table()) {
            entry.mark = mark;
            entry.value = marked(std::move(entry.value), mark);
        }
    }
    return node;
}

ConfigNode value_of(const std::string& text, const Mark& mark) {
    Problems not_toml;
    const auto tree = parse_toml("value = " + text, mark.file, not_toml);
    const bool one_value = tree && tree->table().size() == 1;
    return marked(one_value ? tree->table().front().value : config_text(text), mark);
}

/// The `id` or else the `name` of an item; "" when it has neither.
std::string name_of(const ConfigNode& item) {
    for (const char* key : {"id", "name"}) {
        const ConfigNode* name = item.find(key);
        const auto* text = name ? std::get_if<std::string>(&name->content) : nullptr;
        if (text != nullptr) {
            return *text;
        }
    }
    return "";
}

/// The item of a list a part of a path means; null when there is none.
ConfigNode* item_of(ConfigNode::Array& items, const std::string& part) {
    for (ConfigNode& item : items) {
        if (name_of(item) == part) {
            return &item;
        }
    }
    std::size_t number = 0;
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), number);
    const bool whole = parsed.ec == std::errc() && parsed.ptr == part.data() + part.size();
    return whole && number >= 1 && number <= items.size() ? &items[number - 1] : nullptr;
}

/// The item's name that was probably meant; "" when none is near or the place is no list.
std::string nearest_item(const ConfigNode& place, const std::string& part) {
    std::vector<std::string> names;
    if (const auto* items = std::get_if<ConfigNode::Array>(&place.content)) {
        for (const ConfigNode& item : *items) {
            names.push_back(name_of(item));
        }
    }
    return nearest_word(part, names);
}

/// The place one part further down; null when there is none.
ConfigNode* step(ConfigNode& node, const std::string& part, const Mark& mark) {
    if (auto* items = std::get_if<ConfigNode::Array>(&node.content)) {
        return item_of(*items, part);
    }
    if (!node.is_table()) {
        return nullptr;
    }
    for (ConfigEntry& entry : node.table()) {
        if (entry.key == part) {
            return &entry.value;
        }
    }
    return &node.set(part, {ConfigNode::Table(), mark});
}

}  // namespace

void override_value(ConfigNode& root, const std::string& assignment, Problems& problems) {
    const Mark mark{"--set " + assignment, 0, 0};
    const std::size_t sign = assignment.find('=');
    const std::vector<std::string> parts =
        split(assignment.substr(0, sign == std::string::npos ? 0 : sign));
    if (std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part.empty(); })) {
        problems.push_back({mark,
                            {"phải có dạng khoá=giá trị, ví dụ study.seed=7",
                             "must read key=value, such as study.seed=7"},
                            ""});
        return;
    }
    ConfigNode* place = &root;
    for (const std::string& part : parts) {
        const ConfigNode& above = *place;
        place = step(*place, part, mark);
        if (place == nullptr) {
            problems.push_back({mark,
                                {fmt::format("không có chỗ nào tên \"{}\" để đặt giá trị", part),
                                 fmt::format("there is no \"{}\" to set a value in", part)},
                                nearest_item(above, part)});
            return;
        }
    }
    *place = value_of(assignment.substr(sign + 1), mark);
}

}  // namespace riskmap::intake
