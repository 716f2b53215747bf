#include "geo/raster.hpp"

#include <array>
#include <cmath>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "geo/detail/coverage.hpp"

namespace riskmap::geo {
namespace {

/// Sum and number of the cells that have a value.
struct Plain {
    double sum = 0;
    double count = 0;
};

/// In four lanes, so that one addition need not wait for the last; the order is fixed.
Plain plain_sum(std::span<const double> cells) {
    constexpr std::size_t lanes = 4;
    std::array<double, lanes> sum{};
    std::array<double, lanes> count{};
    std::size_t i = 0;
    const auto add = [&](std::size_t lane) {
        const double value = cells[i + lane];
        const bool has_value = !std::isnan(value);
        sum[lane] += has_value ? value : 0;
        count[lane] += has_value ? 1 : 0;
    };
    for (; i + lanes <= cells.size(); i += lanes) {
        add(0);
        add(1);
        add(2);
        add(3);
    }
    for (; i < cells.size(); ++i) {
        add(0);
    }
    return {(sum[0] + sum[1]) + (sum[2] + sum[3]), (count[0] + count[1]) + (count[2] + count[3])};
}

}  // namespace

std::vector<ZonalSum> zonal_sums(const Raster& raster,
                                 std::span<const Geometry> units_in_raster_crs,
                                 const RunContext& context) {
    expects(raster.values.size() == raster.rows * raster.columns,
            "zonal_sums: the raster has a value for each cell");
    expects(raster.cell_width > 0 && raster.cell_height > 0,
            "zonal_sums: the cells have a positive size");
    const detail::Grid grid{raster.left,
                            raster.top,
                            raster.cell_width,
                            raster.cell_height,
                            raster.columns,
                            raster.rows};
    std::vector<ZonalSum> sums(units_in_raster_crs.size());
    constexpr std::size_t block = 8;
    parallel_for(context, sums.size(), block, [&](std::size_t first, std::size_t last) {
        for (std::size_t unit = first; unit < last; ++unit) {
            ZonalSum total;
            detail::for_each_run(grid, units_in_raster_crs[unit], [&](const detail::Run& run) {
                const auto cells = std::span(raster.values)
                                       .subspan(run.row * raster.columns + run.column, run.size);
                const Plain plain = plain_sum(cells);
                const auto size = static_cast<double>(run.size);
                total.sum += run.share * plain.sum;
                total.covered_cells += run.share * plain.count;
                total.missing_cells += run.share * (size - plain.count);
            });
            sums[unit] = total;
        }
    });
    return sums;
}

}  // namespace riskmap::geo
