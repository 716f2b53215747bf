#pragma once

#include <algorithm>
#include <limits>

namespace riskmap::geo {

/// Degrees, WGS 84, longitude first.
struct LonLat {
    double lon = 0;
    double lat = 0;
    bool operator==(const LonLat&) const = default;
};

/// Metres in the projected coordinate system of the study, east then north.
struct PointM {
    double x = 0;
    double y = 0;
    bool operator==(const PointM&) const = default;
};

/// Squared distance, m2.
constexpr double square_between(PointM a, PointM b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// Axis-parallel box in metres; empty until the first point is added.
struct Box {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    void add(PointM p) {
        min_x = std::min(min_x, p.x);
        min_y = std::min(min_y, p.y);
        max_x = std::max(max_x, p.x);
        max_y = std::max(max_y, p.y);
    }
    void add(const Box& other) {
        min_x = std::min(min_x, other.min_x);
        min_y = std::min(min_y, other.min_y);
        max_x = std::max(max_x, other.max_x);
        max_y = std::max(max_y, other.max_y);
    }
    bool empty() const { return !(min_x <= max_x); }
    bool contains(PointM p) const {
        return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y;
    }
    bool meets(const Box& o) const {
        return min_x <= o.max_x && o.min_x <= max_x && min_y <= o.max_y && o.min_y <= max_y;
    }
    Box grown(double by_m) const {
        return {min_x - by_m, min_y - by_m, max_x + by_m, max_y + by_m};
    }
};

}  // namespace riskmap::geo
