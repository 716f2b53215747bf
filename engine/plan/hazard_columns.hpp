#pragma once

#include <vector>

#include "domain/layer.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// What is known of every unit under one hazard, as columns "PREFIX_observed", "PREFIX_rr", …: one
/// row per unit in unit order, no shapes. The exposure terms follow under "PREFIX_TERM". What was
/// not computed is no data.
domain::Layer hazard_columns(const HazardResult&);

}  // namespace riskmap::plan
