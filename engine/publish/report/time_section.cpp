#include <fmt/format.h>

#include "core/number_text.hpp"
#include "publish/report/figures.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"
#include "publish/report/small_counts.hpp"
#include "stats/distributions.hpp"

namespace riskmap::publish {
namespace {

constexpr std::size_t hours_together = 3;

/// Neighbouring slots as one: hours alone hold too few cases to be shown. Intervals as for single
/// slots (beta posterior with Jeffreys prior).
std::vector<risk::TimeShare> joined(const std::vector<risk::TimeShare>& slots,
                                    std::size_t together) {
    double total = 0;
    for (const risk::TimeShare& slot : slots) {
        total += static_cast<double>(slot.cases);
    }
    std::vector<risk::TimeShare> result;
    for (std::size_t i = 0; i + together <= slots.size(); i += together) {
        risk::TimeShare sum;
        for (std::size_t k = i; k < i + together; ++k) {
            sum.cases += slots[k].cases;
            sum.even_share += slots[k].even_share;
        }
        if (total > 0 && sum.even_share > 0) {
            const auto cases = static_cast<double>(sum.cases);
            const double inside = cases + 0.5;
            const double outside = total - cases + 0.5;
            sum.ratio = cases / total / sum.even_share;
            sum.ratio_interval = {stats::beta_quantile(0.025, inside, outside) / sum.even_share,
                                  stats::beta_quantile(0.975, inside, outside) / sum.even_share};
        }
        result.push_back(sum);
    }
    return result;
}

std::vector<bool> hidden_slots(const std::vector<risk::TimeShare>& slots) {
    std::vector<std::int64_t> counts;
    for (const risk::TimeShare& slot : slots) {
        counts.push_back(slot.cases);
    }
    return hidden_counts(counts);
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
    const std::vector<bool> hidden = hidden_slots(slots);
    HtmlTable table(title,
                    {hours ? Text{"Giờ", "Hours"} : Text{"Tháng", "Month"},
                     {"Số vụ", "Cases"},
                     {"So với trải đều", "Times an even spread"}},
                    "hid");
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const risk::TimeShare& slot = slots[i];
        const Text name = slot_name(i, hours);
        chart.bars.push_back(
            {name, slot.ratio, slot.ratio_interval.lower, slot.ratio_interval.upper, hidden[i]});
        table.add({both(name),
                   hidden[i] ? (slot.cases < 3 ? "&lt;3" : "–")
                             : both(static_cast<double>(slot.cases), 0),
                   hidden[i] ? "–" : both(telling(slot.ratio))});
    }
    return bar_chart_svg(chart) + table.html();
}

std::string years_chart(const Text& title, const std::vector<risk::YearRate>& years) {
    BarChart chart{title, {"năm; cột: số vụ mỗi năm", "year; bars: cases a year"}, {}, {}, {}};
    std::vector<std::int64_t> counts;
    for (const risk::YearRate& year : years) {
        counts.push_back(year.cases);
    }
    const std::vector<bool> hidden = hidden_counts(counts);
    for (std::size_t i = 0; i < years.size(); ++i) {
        const risk::YearRate& year = years[i];
        const std::string name = std::to_string(year.year) + (year.complete ? "" : "*");
        chart.bars.push_back({{name, name},
                              static_cast<double>(year.cases) / year.years,
                              year.per_year_interval.lower,
                              year.per_year_interval.upper,
                              hidden[i]});
    }
    return bar_chart_svg(chart);
}

}  // namespace

Section time_section(const ReportView& view) {
    Section section{"time", {"Mùa, giờ và xu hướng", "Seasons, hours and trend"}, ""};
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
            section.body +=
                slots_chart({"Theo giờ", "By hour"}, joined(time.hours, hours_together), true);
        }
        if (!time.years.empty()) {
            section.body += years_chart({"Theo năm", "By year"}, time.years);
        }
        section.body += "</div>\n";
    }
    if (!section.body.empty()) {
        section.body += paragraph({"Tính chung toàn địa bàn, không cho từng xã: số vụ mỗi xã quá "
                                   "ít. Vạch đứng trên cột là "
                                   "khoảng không chắc chắn. \"<3\": một hoặc hai vụ, không nêu rõ "
                                   "để bảo vệ trẻ em. Dấu * : "
                                   "năm không trọn vẹn.",
                                   "For the whole area, never by commune, where cases are too few. "
                                   "The upright line is the "
                                   "uncertainty. \"<3\": one or two cases, not told apart to "
                                   "protect children. *: part of a "
                                   "year."},
                                  "small");
    }
    return section;
}

}  // namespace riskmap::publish
