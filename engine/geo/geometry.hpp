#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
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
/// thread. Copies share one block of memory: a layer, what is selected from it, the indices over it
/// and what is published of it hold the same vertices.
class Geometry {
  public:
    Geometry() = default;
    Geometry(const Geometry& other) noexcept : block_(other.block_) { share(); }
    Geometry(Geometry&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    Geometry& operator=(Geometry other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~Geometry() { release(); }

    /// Throws an internal `Error` when the ends do not cover the vertices or a ring is open or has
    /// fewer than 4 vertices.
    static Geometry of_points(const std::vector<PointM>& vertices);
    static Geometry of_lines(const std::vector<PointM>& vertices,
                             const std::vector<std::uint32_t>& part_ends);
    static Geometry of_polygons(const std::vector<PointM>& vertices,
                                const std::vector<std::uint32_t>& ring_ends,
                                const std::vector<std::uint32_t>& polygon_ends);

    Shape shape() const { return block_ == nullptr ? Shape::none : block_->shape; }
    bool empty() const { return block_ == nullptr || block_->vertices == 0; }
    const Box& box() const { return block_ == nullptr ? no_box : block_->box; }
    std::span<const PointM> vertices() const {
        return block_ == nullptr ? std::span<const PointM>()
                                 : std::span(block_->first_vertex(), block_->vertices);
    }

    /// Lines or rings; for points, one part per vertex.
    std::size_t part_count() const;
    std::span<const PointM> part(std::size_t index) const;
    /// Polygons only: the rings first..last-1 of each polygon.
    std::size_t polygon_count() const { return polygon_ends().size(); }
    std::size_t first_ring(std::size_t polygon) const {
        return polygon == 0 ? 0 : polygon_ends()[polygon - 1];
    }
    std::size_t last_ring(std::size_t polygon) const { return polygon_ends()[polygon]; }

    bool operator==(const Geometry& other) const;

  private:
    /// The vertices and the ends of parts and polygons follow it in the same allocation.
    struct Block {
        std::atomic<std::uint32_t> owners{1};
        Shape shape = Shape::none;
        std::uint32_t vertices = 0;
        std::uint32_t parts = 0;
        std::uint32_t polygons = 0;
        Box box;

        const PointM* first_vertex() const { return reinterpret_cast<const PointM*>(this + 1); }
        const std::uint32_t* first_end() const {
            return reinterpret_cast<const std::uint32_t*>(first_vertex() + vertices);
        }
    };
    static constexpr Box no_box{};

    Geometry(Shape shape,
             std::span<const PointM> vertices,
             std::span<const std::uint32_t> part_ends,
             std::span<const std::uint32_t> polygon_ends);

    void share() const noexcept {
        if (block_ != nullptr) {
            block_->owners.fetch_add(1, std::memory_order_relaxed);
        }
    }
    void release() noexcept;
    std::span<const std::uint32_t> part_ends() const {
        return block_ == nullptr ? std::span<const std::uint32_t>()
                                 : std::span(block_->first_end(), block_->parts);
    }
    std::span<const std::uint32_t> polygon_ends() const {
        return block_ == nullptr ? std::span<const std::uint32_t>()
                                 : std::span(block_->first_end() + block_->parts, block_->polygons);
    }

    Block* block_ = nullptr;
};

}  // namespace riskmap::geo
