#pragma once

#include <cstddef>
#include <span>

#include "geo/point.hpp"

namespace riskmap::geo::detail {

/// Area of a closed ring, m2: positive when it turns left. Taken about the first vertex, so far
/// coordinates cost no digits.
inline double turned_area(std::span<const PointM> ring) {
    const PointM origin = ring[0];
    double twice = 0;
    for (std::size_t k = 1; k + 1 < ring.size(); ++k) {
        twice += (ring[k].x - origin.x) * (ring[k + 1].y - origin.y) -
                 (ring[k + 1].x - origin.x) * (ring[k].y - origin.y);
    }
    return 0.5 * twice;
}

}  // namespace riskmap::geo::detail
