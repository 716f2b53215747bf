#include "intake/toml_reader.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/file_bytes.hpp"

namespace riskmap::intake {
namespace {

Mark mark_of(const toml::source_region& source, const std::string& name) {
    return {name, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

ConfigNode convert(const toml::node& node, const std::string& name);

/// The TOML library sorts the keys of a table; their places in the file give the order back.
ConfigNode::Table convert_table(const toml::table& table, const std::string& name) {
    ConfigNode::Table entries;
    for (const auto& [key, value] : table) {
        entries.push_back(
            {std::string(key.str()), mark_of(key.source(), name), convert(value, name)});
    }
    std::stable_sort(
        entries.begin(), entries.end(), [](const ConfigEntry& a, const ConfigEntry& b) {
            return std::tie(a.mark.line, a.mark.column) < std::tie(b.mark.line, b.mark.column);
        });
    return entries;
}

ConfigNode::Content content_of(const toml::node& node, const std::string& name) {
    if (const toml::table* table = node.as_table()) {
        return convert_table(*table, name);
    }
    if (const toml::array* array = node.as_array()) {
        ConfigNode::Array items;
        for (const toml::node& item : *array) {
            items.push_back(convert(item, name));
        }
        return items;
    }
    if (const auto* text = node.as_string()) {
        return text->get();
    }
    if (const auto* whole = node.as_integer()) {
        return whole->get();
    }
    if (const auto* number = node.as_floating_point()) {
        return number->get();
    }
    if (const auto* flag = node.as_boolean()) {
        return flag->get();
    }
    if (const auto* date = node.as_date()) {
        return Date(std::chrono::year(date->get().year),
                    std::chrono::month(date->get().month),
                    std::chrono::day(date->get().day));
    }
    return std::monostate();
}

ConfigNode convert(const toml::node& node, const std::string& name) {
    return {content_of(node, name), mark_of(node.source(), name)};
}

}  // namespace

namespace {

/// The first line, from 1, with a key of more dots than any real one: each dot is a table within a
/// table, and whoever reads or frees them goes as deep. 0 when there is none.
int line_of_endless_key(std::string_view text) {
    constexpr int most_dots = 500;
    int line = 1;
    int dots = 0;
    for (const char c : text) {
        line += c == '\n' ? 1 : 0;
        dots = std::string_view("\n,=[]{}#").find(c) != std::string_view::npos ? 0 : dots;
        dots += c == '.' ? 1 : 0;
        if (dots > most_dots) {
            return line;
        }
    }
    return 0;
}

}  // namespace

std::optional<ConfigNode> parse_toml(std::string_view text,
                                     const std::string& name,
                                     Problems& problems) {
    if (const int line = line_of_endless_key(text); line > 0) {
        problems.push_back(
            {{name, line, 1}, {"khoá lồng quá sâu", "a key is nested too deeply"}, ""});
        return std::nullopt;
    }
    try {
        ConfigNode root = convert(toml::parse(text, name), name);
        root.mark = {name, 1, 1};
        return root;
    } catch (const toml::parse_error& error) {
        problems.push_back({mark_of(error.source(), name),
                            {fmt::format("lỗi cú pháp TOML: {}", error.description()),
                             fmt::format("TOML syntax error: {}", error.description())},
                            ""});
        return std::nullopt;
    }
}

std::optional<ConfigNode> read_toml(const std::filesystem::path& file, Problems& problems) {
    const std::optional<std::string> text = file_bytes(file);
    if (!text) {
        problems.push_back(
            {{file.string(), 0, 0}, {"không đọc được tệp này", "cannot read this file"}, ""});
        return std::nullopt;
    }
    return parse_toml(*text, file.string(), problems);
}

}  // namespace riskmap::intake
