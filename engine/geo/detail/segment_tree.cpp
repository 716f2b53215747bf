#include "geo/detail/segment_tree.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>
#include <utility>

#include "geo/detail/hilbert.hpp"
#include "geo/detail/orientation.hpp"
#include "geo/detail/segment_distance.hpp"

namespace riskmap::geo::detail {
namespace {

constexpr std::uint32_t longest_run = 8;

/// The lower bounds of distances are this much too low, and more than rounding takes.
constexpr float below_one = 1 - 1e-6F;
/// Farther away everything counts as this far, so that squares stay finite.
constexpr double farthest_m = 1e18;

bool precedes(const SegmentTree::Hit& one, const SegmentTree::Hit& other) {
    return std::tie(one.squared_m2, one.feature, one.at.x, one.at.y) <
           std::tie(other.squared_m2, other.feature, other.at.x, other.at.y);
}

SegmentTree::Hit closest_hit(PointM a, PointM b, PointM point) {
    const Closest found = closest_on_segment(a, b, point);
    return {found.squared_m2, 0, found.at};
}

/// From a whole piece: where they cross (or touch) the distance is 0, at an end or the crossing.
SegmentTree::Hit closest_hit(PointM a, PointM b, Piece from) {
    SegmentTree::Hit best = closest_hit(a, b, from.a);
    for (const SegmentTree::Hit& hit :
         {closest_hit(a, b, from.b),
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

SegmentTree::Boxes::Boxes() {
    constexpr float nowhere = std::numeric_limits<float>::infinity();
    west.fill(nowhere);
    south.fill(nowhere);
    east.fill(-nowhere);
    north.fill(-nowhere);
}

void SegmentTree::Boxes::put(std::size_t child, const Reach& reach) {
    west[child] = reach.west;
    south[child] = reach.south;
    east[child] = reach.east;
    north[child] = reach.north;
}

SegmentTree::Reach SegmentTree::Boxes::hull() const {
    return {*std::min_element(west.begin(), west.end()),
            *std::min_element(south.begin(), south.end()),
            *std::max_element(east.begin(), east.end()),
            *std::max_element(north.begin(), north.end())};
}

SegmentTree::Reach SegmentTree::reach_of(const Box& box) const {
    const auto relative = [](double at, double middle) {
        return static_cast<float>(std::clamp(at - middle, -farthest_m, farthest_m));
    };
    return {relative(box.min_x, middle_.x) - margin_,
            relative(box.min_y, middle_.y) - margin_,
            relative(box.max_x, middle_.x) + margin_,
            relative(box.max_y, middle_.y) + margin_};
}

SegmentTree::SegmentTree(std::span<const Geometry> features)
    : features_(features.begin(), features.end()) {
    Box all;
    for (std::uint32_t i = 0; i < features_.size(); ++i) {
        all.add(features_[i].box());
        for (std::size_t part = 0; part < features_[i].part_count(); ++part) {
            const std::span<const PointM> row = features_[i].part(part);
            const auto size = static_cast<std::uint32_t>(row.size());
            std::uint32_t first = 0;
            do {
                const std::uint32_t run = std::min(longest_run, size - 1 - first);
                leaves_.push_back({&row[first], i, run});
                first += run;
            } while (first + 1 < size);
        }
    }
    if (leaves_.empty()) {
        return;
    }
    middle_ = {0.5 * (all.min_x + all.max_x), 0.5 * (all.min_y + all.max_y)};
    const double extent = std::max(all.max_x - all.min_x, all.max_y - all.min_y);
    margin_ = static_cast<float>(2 * std::min(extent, farthest_m) *
                                 static_cast<double>(std::numeric_limits<float>::epsilon()));
    std::vector<Box> boxes(leaves_.size());
    std::vector<PointM> middles(leaves_.size());
    for (std::size_t i = 0; i < leaves_.size(); ++i) {
        const PointM* vertex = leaves_[i].vertices;
        for (std::uint32_t k = 0; k <= leaves_[i].segments; ++k) {
            boxes[i].add(vertex[k]);
        }
        middles[i] = {0.5 * (boxes[i].min_x + boxes[i].max_x),
                      0.5 * (boxes[i].min_y + boxes[i].max_y)};
    }
    std::vector<Leaf> sorted;
    sorted.reserve(leaves_.size());
    std::vector<Reach> level;
    level.reserve(leaves_.size());
    for (const std::uint32_t row : hilbert_order(middles)) {
        sorted.push_back(leaves_[row]);
        level.push_back(reach_of(boxes[row]));
    }
    leaves_ = std::move(sorted);
    while (levels_.empty() || level.size() > 1) {
        std::vector<Boxes>& above = levels_.emplace_back((level.size() + fan - 1) / fan);
        for (std::size_t i = 0; i < level.size(); ++i) {
            above[i / fan].put(i % fan, level[i]);
        }
        level.clear();
        for (const Boxes& node : above) {
            level.push_back(node.hull());
        }
    }
}

template <class From>
SegmentTree::Hit SegmentTree::closest_of(const Leaf& leaf, From point) {
    const PointM* vertex = leaf.vertices;
    Hit best = closest_hit(vertex[0], vertex[leaf.segments > 0 ? 1 : 0], point);
    for (std::uint32_t k = 1; k < leaf.segments; ++k) {
        const Hit hit = closest_hit(vertex[k], vertex[k + 1], point);
        if (precedes(hit, best)) {
            best = hit;
        }
    }
    best.feature = leaf.feature;
    return best;
}

/// Whether any segment of the run comes as near as the bound, give or take what the bound is too
/// wide by.
bool SegmentTree::may_improve(const Leaf& leaf, PointM point, double bound) {
    if (leaf.segments == 0) {
        return true;
    }
    const double most = with_slack(bound);
    return nearness(leaf.vertices, leaf.segments, point, most, most).perhaps;
}

std::array<float, SegmentTree::fan> SegmentTree::squared_distances(const Boxes& boxes,
                                                                   const Reach& reach) {
    // One short loop for each step, which compilers turn into steps of four children at once.
    using Row = std::array<float, fan>;
    const auto gap = [](const Row& low, float high, const Row& above, float below) {
        Row far;
        Row other;
        for (std::size_t i = 0; i < fan; ++i) {
            far[i] = low[i] - high;
        }
        for (std::size_t i = 0; i < fan; ++i) {
            other[i] = below - above[i];
        }
        for (std::size_t i = 0; i < fan; ++i) {
            far[i] = far[i] > other[i] ? far[i] : other[i];
        }
        for (std::size_t i = 0; i < fan; ++i) {
            far[i] = far[i] > 0 ? far[i] : 0;
        }
        return far;
    };
    const Row dx = gap(boxes.west, reach.east, boxes.east, reach.west);
    const Row dy = gap(boxes.south, reach.north, boxes.north, reach.south);
    Row squared;
    for (std::size_t i = 0; i < fan; ++i) {
        squared[i] = (dx[i] * dx[i] + dy[i] * dy[i]) * below_one;
    }
    return squared;
}

std::size_t SegmentTree::open(
    const Node& node, const Reach& reach, double bound, Stack& stack, std::size_t size) const {
    const std::uint32_t level = node.level - 1;
    const std::array<float, fan> squared = squared_distances(levels_[level][node.at], reach);
    const std::size_t bottom = size;
    const std::size_t below = level == 0 ? leaves_.size() : levels_[level - 1].size();
    const std::size_t first = node.at * fan;
    const std::size_t children = std::min(fan, below - first);
    unsigned near_enough = 0;
    for (std::size_t child = 0; child < children; ++child) {
        near_enough |= static_cast<unsigned>(!(static_cast<double>(squared[child]) > bound))
                       << child;
    }
    for (; near_enough != 0; near_enough &= near_enough - 1) {
        const auto child = static_cast<std::size_t>(std::countr_zero(near_enough));
        const Node next{squared[child], static_cast<std::uint32_t>(first + child), level};
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
    const Reach reach = reach_of(box_of(point));
    Stack stack;
    std::size_t size = open(root(), reach, bound, stack, 0);
    while (size > 0) {
        const Node node = stack[--size];
        if (static_cast<double>(node.squared_m2) > bound) {
            continue;
        }
        if (node.level > 0) {
            size = open(node, reach, bound, stack, size);
            continue;
        }
        const Leaf& leaf = leaves_[node.at];
        if (!may_improve(leaf, point, bound)) {
            continue;
        }
        const Hit hit = closest_of(leaf, point);
        if (precedes(hit, best)) {
            best = hit;
            bound = with_slack(best.squared_m2);
        }
    }
}

template SegmentTree::Hit SegmentTree::closest_of(const Leaf&, PointM);
template void SegmentTree::search(PointM, Hit&) const;
template void SegmentTree::search(Piece, Hit&) const;

}  // namespace riskmap::geo::detail
