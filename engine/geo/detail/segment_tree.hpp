#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/detail/segment_distance.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo::detail {

/// A straight piece between two points, which may be one.
struct Piece {
    PointM a;
    PointM b;
};

/// Packed tree over the vertices of a layer: leaves are runs of up to 8 consecutive segments (or
/// one vertex), laid out along a Hilbert curve; each node has 8 children (Kamel and Faloutsos
/// 1993). The boxes are of half precision and a little too large: they only ever rule out what is
/// farther; distances are taken from the vertices, which are shared with the layer. Safe to share
/// between threads.
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

    /// Calls `visit(feature, vertex)` with one vertex of each run whose box meets the box, and of
    /// some a little beside it.
    template <class Visit>
    void meeting(const Box& box, Visit&& visit) const;

  private:
    static constexpr std::size_t fan = 8;
    struct Leaf {
        const PointM* vertices = nullptr;  ///< of the feature: one more than there are segments
        std::uint32_t feature = 0;
        std::uint32_t segments = 0;
    };
    /// A box relative to the middle of the layer.
    struct Reach {
        float west = 0;
        float south = 0;
        float east = 0;
        float north = 0;
    };
    /// The boxes of 8 children; what is no child is infinitely far.
    struct Boxes {
        std::array<float, fan> west;
        std::array<float, fan> south;
        std::array<float, fan> east;
        std::array<float, fan> north;

        Boxes();
        void put(std::size_t child, const Reach& reach);
        /// Around all of them.
        Reach hull() const;
    };
    struct Node {
        float squared_m2;
        std::uint32_t at;
        std::uint32_t level;
    };
    /// Deep enough for 2^32 leaves: a level adds at most 7 waiting nodes.
    using Stack = std::array<Node, 128>;

    Node root() const { return {0, 0, static_cast<std::uint32_t>(levels_.size())}; }
    Reach reach_of(const Box& box) const;
    /// No more than the squared distance from the reach to anything in the child.
    static std::array<float, fan> squared_distances(const Boxes& boxes, const Reach& reach);
    static Box box_of(PointM point) { return {point.x, point.y, point.x, point.y}; }
    static Box box_of(Piece piece) {
        Box box = box_of(piece.a);
        box.add(piece.b);
        return box;
    }
    // `From` is a `PointM` or a `Piece`.
    template <class From>
    void search(From from, Hit& best) const;
    template <class From>
    static Hit closest_of(const Leaf& leaf, From from);
    static bool may_improve(const Leaf& leaf, PointM point, double bound);
    static bool may_improve(const Leaf&, Piece, double) { return true; }
    /// Pushes the children that may be closer than the bound, the closest on top.
    std::size_t open(
        const Node& node, const Reach& reach, double bound, Stack& stack, std::size_t size) const;

    std::vector<Geometry> features_;  ///< leaves look at their vertices
    PointM middle_;
    float margin_ = 0;  ///< more than rounding moves anything in the box of the layer
    std::vector<Leaf> leaves_;
    std::vector<std::vector<Boxes>> levels_;  ///< over the leaves first, of the root last
};

template <class Visit>
void SegmentTree::near(PointM point, double squared_m2, Visit&& visit) const {
    if (leaves_.empty()) {
        return;
    }
    const double bound = with_slack(squared_m2);
    const Reach reach = reach_of(box_of(point));
    Stack stack;
    std::size_t size = open(root(), reach, bound, stack, 0);
    while (size > 0) {
        const Node node = stack[--size];
        if (node.level == 0) {
            visit(closest_of(leaves_[node.at], point));
        } else {
            size = open(node, reach, bound, stack, size);
        }
    }
}

template <class Visit>
void SegmentTree::meeting(const Box& box, Visit&& visit) const {
    if (leaves_.empty() || box.empty()) {
        return;
    }
    const Reach reach = reach_of(box);
    Stack stack;
    std::size_t size = open(root(), reach, 0, stack, 0);
    while (size > 0) {
        const Node node = stack[--size];
        if (node.level == 0) {
            visit(leaves_[node.at].feature, *leaves_[node.at].vertices);
        } else {
            size = open(node, reach, 0, stack, size);
        }
    }
}

}  // namespace riskmap::geo::detail
