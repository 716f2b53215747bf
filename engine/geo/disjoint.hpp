#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo {

/// Polygons that share no area.
struct Disjoint {
    std::vector<Geometry> polygons;
    std::size_t trimmed = 0;  ///< how many lost a part, or all, to an earlier one
};

/// The polygons, each without what earlier ones cover, so that their areas add up to the area of
/// their union. One that is covered whole comes back empty; those that touch only, other shapes and
/// empty ones come back as they were. Shared pieces of a square millimetre or less are left.
/// Expects valid polygons.
Disjoint without_shared_area(std::span<const Geometry> polygons, const RunContext&);

}  // namespace riskmap::geo
