#include "cases/reports.hpp"

#include <fmt/format.h>

#include "cases/times.hpp"
#include "core/error.hpp"
#include "core/number_text.hpp"

namespace riskmap::cases {
namespace {

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
                        fmt::format("{} ({}) has {} in {}, for which no report came; the year "
                                    "counts as reported.",
                                    units.name[unit],
                                    units.code[unit],
                                    how_many(cases, "case"),
                                    year)},
            .repair = {"Kiểm tra bảng tình trạng báo cáo.", "Check the table of reports."}};
}

}  // namespace

void heed_reports(const domain::Reporting& reporting,
                  const domain::AdminUnits& units,
                  const Period& period,
                  CaseTable& table,
                  Denominators& people,
                  IssueLog& log) {
    expects(reporting.reports.size() == units.size(), "heed_reports: one list per unit");
    const std::size_t years = table.observed_by_year.size();
    std::vector<double> shares(years);
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        double days = 0;
        for (std::size_t i = 0; i < years; ++i) {
            const int year = table.first_year + static_cast<int>(i);
            const Period span = year_within(period, year);
            shares[i] = reporting.covered(unit, span);
            const std::int64_t cases = table.observed_by_year[i][unit];
            if (cases > 0 && shares[i] < 1) {
                if (shares[i] <= 0) {
                    log.add(unexpected(units, unit, year, cases));
                }
                shares[i] = shares[i] > 0 ? shares[i] : 1;
            }
            days += shares[i] * span.days();
        }
        const double covered = days / period.days();
        table.reported[unit] = covered > 0 || table.observed[unit] > 0;
        if (!(covered > 0) || covered >= 1) {
            continue;
        }
        for (std::size_t i = 0; i < years; ++i) {
            table.time_by_year[i][unit] *= shares[i];
        }
        for (PerUnit<double>& band : people.person_years) {
            band[unit] *= covered;
        }
        people.total[unit] *= covered;
    }
}

}  // namespace riskmap::cases
