#pragma once

#include <cstddef>
#include <functional>

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

/// Cells of one row with the same share, above 0 and up to 1.
struct Run {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t size = 0;
    double share = 0;
};

/// Which share of each cell a valid polygon covers: calls `take` with runs of cells, row by row
/// from the north, west to east; cells without a share are left out. Exact to rounding (shares
/// within 1e-12 of 0 or 1 are 0 or 1), in time proportional to the vertices, the cells that edges
/// cross and the rows of the polygon. Parts outside the grid count nowhere.
///
/// By Green's theorem each edge adds, with its sign, the area between itself and the eastern end of
/// the row: a part to the cell it runs through and its height to all cells further east. Running
/// sums along the row are then the shares.
void for_each_run(const Grid& grid,
                  const Geometry& polygon,
                  const std::function<void(const Run&)>& take);

}  // namespace riskmap::geo::detail
