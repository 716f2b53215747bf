#pragma once

#include "cases/case_table.hpp"
#include "cases/expected.hpp"

namespace riskmap::cases {

/// Cuts the person-years of each unit to the time for which its reports came, and tells which units
/// reported at all. `table` has the counts by year.
PerUnit<bool> heed_reports(const domain::Reporting& reporting,
                           const CaseTable& table,
                           const domain::AdminUnits& units,
                           const Period& period,
                           Denominators& people,
                           IssueLog& log);

}  // namespace riskmap::cases
