#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "stats/bym2_problem.hpp"
#include "support/graphs.hpp"

namespace riskmap::test {

/// Nine rows: a chain of four, a ring of three, two rows alone; an intercept and two slopes.
struct SmallBym2 {
    Graph graph{9, std::vector<Graph::Edge>{{0, 1}, {1, 2}, {2, 3}, {4, 5}, {5, 6}, {4, 6}}};
    stats::Bym2Problem problem{
        {0, 2, 5, 1, 7, 0, 4, 9, 2},
        {1.5, 2, 2.5, 2, 3, 0, 2, 3, 1},
        {{-1, 0, 1, 0.5, -0.5, 0.7, 0.4, 1.2, 0.1}, {0.3, 2, -1, 0, 1, -0.6, 0.2, -2, 0.8}}};
    stats::Bym2Prior prior;
    stats::Icar icar{graph};

    SmallBym2() {
        prior.fixed_mean = {0.1, 0.5, -0.3};
        prior.fixed_sd = {1, 0.5, 0.4};
    }
};

/// Intercept, slopes, u and v of a BYM2 residual as one long vector, with the dense precision that
/// a Gaussian likelihood of some weights gives them; sums of u are 0 in each component.
class DenseBym2 {
  public:
    DenseBym2(const SmallBym2& small,
              double sigma,
              double phi,
              const std::vector<double>& weight,
              const std::vector<double>& pull)
        : rows_(static_cast<Eigen::Index>(small.problem.size())),
          width_(static_cast<Eigen::Index>(small.prior.fixed_mean.size())) {
        const Eigen::Index all = width_ + 2 * rows_;
        const auto identity = Eigen::MatrixXd::Identity(rows_, rows_);
        design = Eigen::MatrixXd::Zero(rows_, all);
        design.col(0).setOnes();
        for (Eigen::Index p = 1; p < width_; ++p) {
            design.col(p) = as_vector(small.problem.covariates[static_cast<std::size_t>(p) - 1]);
        }
        design.middleCols(width_, rows_) = sigma * std::sqrt(phi) * identity;
        design.rightCols(rows_) = sigma * std::sqrt(1 - phi) * identity;
        prior_precision = Eigen::MatrixXd::Identity(all, all);
        prior_mean = Eigen::VectorXd::Zero(all);
        for (Eigen::Index p = 0; p < width_; ++p) {
            const auto k = static_cast<std::size_t>(p);
            prior_precision(p, p) = 1 / (small.prior.fixed_sd[k] * small.prior.fixed_sd[k]);
            prior_mean[p] = small.prior.fixed_mean[k];
        }
        prior_precision.block(width_, width_, rows_, rows_) =
            dense(small.graph, small.icar.diagonal(), small.icar.edges());
        precision = prior_precision + design.transpose() * as_vector(weight).asDiagonal() * design;

        Eigen::MatrixXd sums =
            Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(small.icar.component_count()), all);
        for (Eigen::Index row = 0; row < rows_; ++row) {
            const std::uint32_t k = small.icar.component()[static_cast<std::size_t>(row)];
            if (k != stats::Icar::alone) {
                sums(k, width_ + row) = 1;
            }
        }
        const Eigen::MatrixXd free = Eigen::FullPivLU<Eigen::MatrixXd>(sums).kernel();
        const Eigen::MatrixXd inner = free.transpose() * precision * free;
        log_determinant = std::log(inner.determinant());
        covariance = free * inner.inverse() * free.transpose();
        mode = covariance * (design.transpose() * as_vector(pull) + prior_precision * prior_mean);
    }

    static Eigen::VectorXd as_vector(const std::vector<double>& values) {
        return Eigen::Map<const Eigen::VectorXd>(values.data(),
                                                 static_cast<Eigen::Index>(values.size()));
    }
    static Eigen::VectorXd joined(const stats::Bym2Effect& effect) {
        Eigen::VectorXd all(
            static_cast<Eigen::Index>(effect.fixed.size() + effect.u.size() + effect.v.size()));
        all << as_vector(effect.fixed), as_vector(effect.u), as_vector(effect.v);
        return all;
    }

    Eigen::MatrixXd design;  ///< log risk = design x effects
    Eigen::MatrixXd prior_precision;
    Eigen::VectorXd prior_mean;
    Eigen::MatrixXd precision;
    Eigen::MatrixXd covariance;
    double log_determinant = 0;  ///< up to a constant of the graph
    Eigen::VectorXd mode;

  private:
    Eigen::Index rows_;
    Eigen::Index width_;
};

}  // namespace riskmap::test
