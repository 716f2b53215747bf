#include "stats/sparse_cholesky.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>

#include "core/error.hpp"
#include "stats/triangular_lanes.hpp"

namespace riskmap::stats {
namespace {

using Matrix = Eigen::Map<Eigen::MatrixXd>;
using ConstMatrix = Eigen::Map<const Eigen::MatrixXd>;

/// From this height on, a library product beats a plain loop.
constexpr std::size_t dense_from = 24;
/// From this many columns on, a blocked factorisation does.
constexpr std::size_t blocked_from = 32;

Eigen::Index as_index(std::size_t size) { return static_cast<Eigen::Index>(size); }

/// out[i] -= sum over columns of column[j] * column[i], for i from j to `size` - 1. Four columns at
/// a time spare memory; each sum runs over columns in order.
void subtract_columns(const double* first,
                      std::size_t stride,
                      std::size_t columns,
                      std::size_t j,
                      std::size_t size,
                      double* out) {
    std::size_t k = 0;
    for (; k + 4 <= columns; k += 4) {
        const double* a = first + k * stride;
        const double* b = a + stride;
        const double* c = b + stride;
        const double* d = c + stride;
        const double by_a = a[j], by_b = b[j], by_c = c[j], by_d = d[j];
        for (std::size_t i = j; i < size; ++i) {
            out[i] = (((out[i] - by_a * a[i]) - by_b * b[i]) - by_c * c[i]) - by_d * d[i];
        }
    }
    for (; k < columns; ++k) {
        const double* a = first + k * stride;
        const double by_a = a[j];
        for (std::size_t i = j; i < size; ++i) {
            out[i] -= by_a * a[i];
        }
    }
}

/// lower(target) -= below * below', `below` being the rows under the first `columns` of a panel.
void subtract_product(const double* panel,
                      std::size_t height,
                      std::size_t columns,
                      double* target) {
    const std::size_t below = height - columns;
    if (below >= dense_from) {
        const Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>> factor(
            panel + columns,
            as_index(below),
            as_index(columns),
            Eigen::OuterStride<>(as_index(height)));
        Matrix(target, as_index(below), as_index(below))
            .selfadjointView<Eigen::Lower>()
            .rankUpdate(factor, -1.0);
        return;
    }
    for (std::size_t j = 0; j < below; ++j) {
        subtract_columns(panel + columns, height, columns, j, below, target + j * below);
    }
}

}  // namespace

SparseCholesky::SparseCholesky(const SparsePattern& pattern)
    : pattern_(&pattern),
      panels_(pattern.panel_size()),
      front_(pattern.largest_front() * pattern.largest_front()),
      diagonal_(pattern.size()),
      ordered_(pattern.size() * detail::most_lanes),
      gathered_(pattern.largest_front() * detail::most_lanes) {}

bool SparseCholesky::factor_panel(const SparsePattern::Block& block, double* panel) {
    const std::size_t columns = block.columns();
    const std::size_t height = block.height();
    if (columns >= blocked_from) {
        Matrix whole(panel, as_index(height), as_index(columns));
        auto square = whole.topRows(as_index(columns));
        Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> root(square);
        if (root.info() != Eigen::Success) {
            return false;
        }
        root.matrixL().transpose().solveInPlace<Eigen::OnTheRight>(
            whole.bottomRows(as_index(block.below())));
        return true;
    }
    for (std::size_t j = 0; j < columns; ++j) {
        double* column = panel + j * height;
        subtract_columns(panel, height, j, j, height, column);
        if (!(column[j] > 0)) {
            return false;
        }
        const double pivot = std::sqrt(column[j]);
        const double inverse = 1 / pivot;
        column[j] = pivot;
        for (std::size_t i = j + 1; i < height; ++i) {
            column[i] *= inverse;
        }
    }
    return true;
}

bool SparseCholesky::factor(std::span<const double> diagonal, std::span<const double> edges) {
    expects(diagonal.size() == pattern_->size() && edges.size() == pattern_->edge_count(),
            "SparseCholesky::factor: the values are those of the pattern");
    const auto& blocks = pattern_->blocks();
    for (std::size_t row = 0; row < diagonal.size(); ++row) {
        diagonal_[pattern_->position()[row]] = diagonal[row];
    }
    pending_.clear();
    // Blocks whose updates wait on the stack, the last pushed at the back.
    std::vector<std::size_t> waiting;
    for (std::size_t number = 0; number < blocks.size(); ++number) {
        const SparsePattern::Block& block = blocks[number];
        const std::size_t columns = block.columns();
        const std::size_t height = block.height();
        const std::size_t below = block.below();
        double* panel = panels_.data() + block.panel_begin;
        double* update = front_.data();
        std::fill(panel, panel + height * columns, 0.0);
        std::fill(update, update + below * below, 0.0);
        for (std::size_t j = 0; j < columns; ++j) {
            panel[j * height + j] = diagonal_[block.first + j];
        }
        for (const SparsePattern::Entry& entry : pattern_->entries(block)) {
            panel[entry.column * height + entry.row] = edges[entry.edge];
        }
        while (!waiting.empty() && blocks[waiting.back()].parent == number) {
            const SparsePattern::Block& child = blocks[waiting.back()];
            const std::size_t size = child.below();
            const double* values = pending_.data() + pending_.size() - size * size;
            const auto place = pattern_->rows_in_parent(child);
            for (std::size_t j = 0; j < size; ++j) {
                const std::size_t to = place[j];
                double* column =
                    to < columns ? panel + to * height : update + (to - columns) * below - columns;
                for (std::size_t i = j; i < size; ++i) {
                    column[place[i]] += values[j * size + i];
                }
            }
            pending_.resize(pending_.size() - size * size);
            waiting.pop_back();
        }
        if (!factor_panel(block, panel)) {
            return false;
        }
        if (below > 0) {
            subtract_product(panel, height, columns, update);
            pending_.insert(pending_.end(), update, update + below * below);
            waiting.push_back(number);
        }
    }
    return true;
}

double SparseCholesky::log_determinant() const {
    double sum = 0;
    for (const SparsePattern::Block& block : pattern_->blocks()) {
        const double* panel = panels_.data() + block.panel_begin;
        for (std::size_t j = 0; j < block.columns(); ++j) {
            sum += std::log(panel[j * block.height() + j]);
        }
    }
    return 2 * sum;
}

void SparseCholesky::each_group(std::span<double> values, bool lower) const {
    const std::size_t n = pattern_->size();
    expects(n == 0 || values.size() % n == 0, "SparseCholesky: whole columns");
    const auto& position = pattern_->position();
    std::size_t lanes = 0;
    for (std::size_t begin = 0; begin < values.size(); begin += lanes * n) {
        const std::size_t left = (values.size() - begin) / n;
        lanes = std::min(left, detail::most_lanes);
        double* columns = values.data() + begin;
        for (std::size_t row = 0; row < n; ++row) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                ordered_[position[row] * lanes + lane] = columns[lane * n + row];
            }
        }
        if (lower) {
            detail::solve_lower(*pattern_, panels_.data(), lanes, ordered_.data());
        }
        detail::solve_upper(*pattern_, panels_.data(), lanes, ordered_.data(), gathered_.data());
        for (std::size_t row = 0; row < n; ++row) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                columns[lane * n + row] = ordered_[position[row] * lanes + lane];
            }
        }
    }
}

void SparseCholesky::solve(std::span<double> values) const { each_group(values, true); }

void SparseCholesky::colour(std::span<double> normals) const { each_group(normals, false); }

}  // namespace riskmap::stats
