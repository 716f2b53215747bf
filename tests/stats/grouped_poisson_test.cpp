#include "stats/grouped_poisson.hpp"

#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace riskmap::stats
