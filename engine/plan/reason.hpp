#pragma once

#include "domain/admin_units.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// Why a unit has its place, in one or two plain sentences of both languages: rate, ratio with
/// interval, rank interval, what environment and record contribute, and what the level allows to
/// say. Never a claim the level does not carry.
Text reason(const HazardResult&, const domain::AdminUnits&, UnitIndex);

}  // namespace riskmap::plan
