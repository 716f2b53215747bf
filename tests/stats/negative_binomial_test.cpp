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
