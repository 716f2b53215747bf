#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/graph.hpp"
#include "stats/selected_inverse.hpp"
#include "stats/sparse_cholesky.hpp"

namespace riskmap::stats {

/// The scaled intrinsic autoregression on a graph: density exp(-u'Q*u / 2) with sum zero over each
/// connected component of two rows or more. Q* = s (D - W) with s per component such that the
/// geometric mean of the variances is 1 (Sorbye and Rue 2014; per component: Freni-Sterrantino,
/// Ventrucci and Rue 2018). A row without neighbours has Q* = 1 and no constraint. Immutable;
/// threads share it.
class Icar {
  public:
    static constexpr std::uint32_t alone = 0xFFFFFFFF;

    explicit Icar(const Graph& graph);

    std::size_t size() const { return diagonal_.size(); }
    /// False when no two rows are neighbours: there is no space to learn from.
    bool has_neighbours() const { return !grounds_.empty(); }
    const SparsePattern& pattern() const { return pattern_; }
    const std::vector<double>& diagonal() const { return diagonal_; }  ///< of Q*
    const std::vector<double>& edges() const { return edges_; }        ///< of Q*, below 0
    /// Component of two rows or more of a row, in the order of their lowest rows, or `alone`.
    const std::vector<std::uint32_t>& component() const { return component_; }
    std::size_t component_count() const { return grounds_.size(); }
    /// The row per component that is tied down while a matrix is factored.
    const std::vector<std::uint32_t>& grounds() const { return grounds_; }
    /// s per component: geometric mean of the variances of the unscaled field.
    const std::vector<double>& scales() const { return scales_; }
    /// Prior variance of each row: the diagonal of the generalised inverse of Q*.
    const std::vector<double>& variances() const { return variances_; }
    /// u'Q*u.
    double energy(std::span<const double> field) const;

  private:
    SparsePattern pattern_;
    std::vector<double> diagonal_;
    std::vector<double> edges_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends_;
    std::vector<std::uint32_t> component_;
    std::vector<std::uint32_t> grounds_;
    std::vector<double> scales_;
    std::vector<double> variances_;
};

/// The field given observations of precision `information` per row: precision K = Q* +
/// diag(information) on the space of zero sums. Regular for any information, none included: one row
/// per component is tied down while factoring, and two rank-1 corrections per component put the
/// constraint in and take the tie out again. One per thread; the `Icar` outlives it.
class IcarPosterior {
  public:
    explicit IcarPosterior(const Icar& icar);

    /// Factors K and, in the same sweep, does to `values` what `solve` does. Throws a model `Error`
    /// where K is not positive definite in double precision.
    void condition(std::span<const double> information, std::span<double> values = {});

    /// log |K| on the space of zero sums, up to a constant of the graph.
    double log_determinant() const { return log_determinant_; }
    /// Replaces each column of `size` values by the constrained inverse of K times it.
    void solve(std::span<double> values) const;
    /// The diagonal of the constrained inverse of K.
    void variances(std::span<double> out);
    /// Replaces each column of `size` standard normals, with one more per component (column after
    /// column), by a draw of the field around zero.
    void draw(std::span<double> normals, std::span<const double> more) const;

  private:
    const Icar* icar_;
    SparseCholesky factor_;
    SelectedInverse inverse_;
    std::vector<double> work_;
    std::vector<double> solved_;  ///< `ones`, `tie`, then what was solved with them
    std::vector<double> total_;   ///< per component: 1' ones
    std::vector<double> untie_;   ///< per component: factor of tie tie'
    double log_determinant_ = 0;

    /// Tied inverse times 1.
    std::span<const double> ones() const { return std::span(solved_).first(icar_->size()); }
    /// Constrained tied inverse times the tied row.
    std::span<const double> tie() const {
        return std::span(solved_).subspan(icar_->size(), icar_->size());
    }
    void constrain(std::span<double> column) const;
    void untie(std::span<double> values) const;
};

}  // namespace riskmap::stats
