#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/run_context.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo {

/// A grid of numbers, north up, in its own coordinate system. Missing cells are NaN and never 0.
struct Raster {
    std::string crs;  ///< definition that `describe_crs` knows
    double left = 0;  ///< x of the outer edge of the first column
    double top = 0;   ///< y of the outer edge of the first row
    double cell_width = 1;
    double cell_height = 1;  ///< positive
    std::size_t columns = 0;
    std::size_t rows = 0;
    std::vector<double> values;  ///< row by row from the top

    double at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
    PointM centre(std::size_t row, std::size_t column) const {
        return {left + (static_cast<double>(column) + 0.5) * cell_width,
                top - (static_cast<double>(row) + 0.5) * cell_height};
    }
};

/// Exact zonal statistics of one polygon (in the raster's own coordinates): each cell weighs by the
/// share of it that is covered. `covered_cells` counts shares of cells with a value,
/// `missing_cells` shares without.
struct ZonalSum {
    double sum = 0;            ///< sum of value x share
    double covered_cells = 0;  ///< sum of shares with a value
    double missing_cells = 0;
    double mean() const { return sum / covered_cells; }  ///< NaN when nothing is covered
};
std::vector<ZonalSum> zonal_sums(const Raster& raster,
                                 std::span<const Geometry> units_in_raster_crs,
                                 const RunContext&);

}  // namespace riskmap::geo
