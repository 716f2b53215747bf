#include "geo/geometry.hpp"

#include <utility>

#include "core/error.hpp"

namespace riskmap::geo {
namespace {

Box box_of(std::span<const PointM> vertices) {
    Box box;
    for (const PointM vertex : vertices) {
        box.add(vertex);
    }
    return box;
}

/// Whether `ends` cut 0..size into runs of at least `shortest`.
bool ends_cover(std::span<const std::uint32_t> ends, std::size_t size, std::uint32_t shortest) {
    std::uint32_t start = 0;
    for (const std::uint32_t end : ends) {
        if (end < start || end - start < shortest) {
            return false;
        }
        start = end;
    }
    return start == size;
}

}  // namespace

Geometry Geometry::of_points(std::vector<PointM> vertices) {
    Geometry result;
    result.shape_ = Shape::points;
    result.box_ = box_of(vertices);
    result.vertices_ = std::move(vertices);
    return result;
}

Geometry Geometry::of_lines(std::vector<PointM> vertices, std::vector<std::uint32_t> part_ends) {
    expects(ends_cover(part_ends, vertices.size(), 2),
            "Geometry::of_lines: the ends cover the vertices in parts of 2 or more");
    Geometry result;
    result.shape_ = Shape::lines;
    result.box_ = box_of(vertices);
    result.vertices_ = std::move(vertices);
    result.part_ends_ = std::move(part_ends);
    return result;
}

Geometry Geometry::of_polygons(std::vector<PointM> vertices,
                               std::vector<std::uint32_t> ring_ends,
                               std::vector<std::uint32_t> polygon_ends) {
    expects(ends_cover(ring_ends, vertices.size(), 4),
            "Geometry::of_polygons: the ring ends cover the vertices in rings of 4 or more");
    expects(ends_cover(polygon_ends, ring_ends.size(), 1),
            "Geometry::of_polygons: the polygon ends cover the rings, at least one each");
    std::uint32_t start = 0;
    for (const std::uint32_t end : ring_ends) {
        expects(vertices[start] == vertices[end - 1],
                "Geometry::of_polygons: the last vertex of a ring repeats its first");
        start = end;
    }
    Geometry result;
    result.shape_ = Shape::polygons;
    result.box_ = box_of(vertices);
    result.vertices_ = std::move(vertices);
    result.part_ends_ = std::move(ring_ends);
    result.polygon_ends_ = std::move(polygon_ends);
    return result;
}

std::size_t Geometry::part_count() const {
    return shape_ == Shape::points ? vertices_.size() : part_ends_.size();
}

std::span<const PointM> Geometry::part(std::size_t index) const {
    const std::span<const PointM> all(vertices_);
    if (shape_ == Shape::points) {
        return all.subspan(index, 1);
    }
    const std::size_t start = index == 0 ? 0 : part_ends_[index - 1];
    return all.subspan(start, part_ends_[index] - start);
}

bool Geometry::operator==(const Geometry& other) const {
    return shape_ == other.shape_ && vertices_ == other.vertices_ &&
           part_ends_ == other.part_ends_ && polygon_ends_ == other.polygon_ends_;
}

}  // namespace riskmap::geo
