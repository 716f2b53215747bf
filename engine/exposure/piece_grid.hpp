#pragma once

#include <span>
#include <vector>

#include "geo/geometry.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::exposure {

/// A piece of a line, standing at its middle.
struct Piece {
    geo::PointM middle;
    double length_m = 0;
};

/// Cuts every line (or ring) of a shape into equal pieces of at most `longest_m`, measured along
/// it; none of points and of lines without length.
std::vector<Piece> cut_into_pieces(const geo::Geometry& shape, double longest_m);

/// Weighted pieces in square cells, for sums over all pieces within a kernel's limit.
class PieceGrid {
  public:
    /// `amounts`: weight of each piece, one per piece. `cell_m` > 0.
    PieceGrid(std::span<const Piece> pieces, std::span<const double> amounts, double cell_m);

    /// Sum of amount x decay(distance to the piece's middle). The order of the sum depends on the
    /// grid alone.
    double sum(geo::PointM from, const hazard::Kernel& kernel) const;

  private:
    struct Spot {
        geo::PointM at;
        double amount = 0;
    };
    std::size_t column_of(double x) const;
    std::size_t row_of(double y) const;

    geo::Box box_;
    double cell_m_;
    std::size_t columns_ = 0;
    std::size_t rows_ = 0;
    std::vector<std::uint32_t> starts_;  ///< of each cell in `spots_`
    std::vector<Spot> spots_;
};

}  // namespace riskmap::exposure
