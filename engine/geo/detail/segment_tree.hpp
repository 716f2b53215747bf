#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace riskmap::geo::detail {

/// A straight piece between two points, which may be one.
struct Piece {
    PointM a;
    PointM b;
};

/// Packed tree over the vertices of a layer: leaves are runs of up to 8 consecutive segments (or
/// one vertex), laid out along a Hilbert curve; each node has 8 children (Kamel and Faloutsos
/// 1993). Owns its coordinates. Safe to share between threads.
class SegmentTree {
  public:
    struct Hit {
        double squared_m2 = 0;
        std::uint32_t feature = 0;
        PointM at;
    };
    static constexpr std::uint32_t no_feature = 0xffffffff;

    explicit SegmentTree(std::span<const Geometry> features);

    /// Replaces `best` by the closest point of the layer unless `best` is closer. Equal distances:
    /// the lowest feature, then the most western, then the most southern point.
    void improve(PointM point, Hit& best) const { search(point, best); }
    /// The same from all points of a piece; 0 where they cross.
    void improve(Piece from, Hit& best) const { search(from, best); }

    /// Calls `visit(hit)` for each run within the distance, and some a little farther, in no
    /// particular order.
    template <class Visit>
    void near(PointM point, double squared_m2, Visit&& visit) const;

    /// Calls `visit(feature, vertex)` with one vertex of each run whose box meets the box.
    template <class Visit>
    void meeting(const Box& box, Visit&& visit) const;

    /// What a bound has to be widened by so that rounding prunes nothing that equals it.
    static double with_slack(double squared_m2) { return squared_m2 * (1 + 1e-9) + 1e-10; }

  private:
    static constexpr std::size_t fan = 8;
    struct Leaf {
        std::uint32_t feature = 0;
        std::uint32_t segments = 0;
        std::size_t first = 0;
    };
    struct Node {
        double squared_m2;
        std::size_t at;
        std::size_t level;
    };
    /// Deep enough for 2^32 leaves: a level adds at most 7 waiting nodes.
    using Stack = std::array<Node, 128>;

    static double squared_distance(const Box& box, PointM point) {
        const double dx = std::max({box.min_x - point.x, 0.0, point.x - box.max_x});
        const double dy = std::max({box.min_y - point.y, 0.0, point.y - box.max_y});
        return dx * dx + dy * dy;
    }
    static double squared_distance(const Box& box, Piece piece) {
        const auto [west, east] = std::minmax(piece.a.x, piece.b.x);
        const auto [south, north] = std::minmax(piece.a.y, piece.b.y);
        const double dx = std::max({box.min_x - east, 0.0, west - box.max_x});
        const double dy = std::max({box.min_y - north, 0.0, south - box.max_y});
        return dx * dx + dy * dy;
    }
    // `From` is a `PointM` or a `Piece`.
    template <class From>
    void search(From from, Hit& best) const;
    template <class From>
    Hit closest_of(const Leaf& leaf, From from) const;
    /// Pushes the children closer than the bound, the closest on top.
    template <class From>
    std::size_t open(
        const Node& node, From from, double bound, Stack& stack, std::size_t size) const;

    std::vector<PointM> vertices_;
    std::vector<Leaf> leaves_;
    std::vector<std::vector<Box>>
        levels_;  ///< boxes of the leaves first, of the root's children last
};

template <class Visit>
void SegmentTree::near(PointM point, double squared_m2, Visit&& visit) const {
    if (leaves_.empty()) {
        return;
    }
    const double bound = with_slack(squared_m2);
    Stack stack;
    std::size_t size = open({0, 0, levels_.size()}, point, bound, stack, 0);
    while (size > 0) {
        const Node node = stack[--size];
        if (node.level == 0) {
            visit(closest_of(leaves_[node.at], point));
        } else {
            size = open(node, point, bound, stack, size);
        }
    }
}

template <class Visit>
void SegmentTree::meeting(const Box& box, Visit&& visit) const {
    if (leaves_.empty() || box.empty()) {
        return;
    }
    const Piece diagonal{{box.min_x, box.min_y}, {box.max_x, box.max_y}};
    Stack stack;
    std::size_t size = open({0, 0, levels_.size()}, diagonal, 0, stack, 0);
    while (size > 0) {
        const Node node = stack[--size];
        if (node.level == 0) {
            visit(leaves_[node.at].feature, vertices_[leaves_[node.at].first]);
        } else {
            size = open(node, diagonal, 0, stack, size);
        }
    }
}

}  // namespace riskmap::geo::detail
