#pragma once

#include <cstddef>
#include <utility>

#include "geo/point.hpp"

namespace riskmap::geo::detail {

/// The point of a segment that is closest to another point.
struct Closest {
    double squared_m2 = 0;
    PointM at;
};

/// Ends are put in order first, so a segment has one answer in both directions.
inline Closest closest_on_segment(PointM a, PointM b, PointM point) {
    if (b.x < a.x || (b.x == a.x && b.y < a.y)) {
        std::swap(a, b);
    }
    const double ux = b.x - a.x;
    const double uy = b.y - a.y;
    double dx = point.x - a.x;
    double dy = point.y - a.y;
    const double along = ux * dx + uy * dy;
    const double whole = ux * ux + uy * uy;
    PointM at = a;
    if (along >= whole) {
        dx = point.x - b.x;
        dy = point.y - b.y;
        at = b;
    } else if (along > 0) {
        const double t = along / whole;
        dx -= t * ux;
        dy -= t * uy;
        at = {a.x + t * ux, a.y + t * uy};
    }
    return {dx * dx + dy * dy, at};
}

/// Whether segments come within a distance, as far as rounding can tell.
struct Nearness {
    bool surely = false;
    bool perhaps = false;
};

/// Of `segments` (one or more) consecutive segments: surely within the root of `surely_m2`, perhaps
/// within that of `perhaps_m2`. Off by rounding from what `closest_on_segment` says, but without
/// branches and divisions: all is compared on the scale of the squared length.
inline Nearness nearness(
    const PointM* vertex, std::size_t segments, PointM point, double surely_m2, double perhaps_m2) {
    int surely = 0;
    int perhaps = 0;
    for (std::size_t k = 0; k < segments; ++k) {
        const double ux = vertex[k + 1].x - vertex[k].x;
        const double uy = vertex[k + 1].y - vertex[k].y;
        const double dx = point.x - vertex[k].x;
        const double dy = point.y - vertex[k].y;
        const double whole = ux * ux + uy * uy;
        double along = ux * dx + uy * dy;
        along = along < 0 ? 0 : along;
        along = along > whole ? whole : along;
        const double rx = dx * whole - along * ux;
        const double ry = dy * whole - along * uy;
        const double scaled = rx * rx + ry * ry;
        const double scale = whole * whole;
        surely |= static_cast<int>(scaled < surely_m2 * scale);
        perhaps |= static_cast<int>(!(scaled > perhaps_m2 * scale));
    }
    return {surely != 0, perhaps != 0};
}

/// What a bound on squared distances has to be widened by so that rounding loses nothing that
/// equals it.
inline double with_slack(double squared_m2) { return squared_m2 * (1 + 1e-9) + 1e-10; }

}  // namespace riskmap::geo::detail
