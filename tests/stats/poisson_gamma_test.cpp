#include "stats/poisson_gamma.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/error.hpp"
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
