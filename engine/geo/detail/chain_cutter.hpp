#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "geo/detail/cell_index.hpp"

namespace riskmap::geo::detail {

/// Which of two crossing segments a crossing point is computed along, so that it has the same bits
/// whichever of the two layers is the one that is cut.
enum class Along { chain, edge };

/// Cuts the segments of a chain (a line or a ring), one after the other, where they pass from one
/// feature of a `CellIndex` into another.
///
/// The chain is pushed (see `Push`): it crosses edges, never touches them, and who holds its next
/// segment follows from who held the last one and what was crossed. Segments inside cells of one
/// owner cost a look at the cell. One per thread.
template <Push push, Along along>
class ChainCutter {
  public:
    struct Crossing {
        double t = 0;  ///< 0 to 1 along the segment
        std::uint32_t feature = 0;
        std::uint32_t edge = 0;
        PointM at;
    };
    /// An edge that lies along the segment: both are on one line, exactly.
    struct Overlap {
        double from = 0;
        double to = 0;
        std::uint32_t feature = 0;
    };

    explicit ChainCutter(const CellIndex& index) : index_(index) {}

    /// Begins a chain at its first vertex.
    void start(PointM first) {
        column_ = index_.column(first.x);
        row_ = index_.row(first.y);
        code_ = index_.code(column_, row_);
        known_ = false;
    }

    /// Cuts the next segment, from the last vertex to b, which differs from it. Result: `outside`
    /// or the one feature that holds all of it, or `list_bit`: then `holders`, `crossings` and
    /// `overlaps` tell.
    CellIndex::Code cut(PointM a, PointM b);

    /// Features that hold the beginning of the segment, ascending.
    const std::vector<std::uint32_t>& holders() const { return holders_; }
    /// Where the segment enters or leaves a feature, ascending.
    const std::vector<Crossing>& crossings() const { return crossings_; }
    const std::vector<Overlap>& overlaps() const { return overlaps_; }

    /// Puts a feature in that is not there, takes it out if it is.
    static void toggle(std::vector<std::uint32_t>& features, std::uint32_t feature) {
        const auto at = std::lower_bound(features.begin(), features.end(), feature);
        if (at != features.end() && *at == feature) {
            features.erase(at);
        } else {
            features.insert(at, feature);
        }
    }

  private:
    void settle_holders(PointM a);
    void cross_runs(CellIndex::Code list, PointM a, PointM b, const Box& box);
    void cross_edge(const CellIndex::Run& run, std::uint32_t k, PointM a, PointM b);

    const CellIndex& index_;
    int column_ = 0;
    int row_ = 0;
    CellIndex::Code code_ = CellIndex::outside;
    bool known_ = false;  ///< `holders_` and `crossings_` tell who holds the next beginning
    std::vector<CellIndex::Code> lists_;
    std::vector<std::uint32_t> holders_;
    std::vector<Crossing> crossings_;
    std::vector<Overlap> overlaps_;
};

template <Push push, Along along>
CellIndex::Code ChainCutter<push, along>::cut(PointM a, PointM b) {
    const int column = index_.column(b.x);
    const int row = index_.row(b.y);
    const CellIndex::Code first = code_;
    lists_.clear();
    if (column == column_ && row == row_) {
        if ((first & CellIndex::list_bit) == 0) {
            known_ = false;
            return first;
        }
        lists_.push_back(first);
    } else {
        index_.walk(a, b, [&](int i, int j) {
            const CellIndex::Code code = index_.code(i, j);
            if ((code & CellIndex::list_bit) != 0) {
                lists_.push_back(code);
            }
        });
    }
    column_ = column;
    row_ = row;
    code_ = index_.code(column, row);
    if (lists_.empty()) {
        known_ = false;
        return first;
    }
    if ((first & CellIndex::list_bit) == 0) {
        holders_.clear();
        if (first != CellIndex::outside) {
            holders_.push_back(first);
        }
    } else {
        settle_holders(a);
    }
    crossings_.clear();
    overlaps_.clear();
    Box box;
    box.add(a);
    box.add(b);
    for (const CellIndex::Code list : lists_) {
        cross_runs(list, a, b, box);
    }
    if (crossings_.size() > 1) {
        const auto key = [](const Crossing& c) { return std::tie(c.t, c.feature, c.edge); };
        std::sort(crossings_.begin(), crossings_.end(), [&](const auto& one, const auto& other) {
            return key(one) < key(other);
        });
        // Neighbouring cells list the same edge.
        crossings_.erase(
            std::unique(crossings_.begin(),
                        crossings_.end(),
                        [&](const auto& one, const auto& other) { return key(one) == key(other); }),
            crossings_.end());
    }
    known_ = true;
    return CellIndex::list_bit;
}

template <Push push, Along along>
void ChainCutter<push, along>::settle_holders(PointM a) {
    if (known_) {
        for (const Crossing& crossing : crossings_) {
            toggle(holders_, crossing.feature);
        }
        return;
    }
    holders_.clear();
    index_.pushed_holders<push>(a, [&](std::uint32_t feature) {
        holders_.push_back(feature);
        return true;
    });
}

template <Push push, Along along>
void ChainCutter<push, along>::cross_runs(CellIndex::Code list,
                                          PointM a,
                                          PointM b,
                                          const Box& box) {
    for (const CellIndex::Run& run : index_.runs(list)) {
        if (run.edges == 0) {
            continue;
        }
        const PointM* vertex = index_.vertices(run.feature) + run.first;
        for (std::uint32_t k = 0; k < run.edges; ++k) {
            const PointM c = vertex[k];
            const PointM d = vertex[k + 1];
            if ((c.x < box.min_x && d.x < box.min_x) || (c.x > box.max_x && d.x > box.max_x) ||
                (c.y < box.min_y && d.y < box.min_y) || (c.y > box.max_y && d.y > box.max_y)) {
                continue;
            }
            cross_edge(run, k, a, b);
        }
    }
}

template <Push push, Along along>
void ChainCutter<push, along>::cross_edge(const CellIndex::Run& run,
                                          std::uint32_t k,
                                          PointM a,
                                          PointM b) {
    const PointM c = index_.vertices(run.feature)[run.first + k];
    const PointM d = index_.vertices(run.feature)[run.first + k + 1];
    const double at_a = orientation_value(c, d, a);
    const double at_b = orientation_value(c, d, b);
    if (pushed_left<push>(at_a, c, d) == pushed_left<push>(at_b, c, d)) {
        if (at_a == 0 && at_b == 0) {
            const bool flat = std::abs(b.x - a.x) >= std::abs(b.y - a.y);
            const double from = flat ? (c.x - a.x) / (b.x - a.x) : (c.y - a.y) / (b.y - a.y);
            const double to = flat ? (d.x - a.x) / (b.x - a.x) : (d.y - a.y) / (b.y - a.y);
            const double low = std::max(0.0, std::min(from, to));
            const double high = std::min(1.0, std::max(from, to));
            if (low < high) {
                overlaps_.push_back({low, high, run.feature});
            }
        }
        return;
    }
    const double at_c = orientation_value(a, b, c);
    const double at_d = orientation_value(a, b, d);
    if (pushed_left<opposite(push)>(at_c, a, b) == pushed_left<opposite(push)>(at_d, a, b)) {
        return;
    }
    const double t = at_a / (at_a - at_b);
    const double s = along == Along::chain ? t : at_c / (at_c - at_d);
    const PointM start = along == Along::chain ? a : c;
    const PointM end = along == Along::chain ? b : d;
    crossings_.push_back({t,
                          run.feature,
                          run.first + k,
                          {start.x + s * (end.x - start.x), start.y + s * (end.y - start.y)}});
}

}  // namespace riskmap::geo::detail
