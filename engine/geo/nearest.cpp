#include "geo/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "core/parallel.hpp"
#include "geo/detail/cell_index.hpp"
#include "geo/detail/hilbert.hpp"
#include "geo/detail/segment_tree.hpp"
#include "geo/measure.hpp"

namespace riskmap::geo {
namespace {

using detail::SegmentTree;

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<Geometry> polygons_of(std::span<const Geometry> features) {
    std::vector<Geometry> polygons(features.size());
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (features[i].shape() == Shape::polygons) {
            polygons[i] = features[i];
        }
    }
    return polygons;
}

}  // namespace

struct NearestIndex::Impl {
    explicit Impl(std::span<const Geometry> features)
        : polygons(polygons_of(features)), cells(polygons), tree(features) {}

    /// The nearest feature no farther than the root of `bound_m2`.
    std::optional<Nearest> find(PointM point, double bound_m2) const {
        SegmentTree::Hit best{bound_m2, SegmentTree::no_feature, {infinity, infinity}};
        cells.holders(point, [&](std::uint32_t feature) {
            best = {0, feature, point};
            return false;
        });
        tree.improve(point, best);
        if (best.feature == SegmentTree::no_feature) {
            return std::nullopt;
        }
        return Nearest{best.feature, std::sqrt(best.squared_m2), best.at};
    }

    /// The nearest feature to the outline of a shape, or the one that holds a vertex of it.
    std::optional<Nearest> find(const Geometry& shape) const {
        SegmentTree::Hit best{infinity, SegmentTree::no_feature, {infinity, infinity}};
        const auto take = [&](std::uint32_t feature, PointM at) {
            if (best.squared_m2 > 0 || feature < best.feature) {
                best = {0, feature, at};
            }
        };
        for (std::size_t part = 0; part < shape.part_count(); ++part) {
            const std::span<const PointM> row = shape.part(part);
            cells.holders(row.front(), [&](std::uint32_t feature) {
                take(feature, row.front());
                return false;
            });
            for (std::size_t i = 0; i == 0 || i + 1 < row.size(); ++i) {
                tree.improve(detail::Piece{row[i], row[std::min(i + 1, row.size() - 1)]}, best);
            }
        }
        if (shape.shape() == Shape::polygons) {
            tree.meeting(shape.box(), [&](std::uint32_t feature, PointM vertex) {
                if ((best.squared_m2 > 0 || feature < best.feature) && contains(shape, vertex)) {
                    take(feature, vertex);
                }
            });
        }
        if (best.feature == SegmentTree::no_feature) {
            return std::nullopt;
        }
        return Nearest{best.feature, std::sqrt(best.squared_m2), best.at};
    }

    std::vector<Geometry> polygons;  ///< the cells look at them
    detail::CellIndex cells;
    SegmentTree tree;
};

NearestIndex::NearestIndex(std::span<const Geometry> features)
    : impl_(std::make_unique<Impl>(features)) {}
NearestIndex::~NearestIndex() = default;
NearestIndex::NearestIndex(NearestIndex&&) noexcept = default;
NearestIndex& NearestIndex::operator=(NearestIndex&&) noexcept = default;

std::optional<Nearest> NearestIndex::nearest(PointM point) const {
    return impl_->find(point, infinity);
}

std::optional<Nearest> NearestIndex::nearest(PointM point, double limit_m) const {
    if (!(limit_m >= 0)) {
        return std::nullopt;
    }
    const auto found = impl_->find(point, detail::with_slack(limit_m * limit_m));
    return found && found->distance_m <= limit_m ? found : std::nullopt;
}

std::optional<Nearest> NearestIndex::nearest(const Geometry& shape) const {
    return impl_->find(shape);
}

std::vector<Nearest> NearestIndex::within(PointM point, double distance_m) const {
    if (!(distance_m >= 0)) {
        return {};
    }
    std::vector<SegmentTree::Hit> hits;
    impl_->cells.holders(point, [&](std::uint32_t feature) {
        hits.push_back({0, feature, point});
        return true;
    });
    impl_->tree.near(
        point, distance_m * distance_m, [&](const SegmentTree::Hit& hit) { hits.push_back(hit); });
    std::sort(hits.begin(), hits.end(), [](const auto& one, const auto& other) {
        return std::tie(one.feature, one.squared_m2, one.at.x, one.at.y) <
               std::tie(other.feature, other.squared_m2, other.at.x, other.at.y);
    });
    std::vector<Nearest> found;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        const double distance = std::sqrt(hits[i].squared_m2);
        if ((i == 0 || hits[i].feature != hits[i - 1].feature) && distance <= distance_m) {
            found.push_back({hits[i].feature, distance, hits[i].at});
        }
    }
    return found;
}

std::vector<std::optional<Nearest>> NearestIndex::nearest_of_each(std::span<const PointM> points,
                                                                  const RunContext& context) const {
    const std::vector<std::uint32_t> order = detail::hilbert_order(points);
    std::vector<std::optional<Nearest>> found(points.size());
    parallel_for(context, points.size(), 4096, [&](std::size_t first, std::size_t last) {
        std::optional<Nearest> before;
        for (std::size_t i = first; i < last; ++i) {
            const PointM point = points[order[i]];
            // The last answer is a point of the layer: none farther is asked for, give or take its
            // rounding.
            const double bound_m2 =
                before ? 1e-6 + square_between(point, before->at) * (1 + 1e-6) : infinity;
            before = impl_->find(point, bound_m2);
            found[order[i]] = before;
        }
    });
    return found;
}

}  // namespace riskmap::geo
