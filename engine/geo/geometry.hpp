#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/point.hpp"

namespace riskmap::geo {

enum class Shape : std::uint8_t { none, points, lines, polygons };

/// The shape of one feature, single or multiple, in columns: all vertices in one row, and where the
/// parts end.
///
/// `points`: every vertex is a part. `lines`: a part is a line string of two or more vertices.
/// `polygons`: a part is a ring, closed (first vertex repeated), the first ring of a polygon being
/// its outer one, the others its holes. A value: immutable after building, safe to read from any
/// thread.
class Geometry {
  public:
    Geometry() = default;
    /// Throws an internal `Error` when the ends do not cover the vertices or a ring is open or has
    /// fewer than 4 vertices.
    static Geometry of_points(std::vector<PointM> vertices);
    static Geometry of_lines(std::vector<PointM> vertices, std::vector<std::uint32_t> part_ends);
    static Geometry of_polygons(std::vector<PointM> vertices,
                                std::vector<std::uint32_t> ring_ends,
                                std::vector<std::uint32_t> polygon_ends);

    Shape shape() const { return shape_; }
    bool empty() const { return vertices_.empty(); }
    const Box& box() const { return box_; }
    std::span<const PointM> vertices() const { return vertices_; }

    /// Lines or rings; for points, one part per vertex.
    std::size_t part_count() const;
    std::span<const PointM> part(std::size_t index) const;
    /// Polygons only: the rings first..last-1 of each polygon.
    std::size_t polygon_count() const { return polygon_ends_.size(); }
    std::size_t first_ring(std::size_t polygon) const {
        return polygon == 0 ? 0 : polygon_ends_[polygon - 1];
    }
    std::size_t last_ring(std::size_t polygon) const { return polygon_ends_[polygon]; }

    bool operator==(const Geometry& other) const;

  private:
    Shape shape_ = Shape::none;
    Box box_;
    std::vector<PointM> vertices_;
    std::vector<std::uint32_t> part_ends_;
    std::vector<std::uint32_t> polygon_ends_;
};

}  // namespace riskmap::geo
