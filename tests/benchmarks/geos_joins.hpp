#pragma once

#include <memory>
#include <span>
#include <vector>

#include "geo/detail/geos.hpp"
#include "geo/measure.hpp"

namespace riskmap::benchmarks {

/// The joins as one writes them with GEOS: its tree over the units, prepared units, intersections
/// for what is not wholly inside. The yardstick of the table, and a check of the sums.
class GeosUnits {
  public:
    explicit GeosUnits(std::span<const geo::Geometry> units) {
        for (const geo::Geometry& unit : units) {
            units_.push_back({geo::detail::to_geos(unit), {}});
        }
    }

    /// Builds the tree and prepares the units: part of what is timed.
    void prepare() {
        tree_.reset(GEOSSTRtree_create_r(geo::detail::geos(), 10));
        for (Unit& unit : units_) {
            unit.prepared.reset(GEOSPrepare_r(geo::detail::geos(), unit.shape.get()));
            GEOSSTRtree_insert_r(geo::detail::geos(), tree_.get(), unit.shape.get(), &unit);
        }
    }

    /// How many points some unit meets.
    double locate(const std::vector<geo::detail::GeosGeometry>& points) const {
        double found = 0;
        for (const auto& point : points) {
            for (const Unit* unit : candidates(*point)) {
                if (GEOSPreparedIntersects_r(
                        geo::detail::geos(), unit->prepared.get(), point.get()) == 1) {
                    ++found;
                    break;
                }
            }
        }
        return found;
    }

    /// Sum of `measure` (GEOSArea_r or GEOSLength_r) of the shapes' pieces in the units.
    template <class Measure>
    double shares(const std::vector<geo::detail::GeosGeometry>& shapes, Measure measure) const {
        double sum = 0;
        for (const auto& shape : shapes) {
            for (const Unit* unit : candidates(*shape)) {
                double amount = 0;
                if (GEOSPreparedContains_r(
                        geo::detail::geos(), unit->prepared.get(), shape.get()) == 1) {
                    measure(geo::detail::geos(), shape.get(), &amount);
                } else if (GEOSPreparedIntersects_r(
                               geo::detail::geos(), unit->prepared.get(), shape.get()) == 1) {
                    const geo::detail::GeosGeometry piece(
                        GEOSIntersection_r(geo::detail::geos(), shape.get(), unit->shape.get()));
                    if (piece) {
                        measure(geo::detail::geos(), piece.get(), &amount);
                    }
                }
                sum += amount;
            }
        }
        return sum;
    }

  private:
    struct Unit {
        geo::detail::GeosGeometry shape;
        geo::detail::GeosPrepared prepared;
    };

    std::vector<const Unit*> candidates(const GEOSGeometry& shape) const {
        std::vector<const Unit*> found;
        GEOSSTRtree_query_r(
            geo::detail::geos(),
            tree_.get(),
            &shape,
            [](void* unit, void* list) {
                static_cast<std::vector<const Unit*>*>(list)->push_back(static_cast<Unit*>(unit));
            },
            &found);
        return found;
    }

    std::vector<Unit> units_;
    geo::detail::GeosTree tree_;
};

/// GEOS's tree over features; the distance of the nearest one to each point, added up.
inline double geos_nearest(const std::vector<geo::detail::GeosGeometry>& features,
                           std::span<const geo::detail::GeosGeometry> points) {
    const geo::detail::GeosTree tree(GEOSSTRtree_create_r(geo::detail::geos(), 10));
    for (const auto& feature : features) {
        GEOSSTRtree_insert_r(geo::detail::geos(), tree.get(), feature.get(), feature.get());
    }
    double sum = 0;
    for (const auto& point : points) {
        const GEOSGeometry* nearest =
            GEOSSTRtree_nearest_r(geo::detail::geos(), tree.get(), point.get());
        double distance = 0;
        GEOSDistance_r(geo::detail::geos(), nearest, point.get(), &distance);
        sum += distance;
    }
    return sum;
}

}  // namespace riskmap::benchmarks
