#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "geo/geometry.hpp"

namespace riskmap::geo::detail {

/// Where a grid of cells lies; rows go south from `top`.
struct Grid {
    double left = 0;
    double top = 0;
    double cell_width = 1;
    double cell_height = 1;
    std::size_t columns = 0;
    std::size_t rows = 0;
};

/// Gets the shares, 0 to 1, of a run of cells of one row that begins at `column`.
using RowOfShares =
    std::function<void(std::size_t row, std::size_t column, std::span<const double> shares)>;

/// Which share of each cell a valid polygon covers, row by row from the north; rows and ends of
/// rows that the polygon does not reach are left out. Exact to rounding (shares within 1e-12 of 0
/// or 1 are 0 or 1), in time proportional to the vertices, the cells that edges cross and the cells
/// of the polygon's box. Parts outside the grid count nowhere.
///
/// By Green's theorem each edge adds, with its sign, the area between itself and the eastern end of
/// the row: a part to the cell it runs through and its height to all cells further east. Running
/// sums along the row are then the shares.
void for_each_row_of_shares(const Grid& grid, const Geometry& polygon, const RowOfShares& take);

}  // namespace riskmap::geo::detail
