#include "property/plane.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::test {
namespace {

using geo::PointM;

/// Above 0 when `point` is to the left of the way from `from` to `to`.
double side(PointM from, PointM to, PointM point) {
    return (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x);
}

PointM between(PointM a, PointM b, double share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

/// Calls `visit(from, to)` for each side of a closed ring.
template <class Visit>
void for_each_side(const Convex& polygon, const Visit& visit) {
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        visit(polygon[i], polygon[(i + 1) % polygon.size()]);
    }
}

}  // namespace

double area_of(const Convex& polygon) {
    double twice = 0;
    if (!polygon.empty()) {
        for_each_side(polygon,
                      [&](PointM from, PointM to) { twice += side(polygon.front(), from, to); });
    }
    return twice / 2;
}

double outline_of(const Convex& polygon) {
    double length = 0;
    for_each_side(polygon, [&](PointM from, PointM to) {
        length += std::hypot(to.x - from.x, to.y - from.y);
    });
    return length;
}

bool holds(const Convex& polygon, PointM point) {
    bool inside = true;
    for_each_side(polygon,
                  [&](PointM from, PointM to) { inside = inside && side(from, to, point) >= 0; });
    return inside;
}

Convex clipped(const Convex& polygon, const Convex& window) {
    Convex kept = polygon;
    for_each_side(window, [&](PointM from, PointM to) {
        const Convex before = std::move(kept);
        kept.clear();
        for (std::size_t i = 0; i < before.size(); ++i) {
            const PointM a = before[i];
            const PointM b = before[(i + 1) % before.size()];
            const double left_a = side(from, to, a);
            const double left_b = side(from, to, b);
            if (left_a >= 0) {
                kept.push_back(a);
            }
            if ((left_a > 0 && left_b < 0) || (left_a < 0 && left_b > 0)) {
                kept.push_back(between(a, b, left_a / (left_a - left_b)));
            }
        }
    });
    return kept;
}

double area_inside(const Convex& polygon, const Convex& window) {
    return area_of(clipped(polygon, window));
}

double length_inside(PointM from, PointM to, const Convex& window) {
    double enters = 0;
    double leaves = 1;
    for_each_side(window, [&](PointM a, PointM b) {
        const double at_from = side(a, b, from);
        const double at_to = side(a, b, to);
        if (at_from < 0 && at_to < 0) {
            leaves = -1;
        } else if (at_from < 0) {
            enters = std::max(enters, at_from / (at_from - at_to));
        } else if (at_to < 0) {
            leaves = std::min(leaves, at_from / (at_from - at_to));
        }
    });
    return std::max(0.0, leaves - enters) * std::hypot(to.x - from.x, to.y - from.y);
}

double length_inside(const Path& path, const Convex& window) {
    double length = 0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        length += length_inside(path[i - 1], path[i], window);
    }
    return length;
}

double outline_inside(const Convex& polygon, const Convex& window) {
    double length = 0;
    for_each_side(polygon,
                  [&](PointM from, PointM to) { length += length_inside(from, to, window); });
    return length;
}

double distance_to_segment(PointM point, PointM from, PointM to) {
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double length2 = dx * dx + dy * dy;
    const double along =
        length2 > 0 ? ((point.x - from.x) * dx + (point.y - from.y) * dy) / length2 : 0;
    const PointM foot = between(from, to, std::clamp(along, 0.0, 1.0));
    return std::hypot(point.x - foot.x, point.y - foot.y);
}

double distance_to(PointM point, const Convex& polygon) {
    if (holds(polygon, point)) {
        return 0;
    }
    double least = HUGE_VAL;
    for_each_side(polygon, [&](PointM from, PointM to) {
        least = std::min(least, distance_to_segment(point, from, to));
    });
    return least;
}

}  // namespace riskmap::test
