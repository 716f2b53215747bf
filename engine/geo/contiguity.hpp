#pragma once

#include <span>

#include "core/graph.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo {

/// Neighbours: units whose boundaries come within `tolerance_m` of each other in at least one point
/// (queen), so that slivers of real data do not cut neighbours apart; also units that overlap, even
/// when one lies whole within the other. An island or an empty shape has none. Throws an internal
/// `Error` for a negative tolerance.
Graph contiguity(std::span<const Geometry> units, double tolerance_m = 1.0);

}  // namespace riskmap::geo
