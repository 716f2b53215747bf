#include <algorithm>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "plan/kind_words.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"
#include "risk/segment_risk.hpp"

namespace riskmap::publish {
namespace {

constexpr std::size_t listed = 10;

std::string place_cell(const TableView& sites, std::size_t row) {
    const std::string name = sites.text("name", row);
    const std::string below = name.empty() ? "" : both(plan::kind_words(sites.text("kind", row)));
    return "<b>" + both(place_name(sites, row)) + "</b><br><small>" + below + "</small>";
}

std::string commune_of(const TableView& sites, std::size_t row) {
    const std::string code = sites.text("commune_code", row);
    const std::string name = escape_html(sites.text("commune", row));
    return code.empty() ? name : fmt::format("<a href=\"{}\">{}</a>", sheet_address(code), name);
}

/// Rows in the order of a list, the first `listed`.
std::vector<std::size_t> first_rows(const TableView& sites, const std::string& order) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < sites.rows(); ++row) {
        if (sites.number(order, row)) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return *sites.number(order, a) < *sites.number(order, b);
    });
    rows.resize(std::min(rows.size(), listed));
    return rows;
}

std::string interval(const TableView& sites, const std::string& order, std::size_t row) {
    const auto low = sites.number(order + "_lower", row);
    const auto high = sites.number(order + "_upper", row);
    return low && high ? fmt::format("{:.0f}–{:.0f}", *low, *high) : "–";
}

std::string list_table(const domain::Layer& layer,
                       const hazard::HazardSpec& spec,
                       const hazard::PlaceList& list) {
    const TableView sites(layer);
    const std::string head = spec.prefix + "_" + list.name + "_";
    const std::string order = head + "order";
    if (!sites.has(order)) {
        return "";
    }
    const std::vector<std::size_t> rows = first_rows(sites, order);
    if (rows.empty()) {
        return paragraph({list.label.vi + ": chưa xếp được, thiếu số liệu cần thiết.",
                          list.label.en + ": not in order, the figures for it are missing."});
    }
    HtmlTable table(list.label,
                    {{"Thứ tự", "Order"},
                     {"Khoảng", "Interval"},
                     {"Nơi", "Place"},
                     {"Xã", "Commune"},
                     {"Lý do", "Reason"}},
                    "list");
    for (const std::size_t row : rows) {
        table.add(
            {both(*sites.number(order, row), 0),
             interval(sites, order, row),
             place_cell(sites, row),
             commune_of(sites, row),
             both(Text{sites.text(head + "reason_vi", row), sites.text(head + "reason_en", row)})});
    }
    return table.html();
}

/// What black spots were found, and by which rule.
std::string black_spots(const ReportView& view, const hazard::HazardSpec& spec) {
    const auto& rule = spec.places.segments;
    const domain::Layer* layer = rule ? view.layer(rule->layer) : nullptr;
    if (layer == nullptr || !rule->black_spot) {
        return "";
    }
    const TableView sites(*layer);
    const std::string column = spec.prefix + "_black_spot";
    const Text words = risk::black_spot_text(*rule->black_spot);
    if (!sites.has(column)) {
        return "";
    }
    std::size_t spots = 0;
    for (std::size_t row = 0; row < sites.rows(); ++row) {
        spots += sites.text(column, row) == "true" ? 1 : 0;
    }
    return paragraph({fmt::format("Điểm đen ({}): {} đoạn đường.", words.vi, spots),
                      fmt::format("Black spots ({}): {} stretches.", words.en, spots)});
}

}  // namespace

Section lists_section(const ReportView& view) {
    Section section{"first", {"Làm ở đâu trước", "Where to act first"}, ""};
    for (const HazardView& hazard : view.hazards) {
        std::string body;
        for (const hazard::PlaceList& list : hazard.spec().places.lists) {
            if (const domain::Layer* layer = view.layer(list.layer)) {
                body += list_table(*layer, hazard.spec(), list);
            }
        }
        body += black_spots(view, hazard.spec());
        if (!body.empty()) {
            section.body += heading(hazard.spec().label) + body;
        }
    }
    if (!section.body.empty()) {
        section.body += paragraph(
            {"Mỗi bảng gồm 10 nơi đầu; toàn bộ có trong schools.csv, water.csv, roads.csv. "
             "\"Khoảng\" "
             "cho biết thứ tự còn chưa chắc đến đâu: hai nơi có khoảng chồng nhau nhiều thì "
             "không khác nhau, hãy hỏi người tại chỗ. Cách xếp và nguồn của từng danh sách ghi ở "
             "phần phương pháp.",
             "Each table has the first 10; all are in schools.csv, water.csv and roads.csv. The "
             "interval says how unsure the order is: places whose intervals overlap widely do not "
             "differ, ask people who know them. How each list is made stands under methods."},
            "small");
    }
    return section;
}

}  // namespace riskmap::publish
