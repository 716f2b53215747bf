#pragma once

#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "geo/nearest.hpp"

namespace riskmap::exposure {

/// What lies within reach of each of `feature_count` features of `features`: sums[r][feature] of
/// the weights of the `points` within each of `radii` (metres, ascending, inclusive). A point
/// inside a polygon is at distance 0. Sums follow in the order of the points. Empty `weights` count
/// each point as 1.
std::vector<std::vector<double>> reach(const geo::NearestIndex& features,
                                       std::size_t feature_count,
                                       std::span<const geo::PointM> points,
                                       std::span<const double> weights,
                                       std::span<const double> radii,
                                       const RunContext&);

}  // namespace riskmap::exposure
