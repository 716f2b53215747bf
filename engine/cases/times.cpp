#include "cases/times.hpp"

#include <algorithm>

namespace riskmap::cases {
namespace {

int months_since_year_zero(const Date& date) {
    return static_cast<int>(date.year()) * 12 +
           static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

}  // namespace

Period year_within(const Period& period, int year) {
    using std::chrono::year_month_day;
    const std::chrono::year y(year);
    return {std::max(period.first, year_month_day{y, std::chrono::January, std::chrono::day(1)}),
            std::min(period.last, year_month_day{y, std::chrono::December, std::chrono::day(31)})};
}

void count_times(const domain::Incidents& incidents, const Period& period, CaseTable& table) {
    const std::size_t units = table.observed.size();
    table.first_year = static_cast<int>(period.first.year());
    const int last_year = static_cast<int>(period.last.year());
    const int first_month = months_since_year_zero(period.first);
    const int last_month = months_since_year_zero(period.last);
    table.observed_by_year.assign(static_cast<std::size_t>(last_year - table.first_year + 1),
                                  PerUnit<std::int64_t>(units, 0));
    table.observed_by_month.assign(static_cast<std::size_t>(last_month - first_month + 1),
                                   PerUnit<std::int64_t>(units, 0));
    for (int year = table.first_year; year <= last_year; ++year) {
        table.time_by_year.emplace_back(units, year_within(period, year).years());
    }
    table.by_month.assign(12, 0);
    table.by_hour.assign(24, 0);
    for (const Case& one : table.cases) {
        const domain::Incident& incident = incidents.rows[one.row];
        const int year = static_cast<int>(incident.date.year());
        const bool within = incident.date.ok() && year >= table.first_year && year <= last_year;
        if (within) {
            table.observed_by_year[static_cast<std::size_t>(year - table.first_year)][one.unit] +=
                one.cases;
        }
        if (const auto month = month_of(incidents, one.row)) {
            table.by_month[static_cast<std::size_t>(*month - 1)] += one.cases;
            const int place = year * 12 + *month - 1;
            if (within && place >= first_month && place <= last_month) {
                table.observed_by_month[static_cast<std::size_t>(place - first_month)][one.unit] +=
                    one.cases;
            }
        }
        if (incident.hour && *incident.hour >= 0 && *incident.hour < 24) {
            table.by_hour[static_cast<std::size_t>(*incident.hour)] += one.cases;
        }
    }
}

}  // namespace riskmap::cases
