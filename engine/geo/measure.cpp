#include "geo/measure.hpp"

#include <cmath>

#include "core/error.hpp"
#include "geo/detail/orientation.hpp"
#include "geo/detail/ring.hpp"

namespace riskmap::geo {
namespace {

double length_of(std::span<const PointM> chain) {
    double length = 0;
    for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
        length += std::hypot(chain[k + 1].x - chain[k].x, chain[k + 1].y - chain[k].y);
    }
    return length;
}

/// Weighted mean of points, about an origin so that far coordinates cost no digits.
class Mean {
  public:
    explicit Mean(PointM origin) : origin_(origin) {}

    void add(double x, double y, double weight) {
        x_ += weight * (x - origin_.x);
        y_ += weight * (y - origin_.y);
        weight_ += weight;
    }
    bool has_weight() const { return weight_ > 0; }
    PointM mean() const { return {origin_.x + x_ / weight_, origin_.y + y_ / weight_}; }

  private:
    PointM origin_;
    double x_ = 0;
    double y_ = 0;
    double weight_ = 0;
};

/// Triangles about the first vertex (Bourke 1988), outer rings counted in, holes out.
void add_ring(std::span<const PointM> ring, bool outer, Mean& mean) {
    const PointM o = ring[0];
    const double sign = (detail::turned_area(ring) > 0) == outer ? 1 : -1;
    for (std::size_t k = 1; k + 1 < ring.size(); ++k) {
        const PointM a = ring[k];
        const PointM b = ring[k + 1];
        const double twice = (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y);
        mean.add((o.x + a.x + b.x) / 3, (o.y + a.y + b.y) / 3, sign * twice);
    }
}

Mean mean_of_area(const Geometry& geometry) {
    Mean mean(geometry.vertices().front());
    for (std::size_t polygon = 0; polygon < geometry.polygon_count(); ++polygon) {
        const std::size_t outer = geometry.first_ring(polygon);
        for (std::size_t part = outer; part < geometry.last_ring(polygon); ++part) {
            add_ring(geometry.part(part), part == outer, mean);
        }
    }
    return mean;
}

Mean mean_of_length(const Geometry& geometry) {
    Mean mean(geometry.vertices().front());
    for (std::size_t part = 0; part < geometry.part_count(); ++part) {
        const std::span<const PointM> chain = geometry.part(part);
        for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
            const PointM a = chain[k];
            const PointM b = chain[k + 1];
            mean.add(0.5 * (a.x + b.x), 0.5 * (a.y + b.y), std::hypot(b.x - a.x, b.y - a.y));
        }
    }
    return mean;
}

}  // namespace

double area_m2(const Geometry& geometry) {
    double area = 0;
    for (std::size_t polygon = 0; polygon < geometry.polygon_count(); ++polygon) {
        const std::size_t outer = geometry.first_ring(polygon);
        for (std::size_t part = outer; part < geometry.last_ring(polygon); ++part) {
            const double ring = std::abs(detail::turned_area(geometry.part(part)));
            area += part == outer ? ring : -ring;
        }
    }
    return area;
}

double length_m(const Geometry& geometry) {
    double length = 0;
    for (std::size_t part = 0; part < geometry.part_count(); ++part) {
        length += length_of(geometry.part(part));
    }
    return length;
}

PointM centroid(const Geometry& geometry) {
    expects(!geometry.empty(), "centroid: the geometry has a vertex");
    if (geometry.shape() == Shape::polygons) {
        const Mean area = mean_of_area(geometry);
        if (area.has_weight()) {
            return area.mean();
        }
    }
    const Mean length = mean_of_length(geometry);
    if (length.has_weight()) {
        return length.mean();
    }
    Mean vertices(geometry.vertices().front());
    for (const PointM vertex : geometry.vertices()) {
        vertices.add(vertex.x, vertex.y, 1);
    }
    return vertices.mean();
}

bool contains(const Geometry& polygon, PointM point) {
    if (polygon.shape() != Shape::polygons || !polygon.box().contains(point)) {
        return false;
    }
    bool inside = false;
    for (std::size_t part = 0; part < polygon.part_count(); ++part) {
        const std::span<const PointM> ring = polygon.part(part);
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            const PointM a = ring[k];
            const PointM b = ring[k + 1];
            Box box;
            box.add(a);
            box.add(b);
            const bool crosses = (a.y <= point.y) != (b.y <= point.y);
            if (!crosses && !box.contains(point)) {
                continue;
            }
            const double side = detail::orientation_sign(a, b, point);
            if (side == 0 && box.contains(point)) {
                return true;
            }
            // Upward edges west of the point have it on their right.
            inside ^= crosses && (side < 0) == (a.y < b.y);
        }
    }
    return inside;
}

}  // namespace riskmap::geo
