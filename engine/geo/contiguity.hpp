#pragma once

#include <span>

#include "core/graph.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo {

/// Neighbours: units whose boundaries come within `tolerance_m` of each other along at least one
/// point (queen), so that slivers and overlaps of real data do not cut neighbours apart. An island
/// has none.
Graph contiguity(std::span<const Geometry> units, double tolerance_m = 1.0);

}  // namespace riskmap::geo
