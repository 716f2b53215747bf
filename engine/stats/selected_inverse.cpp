#include "stats/selected_inverse.hpp"

#include <algorithm>

#include <Eigen/Core>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

using Matrix = Eigen::Map<Eigen::MatrixXd>;
using Panel = Eigen::Map<const Eigen::MatrixXd>;

Eigen::Index as_index(std::size_t size) { return static_cast<Eigen::Index>(size); }

}  // namespace

void SelectedInverse::diagonal(const SparseCholesky& factor, std::span<double> out) {
    const SparsePattern& pattern = factor.pattern();
    expects(out.size() == pattern.size(), "SelectedInverse::diagonal: one value per row");
    const auto& blocks = pattern.blocks();
    squares_.resize(pattern.square_size());
    scaled_.resize(pattern.largest_front() * pattern.largest_front());
    below_.resize(scaled_.size());
    std::vector<double> by_position(pattern.size());

    for (std::size_t number = blocks.size(); number-- > 0;) {
        const SparsePattern::Block& block = blocks[number];
        const auto columns = as_index(block.columns());
        const auto below = as_index(block.below());
        const Panel panel(factor.panels().data() + block.panel_begin, columns + below, columns);
        Matrix square(squares_.data() + block.square_begin, columns + below, columns + below);
        const auto root = panel.topRows(columns).triangularView<Eigen::Lower>();

        // Z_JJ starts as (L_JJ L_JJ')^-1.
        Matrix inverse_root(below_.data(), columns, columns);
        inverse_root.setIdentity();
        root.solveInPlace(inverse_root);
        square.topLeftCorner(columns, columns).noalias() = inverse_root.transpose() * inverse_root;
        if (below > 0) {
            // Y = L_RJ L_JJ^-1; Z_RJ = -Z_RR Y; Z_JJ += Y' Z_RR Y.
            Matrix scaled(scaled_.data(), below, columns);
            scaled.noalias() = panel.bottomRows(below) * inverse_root;
            const SparsePattern::Block& parent = blocks[block.parent];
            const double* from = squares_.data() + parent.square_begin;
            const std::size_t stride = parent.height();
            const auto place = pattern.rows_in_parent(block);
            auto known = square.bottomRightCorner(below, below);
            for (Eigen::Index j = 0; j < below; ++j) {
                const double* column = from + place[static_cast<std::size_t>(j)] * stride;
                for (Eigen::Index i = 0; i < below; ++i) {
                    known(i, j) = column[place[static_cast<std::size_t>(i)]];
                }
            }
            auto cross = square.bottomLeftCorner(below, columns);
            cross.noalias() = -known * scaled;
            square.topRightCorner(columns, below) = cross.transpose();
            square.topLeftCorner(columns, columns).noalias() -= scaled.transpose() * cross;
        }
        for (Eigen::Index j = 0; j < columns; ++j) {
            by_position[block.first + static_cast<std::size_t>(j)] = square(j, j);
        }
    }
    for (std::size_t row = 0; row < out.size(); ++row) {
        out[row] = by_position[pattern.position()[row]];
    }
}

}  // namespace riskmap::stats
