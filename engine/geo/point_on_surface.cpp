#include <algorithm>

#include "core/error.hpp"
#include "geo/measure.hpp"

namespace riskmap::geo {
namespace {

/// A height near the middle of the rings that is no vertex's, so that a level line there crosses
/// edges only.
double scan_height(const Geometry& geometry, std::size_t first_ring, std::size_t last_ring) {
    Box box;
    for (const PointM vertex : geometry.part(first_ring)) {
        box.add(vertex);
    }
    const double middle = box.min_y + 0.5 * (box.max_y - box.min_y);
    double below = box.min_y;
    double above = box.max_y;
    for (std::size_t ring = first_ring; ring < last_ring; ++ring) {
        for (const PointM vertex : geometry.part(ring)) {
            if (vertex.y <= middle) {
                below = std::max(below, vertex.y);
            } else {
                above = std::min(above, vertex.y);
            }
        }
    }
    return below + 0.5 * (above - below);
}

/// Where a level line crosses the rings of one polygon, west to east.
std::vector<double> crossings(const Geometry& geometry,
                              std::size_t first_ring,
                              std::size_t last_ring,
                              double height) {
    std::vector<double> xs;
    for (std::size_t part = first_ring; part < last_ring; ++part) {
        const std::span<const PointM> ring = geometry.part(part);
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            const PointM a = ring[k];
            const PointM b = ring[k + 1];
            if ((a.y <= height) != (b.y <= height)) {
                xs.push_back(a.x + (height - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        }
    }
    std::sort(xs.begin(), xs.end());
    return xs;
}

/// The middle of the widest stretch inside, over all polygons; the first of equals. A vertex where
/// no number lies between the sides.
PointM inside_polygons(const Geometry& geometry) {
    PointM best = geometry.vertices().front();
    double widest = 0;
    for (std::size_t polygon = 0; polygon < geometry.polygon_count(); ++polygon) {
        const std::size_t first = geometry.first_ring(polygon);
        const std::size_t last = geometry.last_ring(polygon);
        const double height = scan_height(geometry, first, last);
        const std::vector<double> xs = crossings(geometry, first, last, height);
        for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
            if (xs[i + 1] - xs[i] > widest) {
                widest = xs[i + 1] - xs[i];
                best = {xs[i] + 0.5 * widest, height};
            }
        }
    }
    return contains(geometry, best) ? best : geometry.vertices().front();
}

PointM on_line(const Geometry& geometry) {
    std::span<const PointM> longest = geometry.part(0);
    for (std::size_t part = 1; part < geometry.part_count(); ++part) {
        if (geometry.part(part).size() > longest.size()) {
            longest = geometry.part(part);
        }
    }
    return longest[longest.size() / 2];
}

}  // namespace

PointM point_on_surface(const Geometry& geometry) {
    expects(!geometry.empty(), "point_on_surface: the geometry has a vertex");
    switch (geometry.shape()) {
        case Shape::polygons:
            return inside_polygons(geometry);
        case Shape::lines:
            return on_line(geometry);
        case Shape::points:
        case Shape::none:
            break;
    }
    return geometry.vertices().front();
}

}  // namespace riskmap::geo
