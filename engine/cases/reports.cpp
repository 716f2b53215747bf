#include "cases/reports.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::cases {
namespace {

/// The part of a year that lies in the study period.
Period year_of(const Period& period, int year) {
    using std::chrono::year_month_day;
    const std::chrono::year y(year);
    return {std::max(period.first, year_month_day{y, std::chrono::January, std::chrono::day(1)}),
            std::min(period.last, year_month_day{y, std::chrono::December, std::chrono::day(31)})};
}

Issue unexpected(const domain::AdminUnits& units, UnitIndex unit, int year, std::int64_t cases) {
    return {.slug = "reporting.cases-without-report",
            .severity = Severity::warning,
            .source = "reporting",
            .place = {.file = "", .sheet = "", .row = 0, .column = "", .value = units.code[unit]},
            .message = {fmt::format("{} ({}) có {} vụ trong năm {} dù không có báo cáo nào; năm "
                                    "này được coi là có báo cáo.",
                                    units.name[unit],
                                    units.code[unit],
                                    cases,
                                    year),
                        fmt::format("{} ({}) has {} cases in {}, for which no report came; the "
                                    "year counts as reported.",
                                    units.name[unit],
                                    units.code[unit],
                                    cases,
                                    year)},
            .repair = {"Kiểm tra bảng tình trạng báo cáo.", "Check the table of reports."}};
}

}  // namespace

PerUnit<bool> heed_reports(const domain::Reporting& reporting,
                           const CaseTable& table,
                           const domain::AdminUnits& units,
                           const Period& period,
                           Denominators& people,
                           IssueLog& log) {
    expects(reporting.reports.size() == units.size(), "heed_reports: one list per unit");
    PerUnit<bool> reported(units.size(), true);
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        double days = 0;
        for (std::size_t i = 0; i < table.observed_by_year.size(); ++i) {
            const int year = table.first_year + static_cast<int>(i);
            const Period span = year_of(period, year);
            double share = reporting.covered(unit, span);
            const std::int64_t cases = table.observed_by_year[i][unit];
            if (cases > 0 && share < 1) {
                if (share <= 0) {
                    log.add(unexpected(units, unit, year, cases));
                }
                share = share > 0 ? share : 1;
            }
            days += share * span.days();
        }
        const double covered = days / period.days();
        reported[unit] = covered > 0 || table.observed[unit] > 0;
        if (!(covered > 0) || covered >= 1) {
            continue;
        }
        for (PerUnit<double>& band : people.person_years) {
            band[unit] *= covered;
        }
        people.total[unit] *= covered;
    }
    return reported;
}

}  // namespace riskmap::cases
