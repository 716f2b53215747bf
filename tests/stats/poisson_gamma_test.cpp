#include "stats/poisson_gamma.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

TEST(PoissonGammaMl, MaximumIsAStationaryPoint) {
    const std::vector<double> y{0, 3, 9, 1, 14, 2};
    const std::vector<double> e{2, 2.5, 4, 3, 5, 4};
    const PoissonGammaMl fit = fit_poisson_gamma_ml(y, e);
    ASSERT_FALSE(fit.collapsed);
    // At the maximum in the mean, sum of (y - m) / (shape + m) is 0.
    double slope = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        slope += (y[i] - e[i] * fit.mean) / (fit.shape + e[i] * fit.mean);
    }
    EXPECT_NEAR(slope, 0, 1e-10);
    EXPECT_NEAR(fit.ratio(9, 4), (9 + fit.shape) / (4 + fit.shape / fit.mean), 1e-12);
}

TEST(PoissonGammaMl, HomogeneousCountsCollapseAndSaySo) {
    const std::vector<double> y{4, 5, 4, 5, 4, 5};
    const std::vector<double> e(6, 4.5);
    const PoissonGammaMl fit = fit_poisson_gamma_ml(y, e);
    EXPECT_TRUE(fit.collapsed);
    EXPECT_NEAR(fit.ratio(5, 4.5), 1, 1e-12);
}

TEST(PoissonGammaMl, WithoutEventsThereIsNothingToFit) {
    EXPECT_THROW(fit_poisson_gamma_ml(std::vector<double>{0, 0}, std::vector<double>{1, 1}), Error);
}

TEST(PoissonGamma, HomogeneousCountsKeepIntervalsOfSomeWidth) {
    const std::vector<double> y{4, 5, 4, 5, 4, 5};
    const std::vector<double> e(6, 4.5);
    const PoissonGamma fit(y, e);
    EXPECT_NEAR(fit.ratio(5, 4.5), 1, 0.1);
    const double width = fit.quantile(5, 4.5, 0.975) - fit.quantile(5, 4.5, 0.025);
    EXPECT_GT(width, 0.4);
    EXPECT_LT(fit.ratio(4, 4.5), fit.ratio(5, 4.5));
}

TEST(PoissonGamma, AllZeroesArePulledBelowOneButStayPositive) {
    const std::vector<double> y(5, 0);
    const std::vector<double> e(5, 0.4);
    const PoissonGamma fit(y, e);
    EXPECT_GT(fit.ratio(0, 0.4), 0);
    EXPECT_LT(fit.ratio(0, 0.4), 1);
    EXPECT_LT(fit.quantile(0, 0.4, 0.5), fit.quantile(0, 0.4, 0.9));
}

TEST(PoissonGamma, RowWithoutExpectationIsLeftOutAndGetsTheMean) {
    const std::vector<double> y{3, 1, 2, 0};
    const std::vector<double> e{1, 2, 1.5, std::numeric_limits<double>::quiet_NaN()};
    const PoissonGamma with(y, e);
    const PoissonGamma without(std::vector<double>{3, 1, 2}, std::vector<double>{1, 2, 1.5});
    EXPECT_EQ(with.ratio(3, 1), without.ratio(3, 1));
    // As a row that expects next to nothing.
    EXPECT_NEAR(with.ratio(0, 0), with.ratio(0, 1e-12), 1e-10);
}

/// Log likelihood of the negative binomial counts with this mean ratio and shape, in full.
double log_likelihood(const std::vector<double>& y,
                      const std::vector<double>& e,
                      double mean,
                      double shape) {
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double p = shape / (shape + e[i] * mean);
        sum += std::lgamma(y[i] + shape) - std::lgamma(shape) - std::lgamma(y[i] + 1) +
               shape * std::log(p) + y[i] * std::log1p(-p);
    }
    return sum;
}

/// The posterior mean of a ratio and the probability that it lies below a limit, by adding up over
/// the log mean (flat) and the coefficient of variation (half-normal).
std::pair<double, double> added_up(const std::vector<double>& y,
                                   const std::vector<double>& e,
                                   double cv_scale,
                                   double observed,
                                   double expected,
                                   double limit) {
    double all = 0, ratio = 0, below = 0;
    for (double cv = 0.01; cv < 4 * cv_scale; cv += 0.02) {
        const double shape = 1 / (cv * cv);
        const double prior = std::exp(-cv * cv / (cv_scale * cv_scale) / 2);
        for (double log_mean = -3.5; log_mean < 3.5; log_mean += 0.02) {
            const double mean = std::exp(log_mean);
            const double weight = prior * std::exp(log_likelihood(y, e, mean, shape));
            const double rate = expected + shape / mean;
            all += weight;
            ratio += weight * (observed + shape) / rate;
            below += weight * gamma_cdf(limit * rate, observed + shape);
        }
    }
    return {ratio / all, below / all};
}

TEST(PoissonGamma, IsWhatAddingUpOverMeanAndVariationGives) {
    struct {
        std::vector<double> y;
        std::vector<double> e;
        double cv_scale;
        double tolerance;  ///< five values of the mean are few where it alone decides
    } const cases[] = {
        {{0, 3, 9, 1, 14, 2}, {2, 2.5, 4, 3, 5, 4}, 0.75, 0.01},
        {{3, 3, 2, 4, 3}, {3, 2.5, 3, 3, 2}, 0.3, 0.04},
        {{12, 30, 9, 16, 22, 5, 14, 31}, {20, 18, 11, 15, 19, 12, 9, 16}, 1.2, 0.01}};
    for (const auto& c : cases) {
        SCOPED_TRACE(c.cv_scale);
        const PoissonGamma fit(c.y, c.e, c.cv_scale);
        for (const std::size_t row : {0U, 1U}) {
            const double median = fit.quantile(c.y[row], c.e[row], 0.5);
            const auto [ratio, below] = added_up(c.y, c.e, c.cv_scale, c.y[row], c.e[row], median);
            EXPECT_NEAR(fit.ratio(c.y[row], c.e[row]) / ratio, 1, 0.01);
            EXPECT_NEAR(below, 0.5, c.tolerance);
            const double high = fit.quantile(c.y[row], c.e[row], 0.975);
            EXPECT_NEAR(added_up(c.y, c.e, c.cv_scale, c.y[row], c.e[row], high).second,
                        0.975,
                        c.tolerance / 3);
        }
        // A row that is not expected to have any has the mean of all.
        const auto [mean, below] = added_up(c.y, c.e, c.cv_scale, 0, 0, fit.quantile(0, 0, 0.8));
        EXPECT_NEAR(fit.ratio(7, 0) / mean, 1, 0.01);
        EXPECT_NEAR(below, 0.8, c.tolerance);
        EXPECT_EQ(fit.quantile(7, 0, 0.8), fit.quantile(0, 0, 0.8));
    }
}

TEST(PoissonGamma, QuantilesAreWhereTheMixtureReachesThem) {
    const std::vector<double> y{0, 3, 9, 1, 14, 2};
    const std::vector<double> e{2, 2.5, 4, 3, 5, 4};
    const PoissonGamma fit(y, e);
    double before = 0;
    for (const double p : {0.001, 0.1, 0.5, 0.9, 0.999}) {
        const double at = fit.quantile(3, 2.5, p);
        EXPECT_GT(at, before);
        before = at;
    }
    EXPECT_THROW(fit.quantile(1, 1, 0), Error);
    EXPECT_THROW(fit.quantile(1, 1, 1), Error);
    EXPECT_THROW(PoissonGamma(y, e, 0), Error);
    EXPECT_THROW(PoissonGamma(std::vector<double>{1}, std::vector<double>{0}), Error);
    EXPECT_THROW(PoissonGamma(std::vector<double>{-1}, std::vector<double>{1}), Error);
    EXPECT_THROW(PoissonGamma(std::vector<double>{1, 2}, std::vector<double>{1}), Error);
}

TEST(PoissonGammaMl, NoOtherMeanAndShapeIsMoreLikely) {
    struct {
        std::vector<double> y;
        std::vector<double> e;
    } const cases[] = {{{0, 3, 9, 1, 14, 2}, {2, 2.5, 4, 3, 5, 4}},
                       {{0, 0, 0, 25, 1, 0}, {1, 2, 3, 4, 2, 1}},
                       {{40, 55, 30, 61, 44, 38}, {45, 50, 40, 48, 50, 45}}};
    for (const auto& c : cases) {
        const PoissonGammaMl fit = fit_poisson_gamma_ml(c.y, c.e);
        ASSERT_FALSE(fit.collapsed);
        const double best = log_likelihood(c.y, c.e, fit.mean, fit.shape);
        for (const double factor : {0.9, 0.999, 1.001, 1.1}) {
            EXPECT_GT(best, log_likelihood(c.y, c.e, fit.mean * factor, fit.shape));
            EXPECT_GT(best, log_likelihood(c.y, c.e, fit.mean, fit.shape * factor));
        }
        EXPECT_EQ(fit.ratio(5, 0), fit.mean);
    }
}

using PoissonGammaReference = test::Reference;

TEST_F(PoissonGammaReference, ScotlandAndPennsylvania) {
    const test::Table hyper(folder / "ref_eb_poisson_gamma_hyper.csv");
    struct Source {
        const char* folder;
        const char* observed;
        const char* expected;
    };
    const Source sources[] = {{"scotland", "observed", "expected_SpatialEpi"},
                              {"penn_lung", "cases", "expected"}};
    for (std::size_t k = 0; k < 2; ++k) {
        const auto at = folder / sources[k].folder;
        const test::Table counts(at / (k == 0 ? "input_counts.csv" : "input.csv"));
        const auto y = counts.numbers(sources[k].observed);
        const auto e = counts.numbers(sources[k].expected);
        const auto rr = test::Table(at / "ref_eb_poisson_gamma_SpatialEpi.csv").numbers("RR");
        const PoissonGammaMl fit = fit_poisson_gamma_ml(y, e);
        // Their optimiser stops early; ours is at the stationary point.
        EXPECT_NEAR(std::log(fit.mean), hyper.numbers("beta")[k], 2e-4);
        EXPECT_NEAR(fit.shape / hyper.numbers("alpha")[k], 1, 1e-3);
        for (std::size_t i = 0; i < rr.size(); ++i) {
            EXPECT_NEAR(fit.ratio(y[i], e[i]) / rr[i], 1, 5e-4) << i + 1;
        }
    }
}

}  // namespace
}  // namespace riskmap::stats
