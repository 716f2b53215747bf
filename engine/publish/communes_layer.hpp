#pragma once

#include <vector>

#include "domain/admin_units.hpp"
#include "domain/layer.hpp"
#include "domain/population.hpp"
#include "plan/priority.hpp"

namespace riskmap::publish {

/// The layer `communes`: who and where, denominators, priority, then for each hazard its columns
/// and its reason in both languages. One row per unit, sorted by code. `population` may be null.
domain::Layer communes_layer(const domain::AdminUnits&,
                             const domain::Population* population,
                             double years,
                             const std::vector<plan::HazardResult>&,
                             const PerUnit<plan::Priority>&);

}  // namespace riskmap::publish
