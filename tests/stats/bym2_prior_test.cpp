#include "stats/bym2_prior.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "support/graphs.hpp"

namespace riskmap::stats {
namespace {

TEST(SigmaPrior, QuantileInvertsTheCdf) {
    for (const auto kind : {SigmaPrior::Kind::half_normal, SigmaPrior::Kind::exponential}) {
        const SigmaPrior prior{kind, 0.6};
        for (const double p : {0.0, 1e-6, 0.3, 0.99, 1 - 1e-9}) {
            EXPECT_NEAR(prior.cdf(prior.quantile(p)), p, 1e-12) << p;
        }
    }
}

TEST(SigmaPrior, HalfNormalHasTheSquareOfItsScaleAsSecondMoment) {
    const SigmaPrior prior{SigmaPrior::Kind::half_normal, 0.75};
    double sum = 0;
    constexpr int steps = 20000;
    for (int i = 0; i < steps; ++i) {
        sum += std::pow(prior.quantile((i + 0.5) / steps), 2) / steps;
    }
    EXPECT_NEAR(prior.second_moment(), sum, 1e-3);
    EXPECT_NEAR(SigmaPrior({SigmaPrior::Kind::exponential, 0.2}).second_moment(), 0.08, 1e-15);
}

TEST(PhiPrior, UniformIsTheInverseLogit) {
    const PhiPrior prior = PhiPrior::uniform();
    EXPECT_NEAR(prior.cdf(0), 0.5, 1e-15);
    EXPECT_NEAR(prior.quantile(0.9), std::log(9.0), 1e-14);
    EXPECT_EQ(prior.mean(), 0.5);
}

TEST(PhiPrior, BetaKeepsItsMassAtBothEnds) {
    const PhiPrior prior = PhiPrior::beta(0.5, 0.5);
    for (const double phi : {0.01, 0.2, 0.5, 0.9}) {
        EXPECT_NEAR(prior.cdf(logit(phi)), beta_cdf(phi, 0.5, 0.5), 2e-4) << phi;
    }
    EXPECT_NEAR(prior.mean(), 0.5, 1e-3);
    EXPECT_EQ(prior.rate(), 0);
    // The search reaches past what a uniform prior needs.
    EXPECT_LT(prior.range().first, -7);
    EXPECT_GT(prior.range().second, 7);
    EXPECT_THROW(PhiPrior::beta(0, 1), Error);
}

TEST(PhiPrior, FlatBetaIsUniform) {
    const PhiPrior flat = PhiPrior::beta(1, 1);
    for (const double x : {-5.0, -1.0, 0.0, 2.0, 6.0}) {
        EXPECT_NEAR(flat.cdf(x), PhiPrior::uniform().cdf(x), 2e-4);
    }
}

TEST(PhiPrior, PenalisedDistanceIsThatOfTheEigenvalues) {
    const Graph graph = test::lattice(4, 5);
    const Icar icar(graph);
    const PhiPrior prior = PhiPrior::penalised(icar, 0.5, 0.4);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(
        test::dense(graph, icar.diagonal(), icar.edges()));
    double distance_squared = 0;
    for (Eigen::Index i = 0; i < 20; ++i) {
        const double value = eigen.eigenvalues()[i];
        const double g = value > 1e-9 ? 1 / value : 0;
        distance_squared += 0.5 * (g - 1) - std::log1p(0.5 * (g - 1));
    }
    EXPECT_NEAR(prior.rate(), -std::log(0.6) / std::sqrt(distance_squared), 1e-10);
    // Cut at logit 12, the rest of the mass is spread over what remains.
    EXPECT_GT(prior.cdf(0), 0.4);
    EXPECT_EQ(prior.cdf(12), 1);
    for (const double p : {0.01, 0.5, 0.95}) {
        EXPECT_NEAR(prior.cdf(prior.quantile(p)), p, 1e-12);
    }
}

TEST(PhiPrior, NothingLiesBelowTheLowestLogitOrAboveTheHighest) {
    const Icar icar(test::lattice(4, 5));
    for (const PhiPrior& prior : {PhiPrior::beta(2, 3), PhiPrior::penalised(icar, 0.5, 0.4)}) {
        EXPECT_EQ(prior.cdf(-12), 0);
        EXPECT_EQ(prior.cdf(-30), 0);
        EXPECT_EQ(prior.cdf(12), 1);
        EXPECT_EQ(prior.cdf(30), 1);
        double before = 0;
        double mean = 0;
        for (double logit = -12; logit <= 12; logit += 0.01) {
            const double now = prior.cdf(logit);
            EXPECT_GE(now, before);
            mean += (now - before) * inverse_logit(logit - 0.005);
            before = now;
        }
        EXPECT_NEAR(prior.mean(), mean, 1e-3);
        EXPECT_GT(prior.quantile(1e-9), -12.001);
        EXPECT_LT(prior.quantile(1 - 1e-9), 12.001);
        EXPECT_THROW(prior.quantile(0), Error);
        EXPECT_THROW(prior.quantile(1), Error);
    }
    EXPECT_NEAR(PhiPrior::beta(2, 3).mean(), 0.4, 1e-3);
    EXPECT_EQ(PhiPrior::uniform().range(), (std::pair(-7.0, 7.0)));
    EXPECT_EQ(PhiPrior::penalised(icar, 0.5, 0.4).range(), (std::pair(-7.0, 12.0)));
    EXPECT_EQ(PhiPrior::beta(2, 3).range(), (std::pair(-7.0, 7.0)));
    EXPECT_THROW(PhiPrior::penalised(icar, 0, 0.4), Error);
    EXPECT_THROW(PhiPrior::penalised(icar, 1, 0.4), Error);
    EXPECT_THROW(PhiPrior::penalised(icar, 0.5, 0), Error);
    EXPECT_THROW(PhiPrior::penalised(icar, 0.5, 1), Error);
    EXPECT_THROW(PhiPrior::beta(1, 0), Error);
}

TEST(PhiPrior, GraphWithoutNeighboursHasNoPenalisedPrior) {
    EXPECT_THROW(PhiPrior::penalised(Icar(Graph(3, {})), 0.5, 0.5), Error);
}

}  // namespace
}  // namespace riskmap::stats
