#include <fmt/format.h>

#include "core/number_text.hpp"
#include "exposure/measure_functions.hpp"
#include "geo/projector.hpp"

namespace riskmap::exposure {
namespace {

/// A unit counts as wholly covered from here on; less is told in the notes.
constexpr double whole = 0.99;

/// The same shape with every vertex in the raster's own coordinates. Edges stay straight, which
/// moves them by less than a cell as long as they are short against the study.
geo::Geometry in_raster_crs(const geo::Geometry& unit, const geo::Projector& projector) {
    std::vector<geo::PointM> vertices(unit.vertices().begin(), unit.vertices().end());
    projector.from_study(vertices);
    std::vector<std::uint32_t> ring_ends;
    std::uint32_t end = 0;
    for (std::size_t ring = 0; ring < unit.part_count(); ++ring) {
        end += static_cast<std::uint32_t>(unit.part(ring).size());
        ring_ends.push_back(end);
    }
    std::vector<std::uint32_t> polygon_ends;
    for (std::size_t polygon = 0; polygon < unit.polygon_count(); ++polygon) {
        polygon_ends.push_back(static_cast<std::uint32_t>(unit.last_ring(polygon)));
    }
    return geo::Geometry::of_polygons(vertices, ring_ends, polygon_ends);
}

using Read = double (*)(const geo::ZonalSum&);

Measured zonal(const geo::Raster& raster, Workbench& bench, Read read) {
    const geo::Projector projector(raster.crs, bench.inputs().study_crs);
    std::vector<geo::Geometry> units;
    units.reserve(bench.unit_count());
    for (const geo::Geometry& unit : bench.unit_shapes()) {
        units.push_back(unit.empty() ? geo::Geometry() : in_raster_crs(unit, projector));
    }
    const std::vector<geo::ZonalSum> sums = geo::zonal_sums(raster, units, bench.context());
    Measured result;
    result.values = PerUnit<std::optional<double>>(bench.unit_count());
    std::size_t in_part = 0;
    for (std::size_t row = 0; row < sums.size(); ++row) {
        if (!(sums[row].covered_cells > 0)) {
            continue;
        }
        result.values[UnitIndex(row)] = read(sums[row]);
        const double cells = geo::area_m2(units[row]) / (raster.cell_width * raster.cell_height);
        in_part += sums[row].covered_cells < whole * cells ? 1 : 0;
    }
    if (in_part > 0) {
        result.notes.add(
            {fmt::format("Ảnh có ô trống hoặc không phủ hết ở {} xã: chỉ tính các ô có số liệu.",
                         in_part),
             fmt::format(
                 "The raster has cells without data or ends inside {}: only cells with data "
                 "count.",
                 how_many(in_part, "unit"))});
    }
    return result;
}

}  // namespace

Measured raster_sum(const geo::Raster& raster, Workbench& bench) {
    return zonal(raster, bench, [](const geo::ZonalSum& sum) { return sum.sum; });
}

Measured raster_mean(const geo::Raster& raster, Workbench& bench) {
    return zonal(raster, bench, [](const geo::ZonalSum& sum) { return sum.mean(); });
}

}  // namespace riskmap::exposure
