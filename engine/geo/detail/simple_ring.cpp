#include "geo/detail/simple_ring.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "geo/detail/orientation.hpp"

namespace riskmap::geo::detail {
namespace {

/// Edges first..last-1 of a ring that all go the same way west or east and south or north: they
/// meet each other at their ends alone, and their box is that of the two ends.
struct Chain {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    Box box;
};

class Ring {
  public:
    explicit Ring(std::span<const PointM> vertices)
        : vertices_(vertices), edges_(static_cast<std::uint32_t>(vertices.size() - 1)) {}

    bool is_simple() {
        if (!cut()) {
            return false;
        }
        std::sort(chains_.begin(), chains_.end(), [](const Chain& a, const Chain& b) {
            return a.box.min_x < b.box.min_x || (a.box.min_x == b.box.min_x && a.first < b.first);
        });
        // From west to east; `open` are the chains that reach as far east as the one at hand.
        std::vector<const Chain*> open;
        std::size_t compared = 0;
        const std::size_t enough = 1000 + 64 * vertices_.size();
        for (const Chain& chain : chains_) {
            std::erase_if(open,
                          [&](const Chain* other) { return other->box.max_x < chain.box.min_x; });
            compared += open.size();
            if (compared > enough) {
                return false;
            }
            for (const Chain* other : open) {
                if (chain.box.meets(other->box) && meet(chain, *other)) {
                    return false;
                }
            }
            open.push_back(&chain);
        }
        return true;
    }

  private:
    /// Into chains; false when a vertex is repeated.
    bool cut() {
        int way = -1;
        for (std::uint32_t i = 0; i < edges_; ++i) {
            const PointM a = vertices_[i];
            const PointM b = vertices_[i + 1];
            if (a == b) {
                return false;
            }
            const int here = (b.x >= a.x ? 1 : 0) + (b.y >= a.y ? 2 : 0);
            if (here != way) {
                chains_.push_back({i, i, {}});
                way = here;
            }
            chains_.back().last = i + 1;
        }
        for (Chain& chain : chains_) {
            chain.box = box_of(chain.first, chain.last);
        }
        return true;
    }

    Box box_of(std::uint32_t first, std::uint32_t last) const {
        Box box;
        box.add(vertices_[first]);
        box.add(vertices_[last]);
        return box;
    }

    /// Whether the chains meet elsewhere than where the ring goes on from one to the other.
    bool meet(const Chain& one, const Chain& other) const {
        if (!one.box.meets(other.box)) {
            return false;
        }
        if (one.last - one.first == 1 && other.last - other.first == 1) {
            return edges_meet(std::min(one.first, other.first), std::max(one.first, other.first));
        }
        const bool halve_one = one.last - one.first >= other.last - other.first;
        const Chain& longer = halve_one ? one : other;
        const Chain& shorter = halve_one ? other : one;
        const std::uint32_t middle = longer.first + (longer.last - longer.first) / 2;
        return meet({longer.first, middle, box_of(longer.first, middle)}, shorter) ||
               meet({middle, longer.last, box_of(middle, longer.last)}, shorter);
    }

    bool edges_meet(std::uint32_t i, std::uint32_t j) const {
        const PointM a = vertices_[i];
        const PointM b = vertices_[i + 1];
        const PointM c = vertices_[j];
        const PointM d = vertices_[j + 1];
        if (j == i + 1) {
            return turns_back(a, b, d);
        }
        if (i == 0 && j + 1 == edges_) {
            return turns_back(c, a, b);
        }
        return !lie_on_one_side(a, b, c, d) && !lie_on_one_side(c, d, a, b);
    }

    /// Whether the way from a to b goes back along itself to c.
    static bool turns_back(PointM a, PointM b, PointM c) {
        return orientation_sign(a, b, c) == 0 &&
               (a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y) > 0;
    }
    static bool lie_on_one_side(PointM a, PointM b, PointM c, PointM d) {
        const double of_c = orientation_sign(a, b, c);
        const double of_d = orientation_sign(a, b, d);
        return (of_c > 0 && of_d > 0) || (of_c < 0 && of_d < 0);
    }

    std::span<const PointM> vertices_;
    std::uint32_t edges_;
    std::vector<Chain> chains_;
};

}  // namespace

bool is_surely_simple(std::span<const PointM> ring) {
    return ring.size() >= 4 && Ring(ring).is_simple();
}

}  // namespace riskmap::geo::detail
