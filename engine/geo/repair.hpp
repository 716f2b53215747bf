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
/// comes back as it was.
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
/// largest first. Overlaps of less than `smallest_m2` are not listed.
struct CoverageReport {
    std::vector<Overlap> overlaps;
    std::vector<Hole> holes;
};
CoverageReport check_coverage(std::span<const Geometry> units, double smallest_m2 = 1e-3);

}  // namespace riskmap::geo
