#pragma once

#include <span>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/nearest.hpp"

namespace riskmap::exposure {

/// Nodes of the network of `lines` in which three or more different branches meet, sorted by place
/// (so that the order of the lines does not matter). `index` is over the same lines.
///
/// Vertices closer than `tolerance_m` (chained) are one node; an end that lies within the tolerance
/// of another line's segment joins it there. A road digitised twice is one branch. Lines that cross
/// without a common vertex do not meet: bridges are not junctions. Points and polygons are passed
/// over.
std::vector<geo::PointM> junctions(std::span<const geo::Geometry> lines,
                                   const geo::NearestIndex& index,
                                   double tolerance_m);

}  // namespace riskmap::exposure
