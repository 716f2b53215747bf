#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/graph.hpp"

namespace riskmap::stats {

/// How a symmetric matrix with the pattern of a graph is factored: an order of elimination
/// (approximate minimum degree), and its columns grouped into dense blocks (supernodes). Found once
/// per graph; immutable, so that threads share it.
class SparsePattern {
  public:
    /// Columns `first`..`last` - 1 with the same rows below them. Children come before parents.
    struct Block {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::size_t rows_begin = 0;  ///< into `rows`: positions below `last`, ascending
        std::size_t rows_end = 0;
        std::size_t parent = 0;        ///< number of blocks when it is a root
        std::size_t panel_begin = 0;   ///< (columns + rows) x columns values of the factor
        std::size_t square_begin = 0;  ///< (columns + rows)^2 values of the inverse
        std::size_t entries_begin = 0;
        std::size_t entries_end = 0;

        std::size_t columns() const { return last - first; }
        std::size_t below() const { return rows_end - rows_begin; }
        std::size_t height() const { return columns() + below(); }
    };
    /// Edge `edge` of the graph falls on (`row`, `column`) of its block's panel.
    struct Entry {
        std::uint32_t row;
        std::uint32_t column;
        std::size_t edge;
    };

    explicit SparsePattern(const Graph& graph);

    std::size_t size() const { return position_.size(); }
    std::size_t edge_count() const { return edge_count_; }
    std::size_t panel_size() const { return panel_size_; }
    std::size_t square_size() const { return square_size_; }
    std::size_t largest_front() const { return largest_front_; }
    const std::vector<Block>& blocks() const { return blocks_; }
    /// Position in the order of elimination of a row of the graph.
    const std::vector<std::uint32_t>& position() const { return position_; }
    std::span<const std::uint32_t> rows(const Block& block) const {
        return std::span(rows_).subspan(block.rows_begin, block.below());
    }
    /// Where the rows of a block lie in the front (columns, then rows) of its parent.
    std::span<const std::uint32_t> rows_in_parent(const Block& block) const {
        return std::span(in_parent_).subspan(block.rows_begin, block.below());
    }
    std::span<const Entry> entries(const Block& block) const {
        return std::span(entries_).subspan(block.entries_begin,
                                           block.entries_end - block.entries_begin);
    }

  private:
    std::vector<std::uint32_t> position_;
    std::vector<Block> blocks_;
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint32_t> in_parent_;
    std::vector<Entry> entries_;
    std::size_t edge_count_ = 0;
    std::size_t panel_size_ = 0;
    std::size_t square_size_ = 0;
    std::size_t largest_front_ = 0;
};

/// Cholesky factor of a matrix with the pattern's structure (multifrontal: Duff and Reid 1983).
/// Holds its work space; one per thread. The pattern outlives it.
class SparseCholesky {
  public:
    explicit SparseCholesky(const SparsePattern& pattern);

    /// Factors the matrix with this diagonal and, for each edge (i < j, ascending by i, then j),
    /// this value at (i, j) and (j, i). False when it is not positive definite; the factor is then
    /// not to be used.
    [[nodiscard]] bool factor(std::span<const double> diagonal, std::span<const double> edges);

    double log_determinant() const;
    /// Replaces each of the `size` long columns of `values` by the solution for it; a column's
    /// result does not depend on the others.
    void solve(std::span<double> values) const;
    /// Replaces each of the `size` long columns of independent standard normals by a vector whose
    /// covariance is the inverse.
    void colour(std::span<double> normals) const;
    /// The factor and the work space, for `selected_inverse`.
    const SparsePattern& pattern() const { return *pattern_; }
    std::span<const double> panels() const { return panels_; }

  private:
    const SparsePattern* pattern_;
    std::vector<double> panels_;
    std::vector<double> front_;
    std::vector<double> pending_;  ///< updates waiting for their parents, a stack
    std::vector<double> diagonal_;
    mutable std::vector<double> ordered_;
    mutable std::vector<double> gathered_;

    bool factor_panel(const SparsePattern::Block& block, double* panel);
    void each_group(std::span<double> values, bool lower) const;
};

}  // namespace riskmap::stats
