#pragma once

#include <vector>

#include "app/run.hpp"
#include "domain/layer.hpp"

namespace riskmap::app {

/// The published layers of places, in the order of `publish::site_roles` (roles that no layer of
/// the study plays are left out): what lies around each, cases assigned to it, what is done there,
/// and the orders of the hazards' lists. Lines that a hazard cuts are published in pieces.
///
/// Last comes `assigned_cases`: per hazard with a rule, how many cases were assigned, and why
/// others were not.
std::vector<domain::Layer> site_tables(const RunReport& report, const RunContext& context);

}  // namespace riskmap::app
