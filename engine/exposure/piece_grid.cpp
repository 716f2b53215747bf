#include "exposure/piece_grid.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "exposure/kernel.hpp"

namespace riskmap::exposure {
namespace {

double distance(geo::PointM a, geo::PointM b) { return std::hypot(b.x - a.x, b.y - a.y); }

void cut_line(std::span<const geo::PointM> line, double longest_m, std::vector<Piece>& pieces) {
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        length += distance(line[i - 1], line[i]);
    }
    if (!(length > 0)) {
        return;
    }
    const double count = std::ceil(length / longest_m);
    const double piece = length / count;
    double walked = 0;
    double next = piece / 2;
    std::size_t placed = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double step = distance(line[i - 1], line[i]);
        const bool last = i + 1 == line.size();
        while (placed < static_cast<std::size_t>(count) && (next <= walked + step || last)) {
            const double share = step > 0 ? std::min(1.0, (next - walked) / step) : 0;
            pieces.push_back({{line[i - 1].x + share * (line[i].x - line[i - 1].x),
                               line[i - 1].y + share * (line[i].y - line[i - 1].y)},
                              piece});
            ++placed;
            next = piece * (static_cast<double>(placed) + 0.5);
        }
        walked += step;
    }
}

}  // namespace

std::vector<Piece> cut_into_pieces(const geo::Geometry& shape, double longest_m) {
    std::vector<Piece> pieces;
    if (shape.shape() == geo::Shape::points) {
        return pieces;
    }
    for (std::size_t part = 0; part < shape.part_count(); ++part) {
        cut_line(shape.part(part), longest_m, pieces);
    }
    return pieces;
}

PieceGrid::PieceGrid(std::span<const Piece> pieces, std::span<const double> amounts, double cell_m)
    : cell_m_(cell_m) {
    expects(pieces.size() == amounts.size(), "PieceGrid: one amount per piece");
    expects(cell_m > 0, "PieceGrid: cells have a size");
    if (pieces.empty()) {
        return;
    }
    for (const Piece& piece : pieces) {
        box_.add(piece.middle);
    }
    constexpr double most_cells_per_side = 4096;
    cell_m_ = std::max({cell_m,
                        (box_.max_x - box_.min_x) / most_cells_per_side,
                        (box_.max_y - box_.min_y) / most_cells_per_side});
    columns_ = static_cast<std::size_t>((box_.max_x - box_.min_x) / cell_m_) + 1;
    rows_ = static_cast<std::size_t>((box_.max_y - box_.min_y) / cell_m_) + 1;

    const auto cell_of = [&](const Piece& piece) {
        return row_of(piece.middle.y) * columns_ + column_of(piece.middle.x);
    };
    starts_.assign(columns_ * rows_ + 1, 0);
    for (const Piece& piece : pieces) {
        ++starts_[cell_of(piece) + 1];
    }
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    spots_.resize(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        spots_[next[cell_of(pieces[i])]++] = {pieces[i].middle, amounts[i]};
    }
}

std::size_t PieceGrid::column_of(double x) const {
    const double column = std::floor((x - box_.min_x) / cell_m_);
    return static_cast<std::size_t>(std::clamp(column, 0.0, static_cast<double>(columns_ - 1)));
}

std::size_t PieceGrid::row_of(double y) const {
    const double row = std::floor((y - box_.min_y) / cell_m_);
    return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(rows_ - 1)));
}

double PieceGrid::sum(geo::PointM from, const hazard::Kernel& kernel) const {
    double total = 0;
    geo::Box reach;
    reach.add(from);
    reach = reach.grown(kernel.limit_m);
    if (spots_.empty() || !reach.meets(box_)) {
        return total;
    }
    const double flat_m = std::min(kernel.plateau_m, kernel.limit_m);
    const double plateau = flat_m * flat_m;
    const double limit = kernel.limit_m * kernel.limit_m;
    const std::size_t last_column = column_of(reach.max_x);
    const std::size_t last_row = row_of(reach.max_y);
    for (std::size_t row = row_of(reach.min_y); row <= last_row; ++row) {
        const std::size_t first = starts_[row * columns_ + column_of(reach.min_x)];
        const std::size_t last = starts_[row * columns_ + last_column + 1];
        for (std::size_t i = first; i < last; ++i) {
            const double dx = from.x - spots_[i].at.x;
            const double dy = from.y - spots_[i].at.y;
            const double squared = dx * dx + dy * dy;
            if (squared <= plateau) {
                total += spots_[i].amount;
            } else if (squared <= limit) {
                total += spots_[i].amount * decay(kernel, std::sqrt(squared));
            }
        }
    }
    return total;
}

}  // namespace riskmap::exposure
