#include "geo/detail/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace riskmap::geo::detail {
namespace {

/// What one stretch of an edge adds to its row: `here` to its own cell, `height` to those east.
struct Stretch {
    std::uint32_t row;
    std::uint32_t column;
    double here;
    double height;
};

/// A position in cells: u columns east of the left edge, v rows south of the top.
struct Cells {
    double u;
    double v;
};

/// Cuts edges at the lines of the grid.
class Cutter {
  public:
    explicit Cutter(const Grid& grid) : grid_(grid) {}

    void add_ring(std::span<const PointM> ring, bool hole) {
        // Going south, the inside of a counter-clockwise ring lies east.
        const double south = (turned_area(ring) > 0) != hole ? 1 : -1;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Cells a = cells(ring[i - 1]);
            const Cells b = cells(ring[i]);
            if (a.v < b.v) {
                add_edge(a, b, south);
            } else if (b.v < a.v) {
                add_edge(b, a, -south);
            }
        }
    }

    /// By row, then by column: a counting sort, then a short one in each row.
    std::vector<Stretch> finish() const {
        if (stretches_.empty()) {
            return {};
        }
        const auto [north, south] = std::minmax_element(
            stretches_.begin(), stretches_.end(), [](const Stretch& a, const Stretch& b) {
                return a.row < b.row;
            });
        const std::uint32_t first_row = north->row;
        std::vector<std::uint32_t> ends(south->row - first_row + 2);
        for (const Stretch& stretch : stretches_) {
            ++ends[stretch.row - first_row + 1];
        }
        std::partial_sum(ends.begin(), ends.end(), ends.begin());
        std::vector<Stretch> sorted(stretches_.size());
        for (const Stretch& stretch : stretches_) {
            sorted[ends[stretch.row - first_row]++] = stretch;
        }
        auto start = sorted.begin();
        for (std::size_t row = 0; row + 1 < ends.size(); ++row) {
            const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(ends[row]);
            std::sort(
                start, end, [](const Stretch& a, const Stretch& b) { return a.column < b.column; });
            start = end;
        }
        return sorted;
    }

  private:
    Cells cells(PointM p) const {
        return {(p.x - grid_.left) / grid_.cell_width, (grid_.top - p.y) / grid_.cell_height};
    }

    /// Twice the area, positive when counter-clockwise; about the first vertex, to keep the digits.
    static double turned_area(std::span<const PointM> ring) {
        double area = 0;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const PointM a{ring[i - 1].x - ring[0].x, ring[i - 1].y - ring[0].y};
            const PointM b{ring[i].x - ring[0].x, ring[i].y - ring[0].y};
            area += a.x * b.y - b.x * a.y;
        }
        return area;
    }

    /// An edge from north to south.
    void add_edge(Cells a, Cells b, double sign) {
        const double rows = static_cast<double>(grid_.rows);
        const double from = std::max(a.v, 0.0);
        const double to = std::min(b.v, rows);
        if (from >= to) {
            return;
        }
        const auto u_at = [&](double v) {
            const double t = (v - a.v) / (b.v - a.v);
            return t <= 0 ? a.u : t >= 1 ? b.u : a.u + t * (b.u - a.u);
        };
        Cells start{u_at(from), from};
        const auto last_row = static_cast<std::uint32_t>(std::ceil(to));
        for (auto row = static_cast<std::uint32_t>(from); row < last_row; ++row) {
            const double end_v = std::min(row + 1.0, to);
            const Cells end{end_v == b.v ? b.u : u_at(end_v), end_v};
            add_in_row(row, start, end, sign);
            start = end;
        }
    }

    /// A stretch within one row, cut at the columns it crosses.
    void add_in_row(std::uint32_t row, Cells start, Cells end, double sign) {
        const double columns = static_cast<double>(grid_.columns);
        const double height = end.v - start.v;
        double u = std::min(start.u, end.u);
        const double last_u = std::max(start.u, end.u);
        const double width = last_u - u;
        double left_height = height;
        while (u < columns && left_height > 0) {
            const double column = std::max(std::floor(u), -1.0);
            const double next_u = u < 0 ? std::min(last_u, 0.0) : std::min(last_u, column + 1);
            const bool ends_here = next_u >= last_u;
            const double piece =
                ends_here ? left_height : std::min(left_height, height * ((next_u - u) / width));
            const double middle = u < 0 ? 0 : 0.5 * (u + next_u) - column;
            stretches_.push_back({row,
                                  static_cast<std::uint32_t>(std::max(column, 0.0)),
                                  sign * piece * (1 - middle),
                                  sign * piece});
            left_height -= piece;
            u = next_u;
            if (ends_here) {
                return;
            }
        }
    }

    Grid grid_;
    std::vector<Stretch> stretches_;
};

constexpr double rounding = 1e-12;

double snapped(double share) {
    if (std::abs(share) < rounding) {
        return 0;
    }
    return std::abs(share - 1) < rounding ? 1 : share;
}

void give(const std::function<void(const Run&)>& take, const Run& run) {
    if (run.size > 0 && run.share != 0) {
        take(run);
    }
}

}  // namespace

void for_each_run(const Grid& grid,
                  const Geometry& polygon,
                  const std::function<void(const Run&)>& take) {
    Cutter cutter(grid);
    for (std::size_t i = 0; i < polygon.polygon_count(); ++i) {
        for (std::size_t ring = polygon.first_ring(i); ring < polygon.last_ring(i); ++ring) {
            cutter.add_ring(polygon.part(ring), ring != polygon.first_ring(i));
        }
    }
    const std::vector<Stretch> stretches = cutter.finish();
    double west = 0;  // height of the edges passed in this row: the share of the cells ahead
    for (std::size_t i = 0; i < stretches.size();) {
        const std::uint32_t row = stretches[i].row;
        const std::uint32_t column = stretches[i].column;
        double here = 0;
        double height = 0;
        for (; i < stretches.size() && stretches[i].row == row && stretches[i].column == column;
             ++i) {
            here += stretches[i].here;
            height += stretches[i].height;
        }
        give(take, {row, column, 1, snapped(west + here)});
        west += height;
        // Edges east of the grid are not kept: a row that stays open goes on to the last column.
        const bool row_ends = i == stretches.size() || stretches[i].row != row;
        const std::size_t next = row_ends ? grid.columns : stretches[i].column;
        give(take, {row, column + 1U, next - column - 1, snapped(west)});
        if (row_ends) {
            west = 0;
        }
    }
}

}  // namespace riskmap::geo::detail
