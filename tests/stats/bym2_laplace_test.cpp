#include "stats/bym2_laplace.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "stats/support/dense_bym2.hpp"

namespace riskmap::stats {
namespace {

using test::DenseBym2;
using test::SmallBym2;

/// log p(y | eta) without what does not depend on eta.
double log_density(const Bym2Problem& problem, const Eigen::VectorXd& eta) {
    double sum = 0;
    for (std::size_t row = 0; row < problem.size(); ++row) {
        if (problem.expected[row] > 0) {
            const double log_mean =
                eta[static_cast<Eigen::Index>(row)] + std::log(problem.expected[row]);
            sum += problem.observed[row] * log_mean - std::exp(log_mean);
        }
    }
    return sum;
}

std::vector<double> means_at(const Bym2Problem& problem, const std::vector<double>& eta) {
    std::vector<double> means(problem.size(), 0);
    for (std::size_t row = 0; row < problem.size(); ++row) {
        means[row] = problem.expected[row] > 0 ? problem.expected[row] * std::exp(eta[row]) : 0;
    }
    return means;
}

/// The dense system at the mode, with the working response of the Poisson likelihood.
DenseBym2 dense_at(const SmallBym2& small,
                   double sigma,
                   double phi,
                   const std::vector<double>& eta) {
    const std::vector<double> means = means_at(small.problem, eta);
    std::vector<double> pull(small.problem.size(), 0);
    for (std::size_t row = 0; row < pull.size(); ++row) {
        pull[row] =
            means[row] > 0 ? means[row] * eta[row] + small.problem.observed[row] - means[row] : 0;
    }
    return {small, sigma, phi, means, pull};
}

double log_joint(const SmallBym2& small, const DenseBym2& dense, const Eigen::VectorXd& effects) {
    const Eigen::VectorXd off = effects - dense.prior_mean;
    return log_density(small.problem, dense.design * effects) -
           off.dot(dense.prior_precision * off) / 2;
}

TEST(Bym2Laplace, FindsTheModeAndItsApproximationOfTheLikelihood) {
    const SmallBym2 small;
    Bym2Laplace laplace(small.problem, small.icar, small.prior);
    std::vector<double> off;
    for (const auto& [sigma, phi] : {std::pair{0.3, 0.2}, {0.9, 0.8}, {2.0, 0.5}}) {
        std::vector<double> eta(9, 0);
        ASSERT_TRUE(laplace.find(sigma, phi, eta, 1e-10));
        const DenseBym2 dense = dense_at(small, sigma, phi, eta);
        // One more step of Newton's method stays where it is.
        const Eigen::VectorXd again = dense.design * dense.mode;
        for (std::size_t row = 0; row < 9; ++row) {
            EXPECT_NEAR(laplace.log_risk()[row], again[static_cast<Eigen::Index>(row)], 1e-9);
            EXPECT_NEAR(laplace.log_risk()[row], eta[row], 1e-9);
        }
        off.push_back(laplace.log_likelihood() -
                      (log_joint(small, dense, dense.mode) - dense.log_determinant / 2));
    }
    EXPECT_NEAR(off[1], off[0], 1e-8);
    EXPECT_NEAR(off[2], off[0], 1e-8);
}

TEST(Bym2Laplace, MeanIsMovedByTheThirdDerivative) {
    const SmallBym2 small;
    Bym2Laplace laplace(small.problem, small.icar, small.prior);
    std::vector<double> eta(9, 0);
    ASSERT_TRUE(laplace.find(0.9, 0.6, eta, 1e-10));
    std::vector<double> variances(9);
    laplace.variances(variances);
    const DenseBym2 dense = dense_at(small, 0.9, 0.6, eta);
    laplace.correct_mean(variances);
    const Eigen::VectorXd skew = DenseBym2::as_vector(means_at(small.problem, eta))
                                     .cwiseProduct(DenseBym2::as_vector(variances));
    const Eigen::VectorXd wanted =
        dense.mode - dense.covariance * dense.design.transpose() * skew / 2;
    EXPECT_LT((DenseBym2::joined(laplace.centre()) - wanted).cwiseAbs().maxCoeff(), 1e-8);
    EXPECT_LT(
        (DenseBym2::as_vector(laplace.fixed_variances()) - dense.covariance.diagonal().head(3))
            .cwiseAbs()
            .maxCoeff(),
        1e-9);
}

TEST(Bym2Laplace, ADrawTellsHowFarItsDensityIsFromTheTruth) {
    const SmallBym2 small;
    Bym2Laplace laplace(small.problem, small.icar, small.prior);
    std::vector<double> eta(9, 0);
    ASSERT_TRUE(laplace.find(0.9, 0.6, eta, 1e-10));
    std::vector<double> variances(9);
    laplace.variances(variances);
    laplace.correct_mean(variances);
    const DenseBym2 dense = dense_at(small, 0.9, 0.6, eta);
    const Eigen::VectorXd centre = DenseBym2::joined(laplace.centre());
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        RandomStream random(seed, 0, 0);
        Bym2Effect effect(9, 3);
        std::vector<double> more{random.normal(), random.normal()};
        for (auto* part : {&effect.fixed, &effect.u, &effect.v}) {
            for (double& value : *part) {
                value = random.normal();
            }
        }
        laplace.colour(effect.u, more);
        const double told = laplace.draw(effect);
        const Eigen::VectorXd drawn = DenseBym2::joined(effect);
        const Eigen::VectorXd off = drawn - centre;
        EXPECT_NEAR(told,
                    log_joint(small, dense, drawn) - log_joint(small, dense, dense.mode) +
                        off.dot(dense.precision * off) / 2,
                    1e-7);
    }
}

TEST(Bym2Laplace, RestoresWhatItFound) {
    const SmallBym2 small;
    Bym2Laplace found(small.problem, small.icar, small.prior);
    std::vector<double> eta(9, 0.4);
    ASSERT_TRUE(found.find(0.7, 0.5, eta, 1e-3));
    Bym2Laplace restored(small.problem, small.icar, small.prior);
    restored.restore(0.7, 0.5, eta);
    EXPECT_EQ(restored.log_likelihood(), found.log_likelihood());
    EXPECT_EQ(restored.log_risk(), found.log_risk());
    EXPECT_EQ(restored.centre().eta, found.centre().eta);
}

TEST(Bym2Laplace, SaysWhenTheModeWasNotReached) {
    const SmallBym2 small;
    Bym2Laplace laplace(small.problem, small.icar, small.prior);
    std::vector<double> eta(9, 0);
    EXPECT_FALSE(laplace.find(0.7, 0.5, eta, 0));  // no step is that small
    eta.assign(9, 0);
    EXPECT_TRUE(laplace.find(0.7, 0.5, eta, 1e-9));
}

TEST(Bym2Laplace, WhereItGaveUpItIsTakenUpAgain) {
    // Each of sixty steps from 90 comes about one nearer.
    const SmallBym2 small;
    Bym2Laplace laplace(small.problem, small.icar, small.prior);
    std::vector<double> far(9, 90);
    ASSERT_FALSE(laplace.find(0.7, 0.5, far, 1e-9));
    Bym2Laplace again(small.problem, small.icar, small.prior);
    again.restore(0.7, 0.5, far);
    EXPECT_EQ(again.log_risk(), laplace.log_risk());
    EXPECT_EQ(again.log_likelihood(), laplace.log_likelihood());
}

TEST(Bym2Laplace, ComesBackFromFarAway) {
    // A whole step from -12 would overshoot beyond what a double holds.
    const SmallBym2 small;
    Bym2Laplace laplace(small.problem, small.icar, small.prior);
    std::vector<double> near(9, 0);
    ASSERT_TRUE(laplace.find(0.7, 0.5, near, 1e-9));
    for (const double start : {12.0, -12.0}) {
        std::vector<double> far(9, start);
        EXPECT_TRUE(laplace.find(0.7, 0.5, far, 1e-9)) << start;
        for (std::size_t row = 0; row < 9; ++row) {
            EXPECT_NEAR(far[row], near[row], 1e-8) << start;
        }
    }
}

}  // namespace
}  // namespace riskmap::stats
