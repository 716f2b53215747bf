#include "stats/multinomial.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

/// Mean and covariances of counts over many worlds beside those of the multinomial law.
void expect_multinomial(std::int64_t events) {
    const std::vector<double> shares{0.5, 0, 0.2, 0.0001, 0.2999};
    constexpr int worlds = 4000;
    const MultinomialSampler sampler(shares);
    std::vector<double> sum(shares.size());
    std::vector<double> square(shares.size());
    double product = 0;
    std::vector<std::int32_t> counts(shares.size());
    const auto n = static_cast<double>(events);
    for (std::uint64_t world = 0; world < worlds; ++world) {
        RandomStream random(5, 6, world);
        sampler.draw(events, random, counts);
        ASSERT_EQ(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}), events);
        ASSERT_EQ(counts[1], 0);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const double away = counts[i] - n * shares[i];
            sum[i] += away;
            square[i] += away * away;
        }
        product += (counts[0] - n * shares[0]) * (counts[2] - n * shares[2]);
    }
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double variance = n * shares[i] * (1 - shares[i]);
        EXPECT_NEAR(sum[i] / worlds, 0, 4 * std::sqrt(variance / worlds)) << "mean of row " << i;
        // The variance of a squared deviation is about twice the square of the variance.
        EXPECT_NEAR(square[i] / worlds,
                    variance,
                    5 * std::sqrt((2 * variance * variance + variance) / worlds))
            << "variance of row " << i;
    }
    const double covariance = -n * shares[0] * shares[2];
    EXPECT_NEAR(product / worlds, covariance, 5 * n * 0.25 / std::sqrt(worlds));
}

TEST(MultinomialSampler, FewEventsFollowTheLaw) { expect_multinomial(200); }

TEST(MultinomialSampler, ManyEventsFollowTheLaw) { expect_multinomial(1'000'000); }

/// Pearson's statistic of the counts of one of two rows over many worlds, and its degrees of
/// freedom: values whose probability is small are put together.
std::pair<double, int> misfit(int events, double share) {
    constexpr int worlds = 100'000;
    const MultinomialSampler sampler(std::vector<double>{share, 1 - share});
    std::vector<int> seen(static_cast<std::size_t>(events) + 1);
    std::vector<std::int32_t> counts(2);
    for (std::uint64_t world = 0; world < worlds; ++world) {
        RandomStream random(8, 1, world);
        sampler.draw(events, random, counts);
        ++seen[static_cast<std::size_t>(counts[0])];
    }
    double statistic = 0;
    int cells = 0;
    double expected = 0;
    double observed = 0;
    for (int k = 0; k <= events; ++k) {
        expected += worlds * std::exp(std::lgamma(events + 1) - std::lgamma(k + 1) -
                                      std::lgamma(events - k + 1) + k * std::log(share) +
                                      (events - k) * std::log1p(-share));
        observed += seen[static_cast<std::size_t>(k)];
        if (expected >= 20 || k == events) {
            statistic += (observed - expected) * (observed - expected) / std::max(expected, 1.0);
            ++cells;
            expected = 0;
            observed = 0;
        }
    }
    return {statistic, cells - 1};
}

TEST(MultinomialSampler, SharesOfManyEventsAreBinomial) {
    for (const auto& [events, share] : {std::pair{40, 0.03},
                                        std::pair{100, 0.099},
                                        std::pair{100, 0.101},
                                        std::pair{100, 0.5},
                                        std::pair{90, 0.8},
                                        std::pair{5000, 0.02},
                                        std::pair{5000, 0.98}}) {
        const auto [statistic, freedom] = misfit(events, share);
        // Beyond four standard deviations of chi-squared in one case of ten thousand.
        EXPECT_LT(statistic, freedom + 4 * std::sqrt(2.0 * freedom)) << events << " " << share;
        EXPECT_GT(freedom, 3) << events << " " << share;
    }
}

TEST(MultinomialSampler, ManyEventsCostNoMoreThanFew) {
    // A billion events: drawn one by one they would take seconds each.
    const MultinomialSampler sampler(std::vector<double>{1, 2, 3});
    std::vector<std::int32_t> counts(3);
    for (std::uint64_t world = 0; world < 200; ++world) {
        RandomStream random(1, 2, world);
        sampler.draw(1'000'000'000, random, counts);
        EXPECT_NEAR(counts[0], 1e9 / 6, 1e5);
    }
}

TEST(MultinomialSampler, OneRowTakesAll) {
    const MultinomialSampler sampler(std::vector<double>{0, 7, 0});
    std::vector<std::int32_t> counts(3);
    for (const std::int64_t events : {0, 9, 5'000'000}) {
        RandomStream random(1, 2, 3);
        sampler.draw(events, random, counts);
        EXPECT_EQ(counts, (std::vector<std::int32_t>{0, static_cast<std::int32_t>(events), 0}));
    }
}

TEST(MultinomialSampler, TheLastEventsAreNotLost) {
    // A heavy row first leaves none, one or two events for the others.
    const MultinomialSampler sampler(std::vector<double>{98, 1, 0, 1, 0});
    std::vector<std::int32_t> counts(5);
    std::vector<int> left(4);
    for (std::uint64_t world = 0; world < 500; ++world) {
        RandomStream random(3, 1, world);
        sampler.draw(60, random, counts);
        ASSERT_EQ(std::accumulate(counts.begin(), counts.end(), 0), 60);
        EXPECT_EQ(counts[2] + counts[4], 0);
        ++left[static_cast<std::size_t>(std::min(60 - counts[0], 3))];
    }
    EXPECT_GT(left[0], 50);
    EXPECT_GT(left[1], 50);
}

TEST(MultinomialSampler, RowsOfEqualWeightsAreDrawnAlike) {
    // Weights whose shares are not exact in doubles, one event at a time.
    const std::vector<double> weights(7, 0.1);
    const MultinomialSampler sampler(weights);
    std::vector<std::int32_t> counts(7);
    std::vector<double> sums(7, 0);
    constexpr int worlds = 20'000;
    for (std::uint64_t world = 0; world < worlds; ++world) {
        RandomStream random(4, 1, world);
        sampler.draw(1, random, counts);
        for (std::size_t i = 0; i < 7; ++i) {
            sums[i] += counts[i];
        }
    }
    for (const double sum : sums) {
        EXPECT_NEAR(sum / worlds, 1.0 / 7, 4 * std::sqrt(6.0 / 49 / worlds));
    }
}

TEST(MultinomialSampler, WeightsThatAreNoWeightsAreRefused) {
    EXPECT_THROW(MultinomialSampler(std::vector<double>{1, -1}), Error);
    EXPECT_THROW(MultinomialSampler(std::vector<double>{0, 0}), Error);
    EXPECT_THROW(MultinomialSampler(std::vector<double>{}), Error);
    EXPECT_NO_THROW(MultinomialSampler(std::vector<double>{0, 1e-300}));
}

}  // namespace
}  // namespace riskmap::stats
