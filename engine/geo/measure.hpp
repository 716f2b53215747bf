#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo {

/// Planar area, holes taken off, m2; 0 for lines and points. Ring direction does not matter.
double area_m2(const Geometry& geometry);
/// Length of lines, perimeter of polygons (all rings), m; 0 for points.
double length_m(const Geometry& geometry);
/// Centre of mass of a polygon, length-weighted centre of lines and of polygons without area, mean
/// of points. Throws an internal `Error` when the geometry is empty.
PointM centroid(const Geometry& geometry);
/// A point inside the polygon: the middle of the widest stretch of a level line near its middle;
/// the middle vertex of the line with the most vertices; the first point. A polygon without area
/// gives its first vertex. Throws an internal `Error` when the geometry is empty.
PointM point_on_surface(const Geometry& geometry);
/// Whether the point is inside the polygon or on its border; false for other shapes.
bool contains(const Geometry& polygon, PointM point);

/// What one feature has in one unit.
///
/// What is on a border (`tests/geo/border_rules_test.cpp` draws each case): a border point is
/// inside its unit, and of several units a point or a stretch of line belongs to the lowest alone.
/// A vertex on a vertex or an edge cuts a line there and adds nothing; touching in a point is no
/// share, and land beside a unit has no area in it. A line along itself counts as often as it
/// passes; features that overlap each count whole. Where units overlap, lengths count once and
/// areas in each. A hole is outside and its border inside; an enclave that fills it is a unit like
/// any other; islands are parts of their unit. Empty shapes and shapes of another kind have no
/// share, which is no data about them and not a length of zero.
struct Share {
    std::uint32_t unit = 0;
    std::uint32_t feature = 0;
    double amount = 0;  ///< m or m2
};

/// Length of each line feature in each unit, by (unit, feature). A piece on a shared border, or
/// where units overlap, counts for the lowest unit only, so shares add up to the length inside the
/// union. A line over itself counts twice. Shares of a micrometre or less are left out; features
/// that are no lines, and units that are no polygons, have none. Expects valid polygons.
std::vector<Share> length_by_unit(std::span<const Geometry> lines,
                                  std::span<const Geometry> units,
                                  const RunContext&);
/// Area of each polygon feature in each unit, by (unit, feature). Where units overlap, each has its
/// share. Shares of a square millimetre or less are left out. Expects valid polygons.
std::vector<Share> area_by_unit(std::span<const Geometry> polygons,
                                std::span<const Geometry> units,
                                const RunContext&);
/// Boundary length of each polygon feature (all rings) in each unit; border pieces as in
/// `length_by_unit`.
std::vector<Share> shoreline_by_unit(std::span<const Geometry> polygons,
                                     std::span<const Geometry> units,
                                     const RunContext&);

}  // namespace riskmap::geo
