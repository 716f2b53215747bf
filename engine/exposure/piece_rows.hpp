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

/// Weighted pieces in rows from west to east, for sums over all pieces within a kernel's limit.
class PieceRows {
  public:
    /// `amounts`: weight of each piece, one per piece. `row_m` > 0: height of the rows.
    PieceRows(std::span<const Piece> pieces, std::span<const double> amounts, double row_m);

    /// Sum of amount x decay(distance to the piece's middle), from south to north in rows of equal
    /// height and from west to east in each: pieces beyond the limit change no bit of it.
    double sum(geo::PointM from, const hazard::Kernel& kernel) const;

  private:
    struct Spot {
        double row = 0;  ///< a whole number
        geo::PointM at;
        double amount = 0;
    };
    struct Row {
        double number = 0;
        std::size_t first = 0;  ///< in `spots_`
    };
    double row_of(double y) const;

    double row_m_;
    std::vector<Row> rows_;  ///< that have a piece, ascending
    std::vector<Spot> spots_;
};

}  // namespace riskmap::exposure
