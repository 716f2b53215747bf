#pragma once

#include <cstdint>
#include <vector>

#include "domain/incidents.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::hazard {

/// Rows of `incidents` that count under the rule, ascending: all conditions hold, the age lies in
/// the rule's ages or is unknown and may count, and the place by which the rule counts, where the
/// row tells it, is in a unit of the study. No rows at all count in an empty table, whatever
/// the conditions ask for; otherwise throws an input `Error` for a column that no source has.
std::vector<std::uint32_t> counted_rows(const IncidentRule& rule,
                                        const domain::Incidents& incidents);
/// Rows that would count but for their place: they tell the one by which the rule counts, and it is
/// in no unit of the study. Ascending; throws as above.
std::vector<std::uint32_t> rows_placed_outside(const IncidentRule& rule,
                                               const domain::Incidents& incidents);

}  // namespace riskmap::hazard
