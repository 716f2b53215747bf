#include "geo/detail/loose_edges.hpp"

#include <bit>
#include <cstdint>
#include <utility>

#include "core/error.hpp"
#include "geo/detail/ring.hpp"

namespace riskmap::geo::detail {
namespace {

struct Edge {
    const PointM* first = nullptr;  ///< the next vertex of the ring follows it
    bool turned = false;            ///< the inside of the polygon lies on its right

    PointM from() const { return turned ? first[1] : first[0]; }
    PointM to() const { return turned ? first[0] : first[1]; }
};

std::uint64_t mixed(std::uint64_t value) {
    value ^= value >> 31U;
    value *= 0x9e3779b97f4a7c15U;
    return value ^ (value >> 29U);
}

std::uint64_t hash(PointM point) {
    return mixed(std::bit_cast<std::uint64_t>(point.x + 0.0) * 3 +
                 mixed(std::bit_cast<std::uint64_t>(point.y + 0.0)));
}

/// Open addressing over all edges; an edge finds its opposite under the same hash.
class Matcher {
  public:
    explicit Matcher(const std::vector<Edge>& edges)
        : edges_(edges),
          matched_(edges.size(), false),
          slots_(std::bit_ceil(2 * edges.size() + 1), none) {}

    std::vector<bool> match() {
        for (std::uint32_t i = 0; i < edges_.size(); ++i) {
            place(i);
        }
        return std::move(matched_);
    }

  private:
    static constexpr std::uint32_t none = 0xffffffff;

    void place(std::uint32_t i) {
        const PointM from = edges_[i].from();
        const PointM to = edges_[i].to();
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = (hash(from) + hash(to)) & mask;
        for (; slots_[at] != none; at = (at + 1) & mask) {
            const std::uint32_t j = slots_[at];
            if (!matched_[j] && edges_[j].from() == to && edges_[j].to() == from) {
                matched_[i] = true;
                matched_[j] = true;
                return;
            }
        }
        slots_[at] = i;
    }

    const std::vector<Edge>& edges_;
    std::vector<bool> matched_;
    std::vector<std::uint32_t> slots_;
};

std::vector<Edge> edges_of(std::span<const Geometry> polygons) {
    std::size_t count = 0;
    for (const Geometry& polygon : polygons) {
        count += polygon.vertices().size();
    }
    expects(count < 0xffffffff, "loose_edges: fewer than 2^32 vertices");
    std::vector<Edge> edges;
    edges.reserve(count);
    for (const Geometry& polygon : polygons) {
        for (std::size_t i = 0; i < polygon.polygon_count(); ++i) {
            const std::size_t outer = polygon.first_ring(i);
            for (std::size_t ring = outer; ring < polygon.last_ring(i); ++ring) {
                const std::span<const PointM> vertices = polygon.part(ring);
                const bool turned = (turned_area(vertices) > 0) != (ring == outer);
                for (std::size_t k = 0; k + 1 < vertices.size(); ++k) {
                    if (vertices[k] != vertices[k + 1]) {
                        edges.push_back({&vertices[k], turned});
                    }
                }
            }
        }
    }
    return edges;
}

}  // namespace

std::vector<std::vector<PointM>> loose_edges(std::span<const Geometry> polygons) {
    const std::vector<Edge> edges = edges_of(polygons);
    const std::vector<bool> matched = Matcher(edges).match();
    std::vector<std::vector<PointM>> chains;
    const PointM* end = nullptr;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (matched[i]) {
            continue;
        }
        const PointM* first = edges[i].first;
        if (first != end) {
            chains.push_back({*first});
        }
        chains.back().push_back(first[1]);
        end = first + 1;
    }
    return chains;
}

}  // namespace riskmap::geo::detail
