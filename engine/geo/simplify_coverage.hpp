#pragma once

#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace riskmap::geo {

/// How much detail a drawing keeps.
struct Detail {
    double grid_m = 1;       ///< vertices move to the nearest crossing of a grid this wide
    double tolerance_m = 1;  ///< a border moves by no more than this on top of that
};

/// The polygons of a coverage with fewer vertices, for drawing. A border that two units share
/// vertex by vertex stays shared: it is cut at the points where three or more lines meet, and each
/// piece is simplified alone and from the same end (Douglas and Peucker 1973), so that neither gaps
/// nor overlaps appear between neighbours. A ring that would collapse keeps its vertices on the
/// grid; one that has no area even there is dropped. Other shapes come back empty. The result does
/// not depend on the order of the units or on where a ring begins. Not for measuring: a narrow
/// neck may touch itself. Throws an internal `Error` unless `grid_m` is positive and `tolerance_m`
/// is not negative.
std::vector<Geometry> simplify_coverage(std::span<const Geometry> units, const Detail& detail);

}  // namespace riskmap::geo
