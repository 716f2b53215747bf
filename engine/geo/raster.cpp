#include "geo/raster.hpp"

#include <cmath>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "geo/detail/coverage.hpp"

namespace riskmap::geo {

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
            detail::for_each_row_of_shares(
                grid,
                units_in_raster_crs[unit],
                [&](std::size_t row, std::size_t column, std::span<const double> shares) {
                    const double* values = &raster.values[row * raster.columns + column];
                    for (std::size_t i = 0; i < shares.size(); ++i) {
                        if (std::isnan(values[i])) {
                            total.missing_cells += shares[i];
                        } else {
                            total.sum += values[i] * shares[i];
                            total.covered_cells += shares[i];
                        }
                    }
                });
            sums[unit] = total;
        }
    });
    return sums;
}

}  // namespace riskmap::geo
