#include "stats/sparse_cholesky.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

using Matrix = Eigen::Map<Eigen::MatrixXd>;
using ConstMatrix = Eigen::Map<const Eigen::MatrixXd>;

/// From this height on, a library product beats a plain loop.
constexpr std::size_t dense_from = 24;

Eigen::Index as_index(std::size_t size) { return static_cast<Eigen::Index>(size); }

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
    for (std::size_t k = 0; k < columns; ++k) {
        const double* column = panel + k * height + columns;
        for (std::size_t j = 0; j < below; ++j) {
            const double scale = column[j];
            double* out = target + j * below;
            for (std::size_t i = j; i < below; ++i) {
                out[i] -= scale * column[i];
            }
        }
    }
}

}  // namespace

SparseCholesky::SparseCholesky(const SparsePattern& pattern)
    : pattern_(&pattern),
      panels_(pattern.panel_size()),
      front_(pattern.largest_front() * pattern.largest_front()),
      diagonal_(pattern.size()),
      ordered_(pattern.size()),
      gathered_(pattern.largest_front()) {}

bool SparseCholesky::factor_panel(const SparsePattern::Block& block, double* panel) {
    const std::size_t columns = block.columns();
    const std::size_t height = block.height();
    for (std::size_t j = 0; j < columns; ++j) {
        double* column = panel + j * height;
        for (std::size_t k = 0; k < j; ++k) {
            const double* left = panel + k * height;
            const double scale = left[j];
            for (std::size_t i = j; i < height; ++i) {
                column[i] -= scale * left[i];
            }
        }
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

void SparseCholesky::forward(double* x) const {
    for (const SparsePattern::Block& block : pattern_->blocks()) {
        const std::size_t height = block.height();
        const std::size_t columns = block.columns();
        const double* panel = panels_.data() + block.panel_begin;
        const auto rows = pattern_->rows(block);
        double* mine = x + block.first;
        std::fill_n(gathered_.data(), rows.size(), 0.0);
        for (std::size_t j = 0; j < columns; ++j) {
            const double* column = panel + j * height;
            const double value = mine[j] /= column[j];
            for (std::size_t i = j + 1; i < columns; ++i) {
                mine[i] -= column[i] * value;
            }
            for (std::size_t i = 0; i < rows.size(); ++i) {
                gathered_[i] += column[columns + i] * value;
            }
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            x[rows[i]] -= gathered_[i];
        }
    }
}

void SparseCholesky::backward(double* x) const {
    const auto& blocks = pattern_->blocks();
    for (std::size_t number = blocks.size(); number-- > 0;) {
        const SparsePattern::Block& block = blocks[number];
        const std::size_t height = block.height();
        const std::size_t columns = block.columns();
        const double* panel = panels_.data() + block.panel_begin;
        const auto rows = pattern_->rows(block);
        double* mine = x + block.first;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            gathered_[i] = x[rows[i]];
        }
        for (std::size_t j = columns; j-- > 0;) {
            const double* column = panel + j * height;
            double value = mine[j];
            for (std::size_t i = j + 1; i < columns; ++i) {
                value -= column[i] * mine[i];
            }
            for (std::size_t i = 0; i < rows.size(); ++i) {
                value -= column[columns + i] * gathered_[i];
            }
            mine[j] = value / column[j];
        }
    }
}

void SparseCholesky::solve(std::span<double> values) const {
    const std::size_t n = pattern_->size();
    expects(n == 0 || values.size() % n == 0, "SparseCholesky::solve: whole columns");
    const auto& position = pattern_->position();
    for (std::size_t begin = 0; begin < values.size(); begin += n) {
        for (std::size_t row = 0; row < n; ++row) {
            ordered_[position[row]] = values[begin + row];
        }
        forward(ordered_.data());
        backward(ordered_.data());
        for (std::size_t row = 0; row < n; ++row) {
            values[begin + row] = ordered_[position[row]];
        }
    }
}

void SparseCholesky::colour(std::span<double> normals) const {
    expects(normals.size() == pattern_->size(), "SparseCholesky::colour: one normal per row");
    const auto& position = pattern_->position();
    for (std::size_t row = 0; row < normals.size(); ++row) {
        ordered_[position[row]] = normals[row];
    }
    backward(ordered_.data());
    for (std::size_t row = 0; row < normals.size(); ++row) {
        normals[row] = ordered_[position[row]];
    }
}

}  // namespace riskmap::stats
