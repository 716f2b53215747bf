#include "stats/negative_binomial.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "stats/hsm.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

using NegativeBinomialReference = test::Reference;

std::vector<std::int64_t> whole(const std::vector<double>& numbers) {
    std::vector<std::int64_t> result;
    for (const double number : numbers) {
        result.push_back(static_cast<std::int64_t>(number));
    }
    return result;
}

std::vector<double> logs(const std::vector<double>& numbers) {
    std::vector<double> result;
    for (const double number : numbers) {
        result.push_back(std::log(number));
    }
    return result;
}

TEST(NegativeBinomial, RecoversWhatItWasDrawnFrom) {
    std::vector<std::int64_t> counts;
    std::vector<double> slope;
    for (std::uint64_t i = 0; i < 4000; ++i) {
        RandomStream random(3, 4, i);
        slope.push_back(random.normal());
        const double mean = std::exp(0.5 + 0.3 * slope.back());
        counts.push_back(random.poisson(mean * random.gamma(2) / 2));
    }
    const std::vector<double> one(counts.size(), 1);
    const std::vector<double> zero(counts.size(), 0);
    const auto fit = fit_negative_binomial(counts, {one, slope}, zero);
    EXPECT_TRUE(fit.converged);
    EXPECT_NEAR(fit.coefficients[0], 0.5, 4 * fit.standard_errors[0]);
    EXPECT_NEAR(fit.coefficients[1], 0.3, 4 * fit.standard_errors[1]);
    EXPECT_NEAR(fit.theta, 2, 4 * fit.theta_standard_error);
}

TEST(NegativeBinomial, EvenCountsAreSaidToBePoisson) {
    const std::vector<std::int64_t> counts{3, 3, 3, 2, 4};
    const std::vector<double> one(5, 1);
    const std::vector<double> zero(5, 0);
    const auto fit = fit_negative_binomial(counts, {one}, zero);
    EXPECT_TRUE(fit.converged);
    EXPECT_FALSE(fit.overdispersed);
    EXPECT_TRUE(std::isinf(fit.theta));
    EXPECT_NEAR(fit.coefficients[0], std::log(3), 1e-12);
    EXPECT_NEAR(fit.standard_errors[0], 1 / std::sqrt(15), 1e-12);
}

TEST(NegativeBinomial, DependentColumnsAndNoCasesAreErrors) {
    const std::vector<double> one(4, 1);
    const std::vector<double> two(4, 2);
    const std::vector<double> zero(4, 0);
    const std::vector<std::int64_t> counts{1, 0, 5, 2};
    const std::vector<std::int64_t> none(4, 0);
    EXPECT_THROW(fit_negative_binomial(counts, {one, two}, zero), Error);
    EXPECT_THROW(fit_negative_binomial(none, {one}, zero), Error);
}

/// Log likelihood of counts with these means and this theta, in full.
double log_likelihood(const std::vector<std::int64_t>& counts,
                      const std::vector<double>& means,
                      double theta) {
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto y = static_cast<double>(counts[i]);
        sum += std::lgamma(y + theta) - std::lgamma(theta) - std::lgamma(y + 1) +
               theta * std::log(theta / (theta + means[i])) +
               y * std::log(means[i] / (theta + means[i]));
    }
    return sum;
}

TEST(NegativeBinomial, IsAtTheTopOfItsLikelihood) {
    const std::vector<std::int64_t> counts{0, 3, 9, 1, 14, 2, 0, 0, 31, 4};
    const std::vector<double> one(10, 1);
    const std::vector<double> slope{0, 1, 2, -1, 0.5, -2, 0.2, 0.1, 1.5, -0.4};
    const std::vector<double> offset{0.5, 0, 0.3, 1, 0.8, 0, 0.2, 1.5, 1, 0.6};
    const auto fit = fit_negative_binomial(counts, {one, slope}, offset);
    ASSERT_TRUE(fit.converged);
    EXPECT_TRUE(fit.overdispersed);
    EXPECT_GE(fit.iterations, 1);
    ASSERT_EQ(fit.coefficients.size(), 2U);
    ASSERT_EQ(fit.standard_errors.size(), 2U);
    ASSERT_EQ(fit.means.size(), 10U);
    EXPECT_NEAR(fit.log_likelihood, log_likelihood(counts, fit.means, fit.theta), 1e-10);
    const auto at = [&](double a, double b, double theta) {
        std::vector<double> means;
        for (std::size_t i = 0; i < 10; ++i) {
            means.push_back(std::exp(offset[i] + a + b * slope[i]));
        }
        return log_likelihood(counts, means, theta);
    };
    const double a = fit.coefficients[0];
    const double b = fit.coefficients[1];
    const double theta = fit.theta;
    constexpr double step = 1e-4;
    const double top = at(a, b, theta);
    EXPECT_NEAR((at(a + step, b, theta) - at(a - step, b, theta)) / (2 * step), 0, 1e-6);
    EXPECT_NEAR((at(a, b + step, theta) - at(a, b - step, theta)) / (2 * step), 0, 1e-6);
    EXPECT_NEAR((at(a, b, theta + step) - at(a, b, theta - step)) / (2 * step), 0, 1e-6);
    const double curvature =
        (at(a, b, theta + step) + at(a, b, theta - step) - 2 * top) / (step * step);
    EXPECT_NEAR(fit.theta_standard_error, 1 / std::sqrt(-curvature), 1e-4);
    // Expected information of the coefficients: X' diag(m / (1 + m / theta)) X.
    double aa = 0, ab = 0, bb = 0;
    for (std::size_t i = 0; i < 10; ++i) {
        const double weight = fit.means[i] / (1 + fit.means[i] / theta);
        aa += weight;
        ab += weight * slope[i];
        bb += weight * slope[i] * slope[i];
    }
    EXPECT_NEAR(fit.standard_errors[0], std::sqrt(bb / (aa * bb - ab * ab)), 1e-10);
    EXPECT_NEAR(fit.standard_errors[1], std::sqrt(aa / (aa * bb - ab * ab)), 1e-10);
}

TEST(NegativeBinomial, PoissonFitsHaveTheLikelihoodOfPoisson) {
    const std::vector<std::int64_t> counts{3, 3, 3, 2, 4};
    const std::vector<double> one(5, 1);
    const std::vector<double> zero(5, 0);
    const auto fit = fit_negative_binomial(counts, {one}, zero);
    double wanted = 0;
    for (const std::int64_t count : counts) {
        wanted += static_cast<double>(count) * std::log(3.0) - 3 -
                  std::lgamma(static_cast<double>(count) + 1);
    }
    EXPECT_NEAR(fit.log_likelihood, wanted, 1e-12);
    EXPECT_TRUE(std::isnan(fit.theta_standard_error));
}

TEST(NegativeBinomial, OneCaseIsEnoughToFit) {
    const std::vector<double> one(3, 1);
    const std::vector<double> zero(3, 0);
    const auto fit = fit_negative_binomial(std::vector<std::int64_t>{0, 1, 0}, {one}, zero);
    EXPECT_NEAR(fit.coefficients[0], std::log(1.0 / 3), 1e-9);
}

TEST(NegativeBinomial, ColumnsAndRowsMustAgree) {
    const std::vector<std::int64_t> counts{1, 0, 5};
    const std::vector<double> one(3, 1);
    const std::vector<double> zero(3, 0);
    const std::vector<double> two(2, 1);
    EXPECT_THROW(fit_negative_binomial(counts, {}, zero), Error);
    EXPECT_THROW(fit_negative_binomial(counts, {one, two}, zero), Error);
    EXPECT_THROW(fit_negative_binomial(counts, {one}, two), Error);
    EXPECT_THROW(fit_negative_binomial(counts, {one, {0, 1, 2}, {0, 1, 4}, {0, 1, 8}}, zero),
                 Error);
    EXPECT_THROW(fit_negative_binomial(std::vector<std::int64_t>{1, -1, 5}, {one}, zero), Error);
    EXPECT_THROW(fit_negative_binomial(counts, {one}, std::vector<double>{0, std::nan(""), 0}),
                 Error);
}

TEST_F(NegativeBinomialReference, ScotlandRegressionAndSegments) {
    const test::Table counts(folder / "scotland/input_counts.csv");
    std::vector<double> aff = counts.numbers("aff_percent");
    for (double& value : aff) {
        value /= 10;
    }
    const std::vector<double> one(aff.size(), 1);
    const auto fit = fit_negative_binomial(
        whole(counts.numbers("observed")), {one, aff}, logs(counts.numbers("expected")));
    EXPECT_TRUE(fit.converged);
    EXPECT_NEAR(fit.coefficients[0], -0.3527686464147, 1e-8);
    EXPECT_NEAR(fit.coefficients[1], 0.7148155081547, 1e-8);
    EXPECT_NEAR(fit.standard_errors[0], 0.1495356813045, 1e-8);
    EXPECT_NEAR(fit.standard_errors[1], 0.1324296383069, 1e-8);
    EXPECT_NEAR(fit.theta, 2.9842802501968, 1e-7);
    // The published one is taken a step before the last.
    EXPECT_NEAR(fit.theta_standard_error, 0.7856621939909, 1e-4);
    EXPECT_NEAR(fit.log_likelihood, -171.4702557691240, 1e-9);
    const test::Table answers(folder / "hsm/ref_scotland_nb_eb.csv");
    for (std::size_t i = 0; i < fit.means.size(); ++i) {
        const SegmentEstimate e =
            segment_estimate(fit.means[i], 1 / fit.theta, counts.numbers("observed")[i]);
        EXPECT_NEAR(fit.means[i], answers.numbers("mu")[i], 1e-6);
        EXPECT_NEAR(e.weight, answers.numbers("weight_on_prediction")[i], 1e-7);
        EXPECT_NEAR(e.expected, answers.numbers("eb")[i], 1e-6);
    }
}

TEST_F(NegativeBinomialReference, CityTractsAndNorthCarolina) {
    const test::Table city(folder / "nyc_ped/input_counts.csv");
    const std::vector<std::int64_t> counts = whole(city.numbers("events_2001"));
    const std::vector<double> exposure = city.numbers("exposure");
    const std::vector<double> one(counts.size(), 1);
    const auto fit = fit_negative_binomial(counts, {one}, logs(exposure));
    EXPECT_NEAR(fit.coefficients[0], -5.8837716315710, 1e-7);
    EXPECT_NEAR(fit.theta, 0.7345044348875, 1e-6);
    EXPECT_NEAR(fit.log_likelihood, -6383.6706897599715, 1e-6);

    const test::Table nc(folder / "nc_sids/input_counts.csv");
    std::vector<double> share;
    for (std::size_t i = 0; i < nc.rows(); ++i) {
        share.push_back(nc.numbers("nwbir74")[i] / nc.numbers("bir74")[i]);
    }
    const std::vector<double> ones(share.size(), 1);
    const auto carolina =
        fit_negative_binomial(whole(nc.numbers("sid74")), {ones, share}, logs(nc.numbers("bir74")));
    EXPECT_NEAR(carolina.coefficients[1], 1.8772254705200, 1e-5);
    EXPECT_NEAR(carolina.theta, 17.7233561748639, 1e-3);
    EXPECT_NEAR(carolina.log_likelihood, -214.4970068081099, 1e-8);
}

}  // namespace
}  // namespace riskmap::stats
