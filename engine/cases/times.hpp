#pragma once

#include "cases/case_table.hpp"

namespace riskmap::cases {

/// The days of a calendar year that lie in the period; the year has some.
Period year_within(const Period& period, int year);

/// Fills what a table tells of time from its `cases`: counts by year, by month of the period, by
/// month of the year and by hour, and the time of each year for units that reported all along.
void count_times(const domain::Incidents& incidents, const Period& period, CaseTable& table);

}  // namespace riskmap::cases
