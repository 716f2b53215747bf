#include "stats/grouped_poisson.hpp"

#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

TEST(GroupedPoisson, OneLevelIsTheRateOfAll) {
    GroupedCounts data{
        {3, 5}, {0, 0, 1}, {{1, 1, 1}}, {std::log(2.0), std::log(1.0), std::log(1.0)}};
    const std::vector<NormalPrior> flat{{0, 1e6}};
    const GroupedFit fit = fit_grouped_poisson(data, flat);
    ASSERT_TRUE(fit.converged);
    EXPECT_NEAR(std::exp(fit.coefficients[0]), 8.0 / 4, 1e-9);
    EXPECT_NEAR(fit.means[0], 4, 1e-9);
}

TEST(GroupedPoisson, TwoKindsInDifferentSharesAreToldApart) {
    // Means of groups: 10 = 1 a + 4 b, 7 = 2 a + 1 b for a = 18 / 7, b = 13 / 7.
    GroupedCounts data{
        {10, 7}, {0, 0, 1, 1}, {{1, 0, 1, 0}, {0, 1, 0, 1}}, {0, std::log(4.0), std::log(2.0), 0}};
    const std::vector<NormalPrior> flat{{0, 1e6}, {0, 1e6}};
    const GroupedFit fit = fit_grouped_poisson(data, flat);
    ASSERT_TRUE(fit.converged);
    EXPECT_NEAR(std::exp(fit.coefficients[0]), 18.0 / 7, 1e-6);
    EXPECT_NEAR(std::exp(fit.coefficients[1]), 13.0 / 7, 1e-6);
}

TEST(GroupedPoisson, ThePriorDecidesWhatNoGroupTells) {
    // The second column is 0 in every group with a count.
    GroupedCounts data{{4}, {0, 0}, {{1, 1}, {0, 0}}, {0, 0}};
    const std::vector<NormalPrior> priors{{0, 10}, {0.5, 0.5}};
    const GroupedFit fit = fit_grouped_poisson(data, priors);
    ASSERT_TRUE(fit.converged);
    EXPECT_NEAR(fit.coefficients[1], 0.5, 1e-12);
    EXPECT_NEAR(std::exp(fit.coefficients[0]), 2, 0.02);
}

TEST(GroupedPoisson, FindsTheSlopeThatMadeTheCounts) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    GroupedCounts data;
    data.columns.resize(2);
    data.counts.assign(400, 0);
    for (std::uint32_t i = 0; i < 2000; ++i) {
        data.groups.push_back(i / 5);
        data.columns[0].push_back(1);
        data.columns[1].push_back(normal(random));
        data.offset.push_back(0);
        std::poisson_distribution<int> count(std::exp(0.4 + 0.6 * data.columns[1].back()));
        data.counts[i / 5] += count(random);
    }
    const std::vector<NormalPrior> priors{{0, 10}, {0, 10}};
    const GroupedFit fit = fit_grouped_poisson(data, priors);
    ASSERT_TRUE(fit.converged);
    EXPECT_NEAR(fit.coefficients[0], 0.4, 0.1);
    EXPECT_NEAR(fit.coefficients[1], 0.6, 0.1);
}

TEST(GroupedPoisson, IsAtTheTopOfThePosterior) {
    const GroupedCounts data{{4, 0, 9, std::nan("")},
                             {0, 0, 1, 2, 2, 3, 3},
                             {{1, 1, 1, 1, 1, 1, 1}, {0.5, -1, 2, 0.3, -0.2, 9, 1}},
                             {0.1, 0.4, -1, 1, 0.2, 3, 0}};
    const std::vector<NormalPrior> priors{{0.2, 0.6}, {-0.4, 0.3}};
    const GroupedFit fit = fit_grouped_poisson(data, priors);
    ASSERT_TRUE(fit.converged);
    // What a group without a count would say is not asked.
    const auto log_posterior = [&](double a, double b) {
        std::vector<double> means(4, 0);
        for (std::size_t i = 0; i < 7; ++i) {
            means[data.groups[i]] += std::exp(data.offset[i] + a + b * data.columns[1][i]);
        }
        double sum = 0;
        for (std::size_t group = 0; group < 3; ++group) {
            sum += data.counts[group] * std::log(means[group]) - means[group];
        }
        return sum - std::pow((a - 0.2) / 0.6, 2) / 2 - std::pow((b + 0.4) / 0.3, 2) / 2;
    };
    const double a = fit.coefficients[0];
    const double b = fit.coefficients[1];
    constexpr double step = 1e-4;
    EXPECT_NEAR((log_posterior(a + step, b) - log_posterior(a - step, b)) / (2 * step), 0, 1e-5);
    EXPECT_NEAR((log_posterior(a, b + step) - log_posterior(a, b - step)) / (2 * step), 0, 1e-5);
    for (std::size_t i = 0; i < 7; ++i) {
        EXPECT_NEAR(fit.means[i], std::exp(data.offset[i] + a + b * data.columns[1][i]), 1e-12);
    }
}

TEST(GroupedPoisson, ComesBackFromAPriorFarAway) {
    // At the mean of the prior a thousand times as many are expected, or as few.
    for (const double far : {7.0, -7.0}) {
        const GroupedCounts data{{30}, {0, 0}, {{1, 1}}, {0, 0}};
        const GroupedFit fit = fit_grouped_poisson(data, std::vector<NormalPrior>{{far, 100}});
        ASSERT_TRUE(fit.converged);
        EXPECT_NEAR(fit.means[0] + fit.means[1], 30, 0.05);
    }
}

TEST(GroupedPoisson, SizesThatDisagreeAreRefused) {
    const std::vector<NormalPrior> one{{0, 1}};
    EXPECT_THROW(fit_grouped_poisson({{1}, {0, 1}, {{1, 1}}, {0, 0}}, one), Error);
    EXPECT_THROW(fit_grouped_poisson({{1}, {0, 0}, {{1}}, {0, 0}}, one), Error);
    EXPECT_THROW(fit_grouped_poisson({{1}, {0, 0}, {{1, 1}}, {0}}, one), Error);
    EXPECT_THROW(fit_grouped_poisson({{1}, {0, 0}, {{1, 1}, {1, 1}}, {0, 0}}, one), Error);
}

}  // namespace
}  // namespace riskmap::stats
