#include "publish/report/grid_figures.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "publish/plain_number.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

std::string at(double coordinate) { return fixed_text(coordinate, 1); }

std::string label(const Text& text, double x, double y, const char* anchor) {
    const std::string place =
        fmt::format("class=\"ax\" text-anchor=\"{}\" x=\"{}\" y=\"{}\"", anchor, at(x), at(y));
    if (text.vi == text.en) {
        return fmt::format("<text {}>{}</text>", place, escape_html(text.vi));
    }
    return fmt::format("<text lang=\"vi\" {0}>{1}</text><text lang=\"en\" {0}>{2}</text>",
                       place,
                       escape_html(text.vi),
                       escape_html(text.en));
}

std::string figure(const Text& title,
                   const std::string& svg,
                   const std::string& table,
                   const char* kind = "") {
    return fmt::format("<figure class=\"{}\"><figcaption>", kind) + both(title) + "</figcaption>" +
           svg + table + "</figure>\n";
}

/// One of five shades, the first for none.
int shade(double count, double most) {
    return count <= 0 || most <= 0
               ? 0
               : static_cast<int>(std::clamp(std::ceil(4 * count / most), 1.0, 4.0));
}

double largest(const std::vector<std::vector<CountMark>>& cells) {
    double most = 0;
    for (const auto& row : cells) {
        for (const CountMark& cell : row) {
            most = std::max(most, cell.count.value_or(0));
        }
    }
    return most;
}

std::string heat_table(const HeatMap& map) {
    std::vector<Text> header{map.row_head};
    header.insert(header.end(), map.columns.begin(), map.columns.end());
    HtmlTable table(map.title, header, "hid");
    for (std::size_t row = 0; row < map.rows.size(); ++row) {
        std::vector<std::string> cells{both(map.rows[row])};
        for (const CountMark& cell : map.cells[row]) {
            cells.push_back(escape_html(cell.text()));
        }
        table.add(cells);
    }
    return table.html();
}

std::string bar(double from, double to, double y, double height, const char* kind) {
    return fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                       kind,
                       at(std::min(from, to)),
                       at(y),
                       at(std::abs(to - from)),
                       at(height));
}

}  // namespace

std::string CountMark::text() const { return count ? fmt::format("{:.0f}", *count) : instead; }

std::string heat_map_svg(const HeatMap& map) {
    constexpr double left = 84;
    constexpr double top = 24;
    constexpr double width = 460;
    constexpr double cell_height = 24;
    const double cell_width =
        (width - left) / static_cast<double>(std::max<std::size_t>(map.columns.size(), 1));
    const double height = top + cell_height * static_cast<double>(map.rows.size()) + 4;
    const double most = largest(map.cells);
    std::string svg = fmt::format(
        "<svg class=\"chart\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">", width, at(height));
    for (std::size_t column = 0; column < map.columns.size(); ++column) {
        svg += label(map.columns[column],
                     left + cell_width * (static_cast<double>(column) + 0.5),
                     top - 8,
                     "middle");
    }
    for (std::size_t row = 0; row < map.rows.size(); ++row) {
        const double y = top + cell_height * static_cast<double>(row);
        svg += label(map.rows[row], left - 6, y + 16, "end");
        for (std::size_t column = 0; column < map.cells[row].size(); ++column) {
            const CountMark& cell = map.cells[row][column];
            const double x = left + cell_width * static_cast<double>(column);
            const std::string kind =
                cell.count ? fmt::format("h{}", shade(*cell.count, most)) : std::string("hx");
            svg += bar(x + 1, x + cell_width - 1, y + 1, cell_height - 2, kind.c_str());
            svg +=
                fmt::format("<text class=\"{}\" text-anchor=\"middle\" x=\"{}\" y=\"{}\">{}</text>",
                            cell.count && shade(*cell.count, most) > 2 ? "hw" : "hb2",
                            at(x + cell_width / 2),
                            at(y + 16),
                            escape_html(cell.text()));
        }
    }
    return figure(map.title, svg + "</svg>", heat_table(map), "tall");
}

std::string pyramid_svg(const Pyramid& pyramid) {
    constexpr double width = 460;
    constexpr double middle = 230;
    constexpr double gap = 42;  // half of the column of labels
    constexpr double room = 150;
    constexpr double top = 26;
    constexpr double row_height = 28;
    const double most = largest({pyramid.left_counts, pyramid.right_counts});
    const double height = top + row_height * static_cast<double>(pyramid.rows.size()) + 4;
    std::string svg = fmt::format(
        "<svg class=\"chart\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">", width, at(height));
    svg += label(pyramid.left, middle - gap, 14, "end");
    svg += label(pyramid.right, middle + gap, 14, "start");
    HtmlTable table(pyramid.title, {pyramid.row_head, pyramid.left, pyramid.right}, "hid");
    for (std::size_t row = 0; row < pyramid.rows.size(); ++row) {
        const double y = top + row_height * static_cast<double>(row);
        svg += label(pyramid.rows[row], middle, y + 17, "middle");
        const auto side = [&](const CountMark& mark, double direction, const char* kind) {
            const double start = middle + direction * gap;
            const double length = most > 0 ? room * mark.count.value_or(0) / most : 0;
            const double end = start + direction * length;
            if (mark.count) {
                svg += bar(start, end, y + 3, row_height - 8, kind);
            }
            const std::string text = mark.text();
            svg +=
                label({text, text}, end + direction * 5, y + 17, direction < 0 ? "end" : "start");
        };
        side(pyramid.left_counts[row], -1, "pl");
        side(pyramid.right_counts[row], 1, "pr");
        table.add({both(pyramid.rows[row]),
                   escape_html(pyramid.left_counts[row].text()),
                   escape_html(pyramid.right_counts[row].text())});
    }
    return figure(pyramid.title, svg + "</svg>", table.html());
}

}  // namespace riskmap::publish
