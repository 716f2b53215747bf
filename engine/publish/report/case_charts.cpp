#include "publish/report/case_charts.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "publish/annex/small_counts.hpp"
#include "publish/report/grid_figures.hpp"

namespace riskmap::publish {
namespace {

using Counts = std::vector<std::vector<std::int64_t>>;

constexpr std::size_t blocks = 5;  ///< of six hours; the last: hour not known
constexpr int hours_of_block = 6;

std::vector<std::vector<CountMark>> marks_of(const Counts& counts) {
    const auto hidden = hidden_cells(counts);
    std::vector<std::vector<CountMark>> marks;
    for (std::size_t row = 0; row < counts.size(); ++row) {
        std::vector<CountMark>& line = marks.emplace_back();
        for (std::size_t column = 0; column < counts[row].size(); ++column) {
            const AnnexCell shown = shown_count(counts[row][column], hidden[row][column]);
            const auto* text = std::get_if<std::string>(&shown);
            line.push_back(text == nullptr ? CountMark{static_cast<double>(counts[row][column]), ""}
                                           : CountMark{{}, *text});
        }
    }
    return marks;
}

Counts months_and_hours(const plan::HazardResult& hazard, const domain::Incidents& incidents) {
    Counts counts(12, std::vector<std::int64_t>(blocks, 0));
    const auto month = incidents.attributes.find("month");
    for (const std::uint32_t row : hazard.cases.incident_rows) {
        const double number =
            month ? domain::as_number(incidents.attributes.at(*month, row)) : std::nan("");
        if (number >= 1 && number <= 12) {
            const auto& hour = incidents.rows[row].hour;
            const std::size_t block =
                hour ? static_cast<std::size_t>(*hour / hours_of_block) : blocks - 1;
            ++counts[static_cast<std::size_t>(number) - 1][block];
        }
    }
    return counts;
}

constexpr std::array<double, 4> ages_below{5, 10, 15, 16};

Counts ages_and_sexes(const plan::HazardResult& hazard, const domain::Incidents& incidents) {
    Counts counts(ages_below.size() + 2, std::vector<std::int64_t>(3, 0));
    for (const std::uint32_t row : hazard.cases.incident_rows) {
        const domain::Incident& incident = incidents.rows[row];
        std::size_t group = ages_below.size() + 1;
        if (incident.age) {
            group = 0;
            while (group < ages_below.size() && *incident.age >= ages_below[group]) {
                ++group;
            }
        }
        ++counts[group][incident.sex == "male" ? 0 : incident.sex == "female" ? 1 : 2];
    }
    return counts;
}

}  // namespace

std::string case_charts(const ReportInput& input, const plan::HazardResult& hazard) {
    if (hazard.cases.incident_rows.empty()) {
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
    for (std::size_t month = 0; month < 12; ++month) {
        calendar.rows.push_back({fmt::format("tháng {}", month + 1), months[month]});
    }
    calendar.cells = marks_of(months_and_hours(hazard, *input.incidents));
    for (std::vector<CountMark>& row : calendar.cells) {
        row.resize(calendar.columns.size());
    }
    const auto groups = marks_of(ages_and_sexes(hazard, *input.incidents));
    Pyramid people{{"Tuổi và giới (số nạn nhân ghi nhận)", "Age and sex (victims recorded)"},
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
        const bool none = groups[group][0].count == 0 && groups[group][1].count == 0;
        if (group < ages_below.size() || !none) {
            people.rows.push_back(names[group]);
            people.left_counts.push_back(groups[group][0]);
            people.right_counts.push_back(groups[group][1]);
        }
    }
    return heat_map_svg(calendar) + pyramid_svg(people);
}

}  // namespace riskmap::publish
