#include "geo/detail/segment_tree.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "geo/detail/hilbert.hpp"
#include "geo/detail/orientation.hpp"

namespace riskmap::geo::detail {
namespace {

constexpr std::size_t longest_run = 8;

/// A leaf before its vertices are laid out.
struct Run {
    std::uint32_t feature = 0;
    std::uint32_t segments = 0;
    const PointM* first = nullptr;
};

std::vector<Run> cut_into_runs(std::span<const Geometry> features) {
    std::vector<Run> pieces;
    for (std::size_t i = 0; i < features.size(); ++i) {
        for (std::size_t part = 0; part < features[i].part_count(); ++part) {
            const std::span<const PointM> row = features[i].part(part);
            std::size_t first = 0;
            do {
                const std::size_t run = std::min(longest_run, row.size() - 1 - first);
                pieces.push_back({static_cast<std::uint32_t>(i),
                                  static_cast<std::uint32_t>(run),
                                  row.data() + first});
                first += run;
            } while (first + 1 < row.size());
        }
    }
    return pieces;
}

bool precedes(const SegmentTree::Hit& one, const SegmentTree::Hit& other) {
    return std::tie(one.squared_m2, one.feature, one.at.x, one.at.y) <
           std::tie(other.squared_m2, other.feature, other.at.x, other.at.y);
}

/// Ends are put in order first, so a segment has one answer in both directions.
SegmentTree::Hit closest_on_segment(PointM a, PointM b, PointM point) {
    if (b.x < a.x || (b.x == a.x && b.y < a.y)) {
        std::swap(a, b);
    }
    const double ux = b.x - a.x;
    const double uy = b.y - a.y;
    double dx = point.x - a.x;
    double dy = point.y - a.y;
    const double along = ux * dx + uy * dy;
    const double whole = ux * ux + uy * uy;
    PointM at = a;
    if (along >= whole) {
        dx = point.x - b.x;
        dy = point.y - b.y;
        at = b;
    } else if (along > 0) {
        const double t = along / whole;
        dx -= t * ux;
        dy -= t * uy;
        at = {a.x + t * ux, a.y + t * uy};
    }
    return {dx * dx + dy * dy, 0, at};
}

/// From a whole piece: where they cross (or touch) the distance is 0, at an end or the crossing.
SegmentTree::Hit closest_on_segment(PointM a, PointM b, Piece from) {
    SegmentTree::Hit best = closest_on_segment(a, b, from.a);
    for (const SegmentTree::Hit& hit :
         {closest_on_segment(a, b, from.b),
          SegmentTree::Hit{closest_on_segment(from.a, from.b, a).squared_m2, 0, a},
          SegmentTree::Hit{closest_on_segment(from.a, from.b, b).squared_m2, 0, b}}) {
        if (precedes(hit, best)) {
            best = hit;
        }
    }
    const double of_a = orientation_value(from.a, from.b, a);
    const double of_b = orientation_value(from.a, from.b, b);
    const bool apart = (of_a > 0) == (of_b > 0) || of_a == 0 || of_b == 0;
    const bool same_side =
        (orientation_sign(a, b, from.a) > 0) == (orientation_sign(a, b, from.b) > 0);
    if (!apart && !same_side) {
        const double t = of_a / (of_a - of_b);
        return {0, 0, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}};
    }
    return best;
}

}  // namespace

SegmentTree::SegmentTree(std::span<const Geometry> features) {
    const std::vector<Run> pieces = cut_into_runs(features);
    if (pieces.empty()) {
        return;
    }
    std::vector<Box> boxes(pieces.size());
    std::vector<PointM> middles(pieces.size());
    std::size_t total = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::uint32_t k = 0; k <= pieces[i].segments; ++k) {
            boxes[i].add(pieces[i].first[k]);
        }
        middles[i] = {0.5 * (boxes[i].min_x + boxes[i].max_x),
                      0.5 * (boxes[i].min_y + boxes[i].max_y)};
        total += pieces[i].segments + 1;
    }
    vertices_.reserve(total);
    leaves_.reserve(pieces.size());
    levels_.emplace_back().reserve(pieces.size());
    for (const std::uint32_t row : hilbert_order(middles)) {
        const Run& piece = pieces[row];
        leaves_.push_back({piece.feature, piece.segments, vertices_.size()});
        vertices_.insert(vertices_.end(), piece.first, piece.first + piece.segments + 1);
        levels_.back().push_back(boxes[row]);
    }
    while (levels_.back().size() > fan) {
        const std::vector<Box>& below = levels_.back();
        std::vector<Box> level((below.size() + fan - 1) / fan);
        for (std::size_t i = 0; i < below.size(); ++i) {
            level[i / fan].add(below[i]);
        }
        levels_.push_back(std::move(level));
    }
}

template <class From>
SegmentTree::Hit SegmentTree::closest_of(const Leaf& leaf, From point) const {
    const PointM* vertex = &vertices_[leaf.first];
    Hit best = closest_on_segment(vertex[0], vertex[leaf.segments > 0 ? 1 : 0], point);
    for (std::uint32_t k = 1; k < leaf.segments; ++k) {
        const Hit hit = closest_on_segment(vertex[k], vertex[k + 1], point);
        if (precedes(hit, best)) {
            best = hit;
        }
    }
    best.feature = leaf.feature;
    return best;
}

template <class From>
std::size_t SegmentTree::open(
    const Node& node, From point, double bound, Stack& stack, std::size_t size) const {
    const std::size_t level = node.level - 1;
    const std::vector<Box>& boxes = levels_[level];
    const std::size_t first = node.at * fan;
    const std::size_t last = std::min(first + fan, boxes.size());
    const std::size_t bottom = size;
    for (std::size_t child = first; child < last; ++child) {
        const Node next{squared_distance(boxes[child], point), child, level};
        if (next.squared_m2 > bound) {
            continue;
        }
        std::size_t slot = size++;
        for (; slot > bottom && stack[slot - 1].squared_m2 < next.squared_m2; --slot) {
            stack[slot] = stack[slot - 1];
        }
        stack[slot] = next;
    }
    return size;
}

template <class From>
void SegmentTree::search(From point, Hit& best) const {
    if (leaves_.empty()) {
        return;
    }
    double bound = with_slack(best.squared_m2);
    Stack stack;
    std::size_t size = open({0, 0, levels_.size()}, point, bound, stack, 0);
    while (size > 0) {
        const Node node = stack[--size];
        if (node.squared_m2 > bound) {
            continue;
        }
        if (node.level > 0) {
            size = open(node, point, bound, stack, size);
            continue;
        }
        const Hit hit = closest_of(leaves_[node.at], point);
        if (precedes(hit, best)) {
            best = hit;
            bound = with_slack(best.squared_m2);
        }
    }
}

template std::size_t SegmentTree::open(const Node&, PointM, double, Stack&, std::size_t) const;
template std::size_t SegmentTree::open(const Node&, Piece, double, Stack&, std::size_t) const;
template SegmentTree::Hit SegmentTree::closest_of(const Leaf&, PointM) const;
template void SegmentTree::search(PointM, Hit&) const;
template void SegmentTree::search(Piece, Hit&) const;

}  // namespace riskmap::geo::detail
