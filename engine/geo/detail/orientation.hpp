#pragma once

#include <cmath>

#include "geo/point.hpp"

namespace riskmap::geo::detail {

/// Twice the signed area of the triangle a, b, c, rounded only once: its sign is exact and its
/// value good to a few units in the last place. Expansion arithmetic (Shewchuk 1997, section 2.4).
double exact_orientation(PointM a, PointM b, PointM c);

/// Positive when c lies left of the line from a to b, negative on its right, 0 on it. Only the sign
/// counts. Filter of Shewchuk 1997 (figure 21), the exact sum behind it.
inline double orientation_sign(PointM a, PointM b, PointM c) {
    const double left = (b.x - a.x) * (c.y - a.y);
    const double right = (b.y - a.y) * (c.x - a.x);
    const double value = left - right;
    constexpr double bound = 4.0e-16;
    if (std::abs(value) > bound * (std::abs(left) + std::abs(right))) {
        return value;
    }
    return exact_orientation(a, b, c);
}

/// As `orientation_sign`, the value itself good to about ten digits.
inline double orientation_value(PointM a, PointM b, PointM c) {
    const double left = (b.x - a.x) * (c.y - a.y);
    const double right = (b.y - a.y) * (c.x - a.x);
    const double value = left - right;
    constexpr double bound = 1.0e-6;
    if (std::abs(value) > bound * (std::abs(left) + std::abs(right))) {
        return value;
    }
    return exact_orientation(a, b, c);
}

/// Which way a layer is pushed, infinitely little, so that no vertex of it lies on another layer's
/// vertex or edge any more: by (e, e * e) or by (-e, -e * e) with e towards 0 (after the simulation
/// of simplicity, Edelsbrunner and Muecke 1990). A real translation, so all its answers fit
/// together.
enum class Push : int { back = -1, forth = 1 };

constexpr Push opposite(Push push) { return push == Push::forth ? Push::back : Push::forth; }

/// Whether the pushed point p lies left of the line from a to b, given the sign (or value) of the
/// orientation of a, b, p. Never undecided as long as a and b differ.
template <Push push>
bool pushed_left(double orientation, PointM a, PointM b) {
    if (orientation != 0) {
        return orientation > 0;
    }
    const double along_y = push == Push::forth ? b.y - a.y : a.y - b.y;
    const double along_x = push == Push::forth ? b.x - a.x : a.x - b.x;
    return along_y != 0 ? along_y < 0 : along_x > 0;
}

/// Whether `vertex` is at or below `level` for a level that is pushed.
template <Push push>
bool at_or_below(double vertex, double level) {
    return push == Push::forth ? vertex <= level : vertex < level;
}

}  // namespace riskmap::geo::detail
