#include "geo/geometry.hpp"

#include <algorithm>
#include <cstring>
#include <new>

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

Geometry::Geometry(Shape shape,
                   std::span<const PointM> vertices,
                   std::span<const std::uint32_t> part_ends,
                   std::span<const std::uint32_t> polygon_ends) {
    static_assert(sizeof(Block) % alignof(PointM) == 0);
    const std::size_t bytes =
        sizeof(Block) + vertices.size_bytes() + part_ends.size_bytes() + polygon_ends.size_bytes();
    void* memory = ::operator new(bytes);
    block_ = new (memory) Block;
    block_->shape = shape;
    block_->vertices = static_cast<std::uint32_t>(vertices.size());
    block_->parts = static_cast<std::uint32_t>(part_ends.size());
    block_->polygons = static_cast<std::uint32_t>(polygon_ends.size());
    block_->box = box_of(vertices);
    auto* end = static_cast<std::byte*>(memory) + sizeof(Block);
    const auto append = [&](const auto& column) {
        if (!column.empty()) {
            std::memcpy(end, column.data(), column.size_bytes());
            end += column.size_bytes();
        }
    };
    append(vertices);
    append(part_ends);
    append(polygon_ends);
}

void Geometry::release() noexcept {
    if (block_ != nullptr && block_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        block_->~Block();
        ::operator delete(block_);
    }
    block_ = nullptr;
}

Geometry Geometry::of_points(const std::vector<PointM>& vertices) {
    return {Shape::points, vertices, {}, {}};
}

Geometry Geometry::of_lines(const std::vector<PointM>& vertices,
                            const std::vector<std::uint32_t>& part_ends) {
    expects(ends_cover(part_ends, vertices.size(), 2),
            "Geometry::of_lines: the ends cover the vertices in parts of 2 or more");
    return {Shape::lines, vertices, part_ends, {}};
}

Geometry Geometry::of_polygons(const std::vector<PointM>& vertices,
                               const std::vector<std::uint32_t>& ring_ends,
                               const std::vector<std::uint32_t>& polygon_ends) {
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
    return {Shape::polygons, vertices, ring_ends, polygon_ends};
}

std::size_t Geometry::part_count() const {
    return shape() == Shape::points ? block_->vertices : part_ends().size();
}

std::span<const PointM> Geometry::part(std::size_t index) const {
    const std::span<const PointM> all = vertices();
    if (shape() == Shape::points) {
        return all.subspan(index, 1);
    }
    const std::span<const std::uint32_t> ends = part_ends();
    const std::size_t start = index == 0 ? 0 : ends[index - 1];
    return all.subspan(start, ends[index] - start);
}

bool Geometry::operator==(const Geometry& other) const {
    return block_ == other.block_ ||
           (shape() == other.shape() && std::ranges::equal(vertices(), other.vertices()) &&
            std::ranges::equal(part_ends(), other.part_ends()) &&
            std::ranges::equal(polygon_ends(), other.polygon_ends()));
}

}  // namespace riskmap::geo
