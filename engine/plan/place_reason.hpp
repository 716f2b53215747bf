#pragma once

#include "domain/layer.hpp"
#include "hazard/place_rules.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// Why a place has its order, in one sentence of both languages, from what is published of it: what
/// is at stake, what lies near, the risk of its unit, and what is not done yet. Counts of cases are
/// left to their columns.
Text place_reason(const hazard::PlaceList& list,
                  const HazardResult& hazard,
                  const domain::Layer& published,
                  std::size_t row,
                  std::optional<UnitIndex> unit);

}  // namespace riskmap::plan
