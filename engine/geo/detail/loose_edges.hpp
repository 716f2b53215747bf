#pragma once

#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace riskmap::geo::detail {

/// What is left of the borders of polygons when every edge that two of them run along in opposite
/// directions, vertex for vertex, is taken out of both: chains of consecutive edges, in the order
/// of the polygons.
///
/// How many polygons hold a place changes only across these chains: the borders of a sum of
/// polygons are the sum of their borders, and edges in opposite directions cancel. Of an exact
/// coverage the outer border and the borders of its holes are left, of a coverage with slivers
/// these, too. Ring directions do not matter; expects valid polygons.
std::vector<std::vector<PointM>> loose_edges(std::span<const Geometry> polygons);

}  // namespace riskmap::geo::detail
