#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo {

struct Nearest {
    std::uint32_t feature = 0;
    double distance_m = 0;
    PointM at;  ///< the closest point of that feature
    bool operator==(const Nearest&) const = default;
};

/// Distances from points to the features of one layer, planar metres. A point inside a polygon or
/// on its border has distance 0 to it, in a hole the distance to the ring of the hole. Ties
/// (overlapping polygons, a vertex or piece that features share) go to the lowest feature; of its
/// points, to the western, then southern one. An empty shape is no data: never the nearest. Safe to
/// share between threads after building.
class NearestIndex {
  public:
    explicit NearestIndex(std::span<const Geometry> features);
    ~NearestIndex();
    NearestIndex(NearestIndex&&) noexcept;
    NearestIndex& operator=(NearestIndex&&) noexcept;

    /// None when the layer has no vertex, or nothing lies within `limit_m`.
    std::optional<Nearest> nearest(PointM point) const;
    std::optional<Nearest> nearest(PointM point, double limit_m) const;
    /// The feature nearest to any point of a shape; 0 where they meet or one holds the other. Of
    /// features that meet the shape the lowest. None for an empty shape.
    std::optional<Nearest> nearest(const Geometry& shape) const;
    /// `nearest` of each point, in the order of the points; faster than one by one.
    std::vector<std::optional<Nearest>> nearest_of_each(std::span<const PointM> points,
                                                        const RunContext& context) const;
    /// Every feature within `distance_m` (inclusive), ascending by feature, with its distance.
    std::vector<Nearest> within(PointM point, double distance_m) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace riskmap::geo
