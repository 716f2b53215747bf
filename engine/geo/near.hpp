#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo {

/// Which of the points lie within `distance_m` (>= 0, inclusive) of any feature: 1 or 0 for each,
/// in the order of the points. The same points for which `NearestIndex::nearest` finds a feature no
/// farther than that (inside a polygon and on its border the distance is 0, in a hole it is that to
/// the ring of the hole), without building an index: the way to ask about many points once. An
/// empty shape is near nothing, and nothing is near a point that is not finite. Throws an internal
/// `Error` when the distance is negative or no number.
std::vector<std::uint8_t> near_features(std::span<const PointM> points,
                                        std::span<const Geometry> features,
                                        double distance_m,
                                        const RunContext& context);

}  // namespace riskmap::geo
