#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/geometry.hpp"

namespace riskmap::geo {

/// A polygon made valid, and what was done to it.
struct Repaired {
    Geometry geometry;
    bool changed = false;
    std::string reason;  ///< GEOS's words and the place: "Self-intersection at 106.51 11.80"; empty
                         ///< when valid
    double area_before_m2 = 0;
    double area_after_m2 = 0;
};

/// Makes a polygon valid by the structure method of GEOS (`GEOSMakeValidWithParams`), keeping
/// polygons only; rings are counted by their direction, so a bow-tie keeps both wings. Valid input
/// and other shapes come back as they were; a polygon without any area comes back empty. Throws an
/// input `Error` when a vertex is not a number.
Repaired make_valid(const Geometry& polygon);

/// Two units that share area.
struct Overlap {
    std::size_t first = 0;
    std::size_t second = 0;
    double area_m2 = 0;
};

/// Area enclosed by the union of all units that belongs to none of them.
struct Hole {
    PointM inside;
    double area_m2 = 0;
};

/// How far a set of polygons is from a coverage. `overlaps` by (first, second), `holes` by area,
/// largest first. Both leave out pieces of less than `smallest_m2`: below a square metre lie the
/// rounding of the file's coordinates and of their projection, and the count would depend on the
/// coordinate system. Invalid polygons are made valid first; others than polygons have no area.
/// Throws as `make_valid` does.
struct CoverageReport {
    std::vector<Overlap> overlaps;
    std::vector<Hole> holes;
};
CoverageReport check_coverage(std::span<const Geometry> units, double smallest_m2 = 1);

}  // namespace riskmap::geo
