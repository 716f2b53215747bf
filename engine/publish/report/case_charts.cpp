#include "publish/report/case_charts.hpp"

#include <fmt/format.h>

#include "publish/report/grid_figures.hpp"

namespace riskmap::publish {
namespace {

CountMark mark_of(const plan::ShownCount& count) {
    return count.exact() ? CountMark{static_cast<double>(count.count), ""}
                         : CountMark{{}, plan::printed(count)};
}

std::vector<CountMark> marks_of(const std::vector<plan::ShownCount>& counts, std::size_t first) {
    std::vector<CountMark> marks;
    for (std::size_t i = 0; i < first && i < counts.size(); ++i) {
        marks.push_back(mark_of(counts[i]));
    }
    return marks;
}

constexpr std::size_t always_drawn = 4;  ///< groups of age below 16

}  // namespace

std::string case_charts(const plan::HazardResult& hazard) {
    const auto& months_and_blocks = hazard.shown.by_month_and_block;
    constexpr std::size_t months_of_year = 12;
    const bool none = hazard.shown.total.exact() && hazard.shown.total.count == 0;
    if (none || months_and_blocks.size() < months_of_year) {
        return "";
    }
    HeatMap calendar{{"Tháng và giờ trong ngày (số vụ)", "Month and hour of the day (cases)"},
                     {"Tháng", "Month"},
                     {},
                     {{"0–5 giờ", "0–5 h"},
                      {"6–11 giờ", "6–11 h"},
                      {"12–17 giờ", "12–17 h"},
                      {"18–23 giờ", "18–23 h"}},
                     {}};
    static const char* const months[] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (std::size_t month = 0; month < months_of_year; ++month) {
        calendar.rows.push_back({fmt::format("tháng {}", month + 1), months[month]});
        calendar.cells.push_back(marks_of(months_and_blocks[month], calendar.columns.size()));
    }
    if (hazard.shown.by_age.empty()) {
        return heat_map_svg(calendar);
    }
    const auto& groups = hazard.shown.by_age.front().cells;
    Pyramid people{{"Tuổi và giới của nạn nhân nhỏ tuổi nhất (số vụ)",
                    "Age and sex of the youngest victim (cases)"},
                   {"Tuổi", "Age"},
                   {"nam", "boys"},
                   {"nữ", "girls"},
                   {},
                   {},
                   {}};
    static const Text names[] = {{"0–4 tuổi", "0–4"},
                                 {"5–9 tuổi", "5–9"},
                                 {"10–14 tuổi", "10–14"},
                                 {"15 tuổi", "15"},
                                 {"từ 16 tuổi", "16 and over"},
                                 {"không rõ tuổi", "age unknown"}};
    for (std::size_t group = 0; group < groups.size(); ++group) {
        const CountMark boys = mark_of(groups[group][0]);
        const CountMark girls = mark_of(groups[group][1]);
        if (group < always_drawn || boys.count != 0 || girls.count != 0) {
            people.rows.push_back(names[group]);
            people.left_counts.push_back(boys);
            people.right_counts.push_back(girls);
        }
    }
    return heat_map_svg(calendar) + pyramid_svg(people);
}

}  // namespace riskmap::publish
