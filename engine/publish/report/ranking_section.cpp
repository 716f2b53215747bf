#include <algorithm>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "publish/report/figures.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

constexpr std::size_t all_up_to = 300;  ///< units that the table shows whole
constexpr std::size_t first_of_many = 100;

std::string with_range(const HazardView& hazard, const char* name, std::size_t row) {
    const std::string low = std::string(name) + "_lower";
    const std::string high = std::string(name) + "_upper";
    return "<b>" + both(telling(hazard.number(name, row))) + "</b><br><small>" +
           both(range(hazard.number(low, row), hazard.number(high, row))) + "</small>";
}

std::string rank_whisker(const HazardView& hazard, std::size_t row, double units) {
    const auto low = hazard.number("rank_lower", row);
    const auto high = hazard.number("rank_upper", row);
    const std::optional<double> rank = hazard.number("rank", row);
    if (!low || !high || !rank) {
        return "–";
    }
    return whisker_svg({*low, *rank, *high}, {1, std::max(units, 2.0), {}, false}) +
           fmt::format("<small>{:.0f}–{:.0f}</small>", *low, *high);
}

std::string ratio_whisker(const HazardView& hazard, std::size_t row) {
    const auto low = hazard.number("rr_lower", row);
    const auto high = hazard.number("rr_upper", row);
    const auto middle = hazard.number("rr", row);
    return low && high && middle ? whisker_svg({*low, *middle, *high}, {0.1, 10, 1.0, true}) : "";
}

std::string percent(const std::optional<double>& share) {
    return share ? both(100 * *share, 0) + " %" : "–";
}

HtmlTable empty_table(const Text& caption, int top) {
    return {caption,
            {{"Hạng", "Rank"},
             {"Xã", "Commune"},
             {"Mức", "Level"},
             {"Số vụ ghi nhận", "Recorded"},
             {"Trên 100.000 trẻ mỗi năm", "Per 100,000 children a year"},
             {"So với mức chung (lần)", "Times the average"},
             {"0,1 – 1 – 10 lần", "0.1 – 1 – 10 times"},
             {"Khoảng hạng", "Rank interval"},
             {fmt::format("Khả năng thuộc {} xã đầu", top),
              fmt::format("Chance to be in the first {}", top)}},
            "rank"};
}

void add_row(HtmlTable& table, const ReportView& view, const HazardView& hazard, std::size_t row) {
    table.add({both(*hazard.number("rank", row), 0),
               unit_link(view, row),
               chip(hazard.level(row)),
               both(hazard.observed(row)),
               with_range(hazard, "rate", row),
               with_range(hazard, "rr", row),
               ratio_whisker(hazard, row),
               rank_whisker(hazard, row, static_cast<double>(view.communes.rows())),
               percent(hazard.number("p_top", row))});
}

/// The first units with their reasons, the others folded away until asked for.
std::string table_of(const ReportView& view, const HazardView& hazard) {
    const std::vector<std::size_t> ranked = hazard.ranked();
    const std::size_t shown = ranked.size() <= all_up_to ? ranked.size() : first_of_many;
    const int most = hazard.spec().model.top;
    const auto top = std::min(static_cast<std::size_t>(most), shown);
    const std::size_t in_sight = std::min(2 * top, shown);
    const Text& label = hazard.spec().label;
    HtmlTable table =
        empty_table({fmt::format("{}: thứ tự các xã, kèm khoảng không chắc chắn", label.vi),
                     fmt::format("{}: communes in order, with their uncertainty", label.en)},
                    most);
    for (std::size_t i = 0; i < in_sight; ++i) {
        add_row(table, view, hazard, ranked[i]);
        if (i < top) {
            table.add_wide(both(hazard.reason(ranked[i])));
        }
    }
    std::string html = heading(label) + table.html();
    if (in_sight < shown) {
        HtmlTable others = empty_table({fmt::format("{}: từ hạng {}", label.vi, in_sight + 1),
                                        fmt::format("{}: from rank {}", label.en, in_sight + 1)},
                                       most);
        for (std::size_t i = in_sight; i < shown; ++i) {
            add_row(others, view, hazard, ranked[i]);
        }
        html += "<details><summary>" +
                both(Text{fmt::format("{} xã tiếp theo", shown - in_sight),
                          fmt::format("The next {} communes", shown - in_sight)}) +
                "</summary>" + others.html() + "</details>\n";
    }
    if (shown < ranked.size()) {
        html +=
            paragraph({fmt::format("Bảng chỉ gồm {} xã đầu trong {} xã; mọi xã có trong phần tra "
                                   "cứu và trong tệp communes.csv.",
                                   shown,
                                   ranked.size()),
                       fmt::format("The table has the first {} of {} communes; all are in the "
                                   "look-up and in communes.csv.",
                                   shown,
                                   ranked.size())});
    }
    const std::size_t without = view.communes.rows() - ranked.size();
    if (without > 0) {
        html += paragraph({fmt::format("{} xã không có thứ hạng vì chưa đủ dữ liệu.", without),
                           fmt::format("{} communes have no rank: insufficient data.", without)});
    }
    return html;
}

/// "2,4 tỷ" and "2.4 billion"; a currency stands in the sentence beside it.
Text short_amount(double amount) {
    const bool billions = amount >= 1e9;
    const double shown = amount / (billions ? 1e9 : 1e6);
    const Text number = number_text(shown, shown < 10 ? 1 : 0);
    return {number.vi + (billions ? " tỷ" : " triệu"),
            number.en + (billions ? " billion" : " million")};
}

/// The curve over all hazards, with what its communes cost.
std::string cost_curve(const ReportView& view) {
    const domain::Layer* layer = view.layer("burden_curve");
    if (layer == nullptr || layer->size() < 4) {
        return "";
    }
    const TableView curve(*layer);
    const domain::Field& burden = layer->fields[*layer->find("burden")];
    CoverageChart chart{{"Mọi loại tai nạn: phần gánh nặng và chi phí ở các xã đầu danh sách",
                         "All hazards: share of the burden in the first communes, and its cost"},
                        {"Số xã; dưới: chi phí cộng dồn", "Communes; below: their cost together"},
                        {"Phần gánh nặng", "Share of the burden"},
                        {{burden.label, {}}}};
    double cost = 0;
    for (std::size_t row = 0; row < curve.rows(); ++row) {
        chart.series.front().covered.push_back(
            std::clamp(curve.number("covered", row).value_or(0), 0.0, 1.0));
        cost = std::max(cost, curve.number("cost_so_far", row).value_or(0));
    }
    if (!(cost > 0)) {
        chart.across = {"Số xã; chưa có đơn giá nào nên chưa tính được chi phí",
                        "Communes; no price is known, so no cost"};
        return coverage_chart_svg(chart);
    }
    for (std::size_t step = 1; step <= 4; ++step) {
        chart.costs.push_back(
            short_amount(curve.number("cost_so_far", curve.rows() * step / 4 - 1).value_or(0)));
    }
    const std::size_t tenth = std::max<std::size_t>(curve.rows() / 10, 1);
    const Text share = number_text(100 * chart.series.front().covered[tenth - 1], 0);
    const Text amount = short_amount(curve.number("cost_so_far", tenth - 1).value_or(0));
    return coverage_chart_svg(chart) +
           paragraph({fmt::format("{} xã đầu ({} %) mang {} % gánh nặng; làm mọi biện pháp đã có "
                                  "đơn giá ở đó tốn khoảng {}.",
                                  tenth,
                                  100 * tenth / curve.rows(),
                                  share.vi,
                                  amount.vi),
                      fmt::format("The first {} communes ({} %) carry {} % of the burden; every "
                                  "measure with a price costs about {} there.",
                                  tenth,
                                  100 * tenth / curve.rows(),
                                  share.en,
                                  amount.en)});
}

}  // namespace

Section ranking_section(const ReportView& view) {
    Section section{
        "ranking",
        {"Địa bàn trọng điểm ưu tiên", "Priority areas"},
        paragraph({"Vạch ngang là khoảng hợp lý: vạch dài nghĩa là chưa chắc chắn. Không "
                   "nên so sánh hai xã có khoảng hạng chồng lên nhau nhiều. Lý do bằng lời "
                   "của mọi xã có trong phiếu của xã đó (bấm vào tên xã).",
                   "The line is the plausible range: a long line means unsure. Do not "
                   "compare two communes whose rank intervals overlap widely. The reason "
                   "for every commune stands on its sheet (click its name)."})};
    for (const HazardView& hazard : view.hazards) {
        section.body += table_of(view, hazard);
    }
    return section;
}

Section burden_section(const ReportView& view) {
    Section section{"burden", {"Làm ở bao nhiêu xã thì đủ", "How many communes to reach"}, ""};
    CoverageChart chart{
        {"Phần số vụ kỳ vọng mỗi năm ở các xã đầu danh sách",
         "Share of expected cases a year in the first communes"},
        {"Số xã, theo số vụ kỳ vọng giảm dần", "Communes, by falling expected cases"},
        {"Phần số vụ", "Share of cases"},
        {}};
    for (const HazardView& hazard : view.hazards) {
        std::vector<double> burden;
        double all = 0;
        for (std::size_t row = 0; row < view.communes.rows(); ++row) {
            const double cases = hazard.number("per_year", row).value_or(0);
            burden.push_back(cases);
            all += cases;
        }
        std::sort(burden.begin(), burden.end(), std::greater<>());
        if (!(all > 0)) {
            continue;
        }
        CoverageSeries series{hazard.spec().label, {}};
        double covered = 0;
        for (const double cases : burden) {
            covered += cases / all;
            series.covered.push_back(std::min(covered, 1.0));
        }
        const std::size_t top =
            std::min(burden.size(), static_cast<std::size_t>(hazard.spec().model.top));
        const Text share = number_text(100 * series.covered[top - 1], 0);
        const Text even =
            number_text(100 * static_cast<double>(top) / static_cast<double>(burden.size()), 0);
        section.body += "<p class=\"lead\">" + both(hazard.spec().label) + ": " +
                        both(Text{fmt::format("{} xã đầu chiếm {} % số vụ kỳ vọng; chọn ngẫu nhiên "
                                              "thì được khoảng {} %.",
                                              top,
                                              share.vi,
                                              even.vi),
                                  fmt::format("the first {} communes hold {} % of expected cases; "
                                              "chosen at random they would hold about {} %.",
                                              top,
                                              share.en,
                                              even.en)}) +
                        "</p>\n";
        chart.series.push_back(std::move(series));
    }
    if (chart.series.empty()) {
        section.body.clear();
        return section;
    }
    section.body +=
        "<div class=\"charts\">" + coverage_chart_svg(chart) + cost_curve(view) + "</div>\n";
    section.body +=
        paragraph({"Đường chấm: nếu các xã như nhau. Số vụ kỳ vọng là ước lượng của mô "
                   "hình, không phải số vụ sẽ phòng tránh được.",
                   "Dotted: if communes were alike. Expected cases are estimates of the "
                   "model, not cases that will be prevented."},
                  "small");
    return section;
}

}  // namespace riskmap::publish
