#include "geo/detail/cell_index.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace riskmap::geo::detail {
namespace {

/// Side of a cell: 12 mean edges, but at least some 16 cells per feature and no more cells than the
/// edges pay for.
double cell_size(const Box& all,
                 double mean_edge_m,
                 double mean_box_m2,
                 std::size_t edges,
                 std::size_t features) {
    const double width = all.max_x - all.min_x;
    const double height = all.max_y - all.min_y;
    const double most = 1024.0 + 0.5 * static_cast<double>(edges) +
                        64.0 * std::min(static_cast<double>(features), 1.0e5);
    double size = 12 * mean_edge_m;
    if (mean_box_m2 > 0) {
        size = std::min(size, std::sqrt(mean_box_m2) / 4);
    }
    size = std::max(size, std::sqrt(width * height / most));
    size = std::max(size, std::max(width, height) / most);
    return size > 0 ? size : 1;
}

}  // namespace

/// Marks the cells of one feature after the other, then sorts the runs into lists.
struct CellIndex::Builder {
    struct Entry {
        std::size_t cell = 0;
        Run run;
    };
    enum Mark : std::uint8_t { forth = 1, back = 2, touched = 4 };

    CellIndex& index;
    std::vector<Entry> entries;
    std::vector<std::uint8_t> marks;  ///< of the cells in the box of the feature at hand
    Range range;
    std::uint32_t feature = 0;

    std::uint8_t& mark(int column, int row) {
        const auto width = static_cast<std::size_t>(range.east - range.west + 1);
        return marks[static_cast<std::size_t>(row - range.south) * width +
                     static_cast<std::size_t>(column - range.west)];
    }

    void add(int column, int row, std::size_t first, std::uint32_t edges) {
        mark(column, row) |= touched;
        Run run;
        run.feature = feature;
        run.first = static_cast<std::uint32_t>(first);
        run.edges = edges & 0x3fffffff;
        entries.push_back({index.number(column, row), run});
    }

    /// Turns the anchors east of where the edge passes their height.
    template <Push push>
    void turn_anchors(PointM a, PointM b, int row, std::uint8_t bit) {
        const double level = index.anchor(0, row).y;
        const bool a_low = at_or_below<push>(a.y, level);
        if (a_low == at_or_below<push>(b.y, level)) {
            return;
        }
        const PointM low = a_low ? a : b;
        const PointM high = a_low ? b : a;
        const auto passes_west_of = [&](int column) {
            return !pushed_left<push>(
                orientation_sign(low, high, index.anchor(column, row)), low, high);
        };
        const double x = low.x + (level - low.y) / (high.y - low.y) * (high.x - low.x);
        int column = std::clamp(index.column(x), range.west, range.east + 1);
        while (column > range.west && passes_west_of(column - 1)) {
            --column;
        }
        while (column <= range.east && !passes_west_of(column)) {
            ++column;
        }
        if (column <= range.east) {
            mark(column, row) ^= bit;
        }
    }

    void add_ring(std::span<const PointM> ring, std::size_t offset) {
        int i = index.column(ring[0].x);
        int j = index.row(ring[0].y);
        std::size_t first = offset;
        std::uint32_t edges = 0;
        double level = index.anchor(0, j).y;
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            const PointM a = ring[k];
            const PointM b = ring[k + 1];
            const int next_i = index.column(b.x);
            const int next_j = index.row(b.y);
            ++edges;
            if (next_i == i && next_j == j) {
                if ((a.y <= level) != (b.y <= level) || a.y == level || b.y == level) {
                    turn_anchors<Push::forth>(a, b, j, forth);
                    turn_anchors<Push::back>(a, b, j, back);
                }
                continue;
            }
            add(i, j, first, edges);
            index.walk(a, b, [&](int column, int row) {
                if ((column != i || row != j) && (column != next_i || row != next_j)) {
                    add(column, row, offset + k, 1);
                }
            });
            for (int row = std::min(j, next_j); row <= std::max(j, next_j); ++row) {
                turn_anchors<Push::forth>(a, b, row, forth);
                turn_anchors<Push::back>(a, b, row, back);
            }
            first = offset + k;
            edges = 1;
            i = next_i;
            j = next_j;
            level = index.anchor(0, j).y;
        }
        add(i, j, first, edges);
    }

    void add_feature(const Geometry& geometry) {
        range = {index.column(geometry.box().min_x),
                 index.row(geometry.box().min_y),
                 index.column(geometry.box().max_x),
                 index.row(geometry.box().max_y)};
        marks.assign(static_cast<std::size_t>(range.east - range.west + 1) *
                         static_cast<std::size_t>(range.north - range.south + 1),
                     0);
        const std::size_t before = entries.size();
        std::size_t offset = 0;
        for (std::size_t part = 0; part < geometry.part_count(); ++part) {
            const std::span<const PointM> ring = geometry.part(part);
            add_ring(ring, offset);
            offset += ring.size();
        }
        const std::size_t width = static_cast<std::size_t>(range.east - range.west + 1);
        for (int row = range.south; row <= range.north; ++row) {
            std::uint8_t state = 0;
            std::uint8_t* line = &mark(range.west, row);
            Code* cells = &index.cells_[index.number(range.west, row)];
            for (std::size_t i = 0; i < width; ++i) {
                state ^= line[i] & (forth | back);
                line[i] = static_cast<std::uint8_t>((line[i] & touched) | state);
                if (line[i] == (forth | back)) {
                    cover(cells[i], index.number(range.west, row) + i);
                }
            }
        }
        for (std::size_t k = before; k < entries.size(); ++k) {
            Run& run = entries[k].run;
            if (run.edges == 0) {
                continue;
            }
            const auto columns = static_cast<std::size_t>(index.columns_);
            const std::uint8_t found = mark(static_cast<int>(entries[k].cell % columns),
                                            static_cast<int>(entries[k].cell / columns));
            run.anchor_forth = (found & forth) != 0 ? 1 : 0;
            run.anchor_back = (found & back) != 0 ? 1 : 0;
        }
    }

    void cover(Code& cell, std::size_t number) {
        if (cell == outside) {
            cell = feature;
            return;
        }
        entries.push_back({number, covering(feature)});
    }

    static Run covering(std::uint32_t feature) {
        Run run;
        run.feature = feature;
        run.anchor_forth = 1;
        run.anchor_back = 1;
        return run;
    }

    void sort_lists() {
        std::vector<std::uint32_t> counts;
        std::vector<Code> owners;
        for (Entry& entry : entries) {
            Code& cell = index.cells_[entry.cell];
            if ((cell & list_bit) == 0) {
                owners.push_back(cell);
                counts.push_back(cell == outside ? 0 : 1);
                cell = list_bit | static_cast<Code>(counts.size() - 1);
            }
            ++counts[cell & ~list_bit];
        }
        index.list_starts_.assign(counts.size() + 1, 0);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            index.list_starts_[i + 1] = index.list_starts_[i] + counts[i];
        }
        index.runs_.resize(index.list_starts_.back());
        std::vector<std::uint32_t> next(index.list_starts_.begin(), index.list_starts_.end() - 1);
        for (const Entry& entry : entries) {
            const std::size_t list = index.cells_[entry.cell] & ~list_bit;
            if (owners[list] != outside && owners[list] < entry.run.feature) {
                index.runs_[next[list]++] = covering(owners[list]);
                owners[list] = outside;
            }
            index.runs_[next[list]++] = entry.run;
        }
        for (std::size_t list = 0; list < owners.size(); ++list) {
            if (owners[list] != outside) {
                index.runs_[next[list]] = covering(owners[list]);
            }
        }
    }
};

CellIndex::CellIndex(std::span<const Geometry> features) {
    expects(features.size() < outside, "CellIndex: fewer than 2^31 features");
    double length = 0;
    double boxes = 0;
    std::size_t edges = 0;
    std::size_t polygons = 0;
    vertices_.reserve(features.size());
    boxes_.reserve(features.size());
    for (const Geometry& geometry : features) {
        vertices_.push_back(geometry.vertices().data());
        boxes_.push_back(geometry.box());
        if (geometry.shape() != Shape::polygons || geometry.empty()) {
            continue;
        }
        const Box& box = geometry.box();
        box_.add(box);
        boxes += (box.max_x - box.min_x) * (box.max_y - box.min_y);
        ++polygons;
        // Every eighth edge is sample enough for a cell size.
        for (std::size_t part = 0; part < geometry.part_count(); ++part) {
            const std::span<const PointM> ring = geometry.part(part);
            for (std::size_t k = 0; k + 1 < ring.size(); k += 8) {
                length += std::abs(ring[k + 1].x - ring[k].x) + std::abs(ring[k + 1].y - ring[k].y);
                ++edges;
            }
        }
    }
    if (polygons == 0) {
        return;
    }
    size_m_ = cell_size(box_,
                        0.8 * length / static_cast<double>(edges),
                        boxes / static_cast<double>(polygons),
                        8 * edges,
                        polygons);
    per_m_ = 1 / size_m_;
    columns_ = static_cast<int>((box_.max_x - box_.min_x) * per_m_) + 1;
    rows_ = static_cast<int>((box_.max_y - box_.min_y) * per_m_) + 1;
    cells_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), outside);
    Builder builder{*this, {}, {}, {}, 0};
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (features[i].shape() == Shape::polygons && !features[i].empty()) {
            builder.feature = static_cast<std::uint32_t>(i);
            builder.add_feature(features[i]);
        }
    }
    builder.sort_lists();
}

}  // namespace riskmap::geo::detail
