#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/detail/orientation.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo::detail {

/// Square cells over the polygons of one layer. A cell is outside of all, owned by one polygon
/// feature that covers it whole, or has a list: the features that cover it whole and the runs of
/// consecutive edges that pass through it. Works where features overlap. Other shapes have no land
/// and no entry.
///
/// Looks at the geometries it was made of: they stay where they are as long as it lives. Inside
/// is decided per feature by the parity of all its rings. Safe to share between threads.
class CellIndex {
  public:
    /// What a cell has: `outside`, the row of its owner, or `list_bit` with the number of a list.
    using Code = std::uint32_t;
    static constexpr Code outside = 0x7fffffff;
    static constexpr Code list_bit = 0x80000000;

    /// `edges` edges of `feature` from vertex `first` on; 0 edges: the feature covers the cell.
    struct Run {
        std::uint32_t feature = 0;
        std::uint32_t first = 0;
        std::uint32_t edges : 30 = 0;
        /// Whether the cell's anchor, pushed forth or back, is inside the feature.
        std::uint32_t anchor_forth : 1 = 0;
        std::uint32_t anchor_back : 1 = 0;
    };
    /// Columns and rows of cells, inclusive.
    struct Range {
        int west = 0;
        int south = 0;
        int east = -1;
        int north = -1;
    };

    explicit CellIndex(std::span<const Geometry> features);

    /// Columns and rows may lie outside of the cells: -1 or the number of columns or rows.
    int column(double x) const { return place(x, box_.min_x, columns_); }
    int row(double y) const { return place(y, box_.min_y, rows_); }
    Code code(int column, int row) const {
        if (column < 0 || row < 0 || column >= columns_ || row >= rows_) {
            return outside;
        }
        return cells_[number(column, row)];
    }
    std::span<const Run> runs(Code list) const {
        const std::size_t at = list & ~list_bit;
        return std::span(runs_).subspan(list_starts_[at], list_starts_[at + 1] - list_starts_[at]);
    }
    const PointM* vertices(std::uint32_t feature) const { return vertices_[feature]; }
    const Box& box(std::uint32_t feature) const { return boxes_[feature]; }

    /// Calls `visit(column, row)` for at least every cell that the segment has a point in.
    template <class Visit>
    void walk(PointM a, PointM b, Visit&& visit) const;

    /// Calls `visit(feature)`, ascending, for every feature that holds the point, its border
    /// included; `visit` answers whether to go on.
    template <class Visit>
    void holders(PointM point, Visit&& visit) const;

    /// The same for the pushed point, which lies on no border.
    template <Push push, class Visit>
    void pushed_holders(PointM point, Visit&& visit) const;

  private:
    struct Builder;

    int place(double at, double start, int count) const {
        const double steps = (at - start) * per_m_;
        return steps < 0 ? -1 : steps < count ? static_cast<int>(steps) : count;
    }
    std::size_t number(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
               static_cast<std::size_t>(column);
    }
    /// A point inside the cell, off the middle so that it rarely meets anything.
    PointM anchor(int column, int row) const {
        return {box_.min_x + (column + 0.5137) * size_m_, box_.min_y + (row + 0.4871) * size_m_};
    }
    template <Push push>
    bool inside(std::span<const Run> runs, PointM anchor, PointM point, bool& on_border) const;
    template <Push push, class Visit>
    void hold(PointM point, bool borders, Visit&& visit) const;

    Box box_;
    double size_m_ = 1;
    double per_m_ = 1;
    int columns_ = 0;
    int rows_ = 0;
    std::vector<const PointM*> vertices_;
    std::vector<Box> boxes_;
    std::vector<Code> cells_;
    std::vector<std::uint32_t> list_starts_;
    std::vector<Run> runs_;
};

template <class Visit>
void CellIndex::walk(PointM a, PointM b, Visit&& visit) const {
    if (b.y < a.y) {
        std::swap(a, b);
    }
    const int south = std::max(row(a.y), 0);
    const int north = std::min(row(b.y), rows_ - 1);
    const int west = std::max(column(std::min(a.x, b.x)), 0);
    const int east = std::min(column(std::max(a.x, b.x)), columns_ - 1);
    const bool narrow = west == east || south == north;
    const double slope = narrow ? 0 : (b.x - a.x) / (b.y - a.y);
    // Wider than any rounding of the slope, far narrower than a cell.
    const double margin = 1e-6 * size_m_;
    for (int j = south; j <= north; ++j) {
        int first = west;
        int last = east;
        if (!narrow) {
            const double low = std::max(a.y, box_.min_y + j * size_m_ - margin);
            const double high = std::min(b.y, box_.min_y + (j + 1) * size_m_ + margin);
            const double x1 = a.x + (low - a.y) * slope;
            const double x2 = a.x + (high - a.y) * slope;
            const double slack = margin * (1 + std::abs(slope));
            first = std::max(west, column(std::min(x1, x2) - slack));
            last = std::min(east, column(std::max(x1, x2) + slack));
        }
        for (int i = first; i <= last; ++i) {
            visit(i, j);
        }
    }
}

/// Walks from the anchor up or down to the height of the point, then along to the point, and turns
/// at each edge on the way. Pushed, the path meets no vertex.
template <Push push>
bool CellIndex::inside(std::span<const Run> runs,
                       PointM anchor,
                       PointM point,
                       bool& on_border) const {
    bool in = (push == Push::forth ? runs.front().anchor_forth : runs.front().anchor_back) != 0;
    const PointM corner{anchor.x, point.y};
    for (const Run& run : runs) {
        const PointM* vertex = vertices_[run.feature] + run.first;
        for (std::uint32_t k = 0; k < run.edges; ++k) {
            const PointM c = vertex[k];
            const PointM d = vertex[k + 1];
            const bool c_low = at_or_below<push>(c.y, point.y);
            if (c_low != at_or_below<push>(d.y, point.y)) {
                const double at_point = orientation_sign(c, d, point);
                on_border = on_border || at_point == 0;
                in ^= pushed_left<push>(at_point, c, d) !=
                      pushed_left<push>(orientation_sign(c, d, corner), c, d);
            }
            if (c.y == point.y &&
                (c.x == point.x || (d.y == point.y && std::min(c.x, d.x) <= point.x &&
                                    point.x <= std::max(c.x, d.x)))) {
                on_border = true;
            }
            if (at_or_below<push>(c.x, anchor.x) != at_or_below<push>(d.x, anchor.x)) {
                in ^= pushed_left<push>(orientation_sign(c, d, anchor), c, d) !=
                      pushed_left<push>(orientation_sign(c, d, corner), c, d);
            }
        }
    }
    return in;
}

template <Push push, class Visit>
void CellIndex::hold(PointM point, bool borders, Visit&& visit) const {
    const int i = column(point.x);
    const int j = row(point.y);
    const Code found = code(i, j);
    if ((found & list_bit) == 0) {
        if (found != outside) {
            visit(found);
        }
        return;
    }
    const std::span<const Run> all = runs(found);
    const PointM start = anchor(i, j);
    for (std::size_t first = 0; first < all.size();) {
        std::size_t end = first + 1;
        while (end < all.size() && all[end].feature == all[first].feature) {
            ++end;
        }
        bool on_border = false;
        const bool in = inside<push>(all.subspan(first, end - first), start, point, on_border);
        if ((in || (borders && on_border)) && !visit(all[first].feature)) {
            return;
        }
        first = end;
    }
}

template <class Visit>
void CellIndex::holders(PointM point, Visit&& visit) const {
    hold<Push::forth>(point, true, visit);
}

template <Push push, class Visit>
void CellIndex::pushed_holders(PointM point, Visit&& visit) const {
    hold<push>(point, false, visit);
}

}  // namespace riskmap::geo::detail
