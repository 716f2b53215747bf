#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "geo/nearest.hpp"

namespace riskmap::exposure {

/// What lies within reach of one feature.
struct Reach {
    std::vector<double> within;  ///< sum of weights of the points within each radius
    std::optional<double>
        nearest_m;  ///< distance to the nearest point, none beyond the largest radius
};

/// For each of `feature_count` features of `features`: the weights of `points` that lie within each
/// of `radii` (metres, ascending, inclusive) of it, and the nearest of them. A point inside a
/// polygon is at distance 0. Sums follow in the order of the points. Empty `weights` count each
/// point as 1.
std::vector<Reach> reach(const geo::NearestIndex& features,
                         std::size_t feature_count,
                         std::span<const geo::PointM> points,
                         std::span<const double> weights,
                         std::span<const double> radii,
                         const RunContext&);

}  // namespace riskmap::exposure
