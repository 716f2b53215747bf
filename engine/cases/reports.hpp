#pragma once

#include "cases/case_table.hpp"
#include "cases/expected.hpp"

namespace riskmap::cases {

/// Cuts the person-years of each unit, and its time by year, to the days for which its reports
/// came, and tells which units `reported` at all. `table` has the counts by year.
void heed_reports(const domain::Reporting& reporting,
                  const domain::AdminUnits& units,
                  const Period& period,
                  CaseTable& table,
                  Denominators& people,
                  IssueLog& log);

}  // namespace riskmap::cases
