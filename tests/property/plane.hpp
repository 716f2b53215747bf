#pragma once

#include <vector>

#include "geo/point.hpp"

/// Geometry done the plain way, pair by pair, for comparison: nothing here knows an index, and
/// nothing is shared with the engine but the type of a point.
namespace riskmap::test {

/// Corners of a convex polygon, counter-clockwise, not repeated.
using Convex = std::vector<geo::PointM>;
using Path = std::vector<geo::PointM>;

double area_of(const Convex& polygon);
double outline_of(const Convex& polygon);
bool holds(const Convex& polygon, geo::PointM point);

/// The part of `polygon` inside `window` (Sutherland and Hodgman 1974); empty when they are apart.
Convex clipped(const Convex& polygon, const Convex& window);

double area_inside(const Convex& polygon, const Convex& window);

/// Length of the part of the segment inside `window` (Cyrus and Beck 1978).
double length_inside(geo::PointM from, geo::PointM to, const Convex& window);
double length_inside(const Path& path, const Convex& window);
/// Of the outline of `polygon`.
double outline_inside(const Convex& polygon, const Convex& window);

double distance_to_segment(geo::PointM point, geo::PointM from, geo::PointM to);
/// 0 inside.
double distance_to(geo::PointM point, const Convex& polygon);

}  // namespace riskmap::test
