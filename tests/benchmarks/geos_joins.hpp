#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <vector>

#include "geo/detail/geos.hpp"
#include "geo/measure.hpp"
#include "geo/raster.hpp"

namespace riskmap::benchmarks {

/// The joins as one writes them with GEOS: its tree over the units, prepared units, intersections
/// for what is not wholly inside. The yardstick of the table, and a check of the sums.
class GeosUnits {
  public:
    explicit GeosUnits(std::span<const geo::Geometry> units) {
        for (const geo::Geometry& unit : units) {
            units_.push_back({geo::detail::to_geos(unit), {}, unit.box()});
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

    /// The raster summed over the first units cell by cell: whole cells as they are, others by the
    /// area of what is cut out of them.
    double zonal_sum(const geo::Raster& raster, std::size_t units) const {
        double sum = 0;
        for (std::size_t i = 0; i < units; ++i) {
            const Unit& unit = units_[i];
            const auto column = [&](double x) {
                return std::clamp((x - raster.left) / raster.cell_width,
                                  0.0,
                                  static_cast<double>(raster.columns - 1));
            };
            const auto row = [&](double y) {
                return std::clamp((raster.top - y) / raster.cell_height,
                                  0.0,
                                  static_cast<double>(raster.rows - 1));
            };
            const auto east = static_cast<std::size_t>(column(unit.box.max_x));
            const auto south = static_cast<std::size_t>(row(unit.box.min_y));
            for (auto r = static_cast<std::size_t>(row(unit.box.max_y)); r <= south; ++r) {
                for (auto c = static_cast<std::size_t>(column(unit.box.min_x)); c <= east; ++c) {
                    const double value = raster.at(r, c);
                    sum += std::isnan(value) ? 0 : value * share_of_cell(unit, raster, r, c);
                }
            }
        }
        return sum;
    }

  private:
    struct Unit {
        geo::detail::GeosGeometry shape;
        geo::detail::GeosPrepared prepared;
        geo::Box box;
    };

    static double share_of_cell(const Unit& unit,
                                const geo::Raster& raster,
                                std::size_t row,
                                std::size_t column) {
        const double west = raster.left + static_cast<double>(column) * raster.cell_width;
        const double north = raster.top - static_cast<double>(row) * raster.cell_height;
        const geo::detail::GeosGeometry cell(GEOSGeom_createRectangle_r(geo::detail::geos(),
                                                                        west,
                                                                        north - raster.cell_height,
                                                                        west + raster.cell_width,
                                                                        north));
        if (GEOSPreparedContains_r(geo::detail::geos(), unit.prepared.get(), cell.get()) == 1) {
            return 1;
        }
        if (GEOSPreparedIntersects_r(geo::detail::geos(), unit.prepared.get(), cell.get()) != 1) {
            return 0;
        }
        const geo::detail::GeosGeometry piece(
            GEOSIntersection_r(geo::detail::geos(), cell.get(), unit.shape.get()));
        double area = 0;
        GEOSArea_r(geo::detail::geos(), piece.get(), &area);
        return area / (raster.cell_width * raster.cell_height);
    }

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
