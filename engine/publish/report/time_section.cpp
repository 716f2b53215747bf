#include <fmt/format.h>

#include "core/number_text.hpp"
#include "publish/report/case_charts.hpp"
#include "publish/report/figures.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"

namespace riskmap::publish {
namespace {

constexpr std::size_t hours_together = 3;

/// What stands for a count that is not shown, and nothing for one that is.
std::string instead_of_count(disclosure::Shown shown) {
    return shown == disclosure::Shown::exact   ? ""
           : shown == disclosure::Shown::fewer ? "&lt;3"
                                               : "…";
}

Text slot_name(std::size_t slot, bool hours) {
    if (hours) {
        const std::string name =
            fmt::format("{}–{}", slot * hours_together, (slot + 1) * hours_together);
        return {name, name};
    }
    static const char* const months[] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return {std::to_string(slot + 1), months[slot]};
}

std::string slots_chart(const Text& title, const std::vector<risk::TimeShare>& slots, bool hours) {
    BarChart chart{
        title,
        hours ? Text{"giờ trong ngày; cột: số lần so với trải đều",
                     "hour of the day; bars: times an even spread"}
              : Text{"tháng; cột: số lần so với trải đều", "month; bars: times an even spread"},
        {},
        1.0,
        {"trải đều", "even spread"}};
    HtmlTable table(title,
                    {hours ? Text{"Giờ", "Hours"} : Text{"Tháng", "Month"},
                     {"Số vụ", "Cases"},
                     {"So với trải đều", "Times an even spread"}},
                    "hid");
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const risk::TimeShare& slot = slots[i];
        const Text name = slot_name(i, hours);
        const std::string instead = instead_of_count(slot.shown);
        chart.bars.push_back(
            {name, slot.ratio, slot.ratio_interval.lower, slot.ratio_interval.upper, slot.shown});
        table.add({both(name),
                   instead.empty() ? both(static_cast<double>(slot.cases), 0) : instead,
                   instead.empty() ? both(telling(slot.ratio)) : "–"});
    }
    return bar_chart_svg(chart) + table.html();
}

std::string years_chart(const Text& title, const std::vector<risk::YearRate>& years) {
    BarChart chart{title, {"năm; cột: số vụ mỗi năm", "year; bars: cases a year"}, {}, {}, {}};
    for (std::size_t i = 0; i < years.size(); ++i) {
        const risk::YearRate& year = years[i];
        const std::string name = std::to_string(year.year) + (year.complete ? "" : "*");
        chart.bars.push_back({{name, name},
                              static_cast<double>(year.cases) / year.years,
                              year.per_year_interval.lower,
                              year.per_year_interval.upper,
                              year.shown});
    }
    return bar_chart_svg(chart);
}

}  // namespace

Section time_section(const ReportView& view) {
    Section section{
        "time",
        {"Ai, khi nào: tuổi, mùa, giờ, xu hướng", "Who and when: age, season, hour, trend"},
        ""};
    for (std::size_t i = 0; i < view.hazards.size(); ++i) {
        const std::optional<risk::TimeProfile>& profile = (*view.input->hazards)[i].time;
        if (!profile) {
            continue;
        }
        const risk::TimeProfile& time = *profile;
        section.body += heading(view.hazards[i].spec().label);
        section.body += paragraph(time.month_sentence) + paragraph(time.hour_sentence) +
                        paragraph(time.trend_sentence) + "<div class=\"charts\">";
        if (!time.months.empty()) {
            section.body += slots_chart({"Theo tháng", "By month"}, time.months, false);
        }
        if (!time.hours.empty()) {
            section.body += slots_chart(
                {"Theo giờ", "By hour"},
                time.hours.size() == 24 ? risk::joined(time.hours, hours_together) : time.hours,
                true);
        }
        if (!time.years.empty()) {
            section.body += years_chart({"Theo năm", "By year"}, time.years);
        }
        section.body += case_charts((*view.input->hazards)[i]) + "</div>\n";
    }
    if (!section.body.empty()) {
        section.body += paragraph({"Tính chung toàn địa bàn, không cho từng xã: số vụ mỗi xã quá "
                                   "ít. Vạch đứng trên cột là "
                                   "khoảng không chắc chắn. \"<3\": một hoặc hai vụ; \"…\": được "
                                   "che để tổng không làm lộ ô khác. Dấu * : "
                                   "năm không trọn vẹn.",
                                   "For the whole area, never by commune, where cases are too few. "
                                   "The upright line is the "
                                   "uncertainty. \"<3\": one or two cases; \"…\": withheld so that "
                                   "sums give none away. *: part of a "
                                   "year."},
                                  "small");
    }
    return section;
}

}  // namespace riskmap::publish
