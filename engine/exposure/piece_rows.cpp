#include "exposure/piece_rows.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

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

PieceRows::PieceRows(std::span<const Piece> pieces, std::span<const double> amounts, double row_m)
    : row_m_(row_m) {
    expects(pieces.size() == amounts.size(), "PieceRows: one amount per piece");
    expects(row_m > 0, "PieceRows: rows have a height");
    spots_.reserve(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        spots_.push_back({row_of(pieces[i].middle.y), pieces[i].middle, amounts[i]});
    }
    std::stable_sort(spots_.begin(), spots_.end(), [](const Spot& a, const Spot& b) {
        return std::tie(a.row, a.at.x, a.at.y) < std::tie(b.row, b.at.x, b.at.y);
    });
    for (std::size_t i = 0; i < spots_.size(); ++i) {
        if (i == 0 || spots_[i].row != spots_[i - 1].row) {
            rows_.push_back({spots_[i].row, i});
        }
    }
}

double PieceRows::row_of(double y) const { return std::floor(y / row_m_); }

double PieceRows::sum(geo::PointM from, const hazard::Kernel& kernel) const {
    double total = 0;
    const double flat_m = std::min(kernel.plateau_m, kernel.limit_m);
    const double plateau = flat_m * flat_m;
    const double limit = kernel.limit_m * kernel.limit_m;
    const double east = from.x + kernel.limit_m;
    const double north = row_of(from.y + kernel.limit_m);
    const auto south = std::lower_bound(
        rows_.begin(), rows_.end(), row_of(from.y - kernel.limit_m), [](const Row& row, double at) {
            return row.number < at;
        });
    for (auto row = south; row != rows_.end() && row->number <= north; ++row) {
        const auto first = spots_.begin() + static_cast<std::ptrdiff_t>(row->first);
        const auto last = row + 1 == rows_.end()
                              ? spots_.end()
                              : spots_.begin() + static_cast<std::ptrdiff_t>(row[1].first);
        auto spot =
            std::lower_bound(first, last, from.x - kernel.limit_m, [](const Spot& one, double x) {
                return one.at.x < x;
            });
        for (; spot != last && spot->at.x <= east; ++spot) {
            const double dx = from.x - spot->at.x;
            const double dy = from.y - spot->at.y;
            const double squared = dx * dx + dy * dy;
            if (squared <= plateau) {
                total += spot->amount;
            } else if (squared <= limit) {
                total += spot->amount * decay(kernel, std::sqrt(squared));
            }
        }
    }
    return total;
}

}  // namespace riskmap::exposure
