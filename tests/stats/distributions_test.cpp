#include "stats/distributions.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

TEST(Distributions, LogGammaAndItsDerivativesMatchClosedForms) {
    EXPECT_NEAR(log_gamma(0.5), 0.5 * std::log(M_PI), 1e-15);
    EXPECT_NEAR(log_gamma(11), std::log(3628800.0), 1e-13);
    EXPECT_NEAR(digamma(1), -0.57721566490153286, 1e-15);
    EXPECT_NEAR(trigamma(1), M_PI * M_PI / 6, 1e-14);
}

TEST(Distributions, NormalQuantileInvertsTheCdfIntoTheTails) {
    EXPECT_NEAR(normal_quantile(0.975), 1.9599639845400545, 1e-13);
    for (const double x : {-8.0, -3.0, -0.1, 0.0, 2.5}) {
        EXPECT_NEAR(normal_quantile(normal_cdf(x)), x, 1e-11) << x;
    }
    EXPECT_EQ(normal_quantile(0), -std::numeric_limits<double>::infinity());
}

TEST(Distributions, PoissonTailsSumToOne) {
    EXPECT_NEAR(poisson_cdf(2, 3), 8.5 * std::exp(-3.0), 1e-15);
    EXPECT_NEAR(poisson_cdf(4, 7.5) + poisson_upper_tail(5, 7.5), 1, 1e-15);
    EXPECT_EQ(poisson_cdf(-1, 3), 0);
    EXPECT_EQ(poisson_upper_tail(0, 3), 1);
    EXPECT_EQ(poisson_density(0, 0), 1);
}

TEST(Distributions, GammaOfShapeOneIsExponential) {
    EXPECT_NEAR(gamma_cdf(2, 1), 1 - std::exp(-2.0), 1e-15);
    EXPECT_NEAR(gamma_quantile(0.5, 1), std::log(2.0), 1e-14);
    EXPECT_EQ(gamma_quantile(0, 2), 0);
}

TEST(Distributions, ChiSquaredAndBetaMatchKnownValues) {
    EXPECT_NEAR(chi_squared_upper_tail(3.841458820694124, 1), 0.05, 1e-14);
    EXPECT_NEAR(beta_cdf(0.25, 1, 3), 1 - std::pow(0.75, 3), 1e-15);
    EXPECT_NEAR(beta_quantile(0.5, 2, 2), 0.5, 1e-14);
}

TEST(Distributions, ImpossibleParametersAreRefused) {
    EXPECT_THROW(log_gamma(0), Error);
    EXPECT_THROW(poisson_cdf(1, -1), Error);
    EXPECT_THROW(gamma_cdf(1, 0), Error);
    EXPECT_THROW(normal_quantile(1.5), Error);
}

TEST(Distributions, EndsOfEveryRangeAreExact) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    EXPECT_NEAR(normal_density(0), 0.3989422804014327, 1e-15);
    EXPECT_NEAR(normal_density(-2), 0.05399096651318806, 1e-15);
    EXPECT_EQ(normal_quantile(1), infinity);
    EXPECT_EQ(normal_cdf(0), 0.5);
    EXPECT_EQ(poisson_log_density(-1, 3), -infinity);
    EXPECT_EQ(poisson_log_density(1, 0), -infinity);
    EXPECT_EQ(poisson_log_density(0, 0), 0);
    EXPECT_NEAR(poisson_density(2, 3), 4.5 * std::exp(-3.0), 1e-15);
    EXPECT_NEAR(poisson_density(0, 3), std::exp(-3.0), 1e-15);
    EXPECT_NEAR(poisson_cdf(0, 3), std::exp(-3.0), 1e-15);
    EXPECT_EQ(poisson_cdf(0, 0), 1);
    EXPECT_EQ(poisson_upper_tail(1, 0), 0);
    EXPECT_EQ(poisson_upper_tail(-2, 3), 1);
    EXPECT_NEAR(poisson_upper_tail(1, 3), 1 - std::exp(-3.0), 1e-15);
    EXPECT_EQ(gamma_cdf(0, 2), 0);
    EXPECT_EQ(gamma_cdf(-1, 2), 0);
    EXPECT_EQ(gamma_cdf(infinity, 2), 1);
    EXPECT_EQ(gamma_quantile(1, 2), infinity);
    EXPECT_EQ(chi_squared_upper_tail(0, 3), 1);
    EXPECT_NEAR(chi_squared_upper_tail(3, 2), std::exp(-1.5), 1e-15);
    EXPECT_EQ(beta_cdf(0, 2, 3), 0);
    EXPECT_EQ(beta_cdf(1, 2, 3), 1);
    EXPECT_EQ(beta_quantile(0, 2, 3), 0);
    EXPECT_EQ(beta_quantile(1, 2, 3), 1);
}

TEST(Distributions, ParametersOnTheEdgeOfTheirRangeAreTaken) {
    EXPECT_THROW(beta_quantile(0.5, 0, 1), Error);
    EXPECT_THROW(beta_cdf(0.5, 1, 0), Error);
    EXPECT_THROW(gamma_quantile(1.1, 1), Error);
    EXPECT_THROW(trigamma(0), Error);
    EXPECT_THROW(digamma(0), Error);
    EXPECT_THROW(chi_squared_upper_tail(1, 0), Error);
}

}  // namespace
}  // namespace riskmap::stats
