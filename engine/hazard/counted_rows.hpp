#pragma once

#include <cstdint>
#include <vector>

#include "domain/incidents.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::hazard {

/// Rows of `incidents` that count under the rule, ascending: all conditions hold, and the age lies
/// in the rule's ages or is unknown and may count. No rows at all count in an empty table, whatever
/// the conditions ask for; otherwise throws an input `Error` for a column that no source has.
std::vector<std::uint32_t> counted_rows(const IncidentRule& rule,
                                        const domain::Incidents& incidents);

}  // namespace riskmap::hazard
