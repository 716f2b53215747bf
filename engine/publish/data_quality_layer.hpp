#pragma once

#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"
#include "domain/layer.hpp"
#include "domain/population.hpp"

namespace riskmap::publish {

/// The layer `data_quality`: for each unit, how good what is known of it is. How many accepted
/// incidents are located and how, whether the denominator is there, how much of the unit is shared
/// with others, how many neighbours it has. One row per unit, sorted by code. `population` may be
/// null, `populated_cells` empty.
domain::Layer data_quality_layer(const domain::AdminUnits&,
                                 const domain::Incidents&,
                                 const domain::Population* population,
                                 const PerUnit<std::int64_t>& populated_cells);

}  // namespace riskmap::publish
