#include "disclosure/hidden_means.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace riskmap::disclosure {
namespace {

double sum_of(const std::vector<double>& means) {
    return std::accumulate(means.begin(), means.end(), 0.0);
}

TEST(HiddenMeans, EqualWeightsShareTheSumEqually) {
    const std::vector<HiddenCount> counts(4);
    for (const double mean : hidden_means(counts, 7)) {
        EXPECT_NEAR(mean, 1.75, 1e-9);
    }
}

TEST(HiddenMeans, AHeavierCountIsMoreLikelyTheTwo) {
    const std::vector<HiddenCount> counts{{Shown::fewer, 1}, {Shown::fewer, 4}};
    const std::vector<double> means = hidden_means(counts, 3);
    EXPECT_NEAR(sum_of(means), 3, 1e-9);
    EXPECT_LT(means[0], means[1]);
    // Both are (1 + x) / (1 + x / 2), the second at four times the x of the first.
    const double x = (means[0] - 1) / (1 - means[0] / 2);
    EXPECT_NEAR(means[1], (1 + 4 * x) / (1 + 2 * x), 1e-9);
}

TEST(HiddenMeans, AreTheMeansOfPoissonCountsInTheirRange) {
    // By direct summation at one mean, the sum taken from it.
    const double mean = 4.2;
    const auto conditional = [&](int from, int to) {
        double weight = std::exp(-mean);
        double all = 0;
        double first = 0;
        for (int k = 0; k <= to; ++k) {
            if (k >= from) {
                all += weight;
                first += k * weight;
            }
            weight *= mean / (k + 1);
        }
        return first / all;
    };
    const std::vector<HiddenCount> counts{{Shown::fewer, mean}, {Shown::withheld, mean}};
    const double fewer = conditional(1, 2);
    const double withheld = conditional(3, 80);
    const std::vector<double> means = hidden_means(counts, fewer + withheld);
    EXPECT_NEAR(means[0], fewer, 1e-9);
    EXPECT_NEAR(means[1], withheld, 1e-9);
}

TEST(HiddenMeans, KeepRangesAndSumsWhateverTheWeights) {
    std::mt19937 random(20);
    for (int round = 0; round < 300; ++round) {
        std::vector<HiddenCount> counts;
        std::int64_t truth = 0;
        const int size = 1 + static_cast<int>(random() % 30);
        for (int i = 0; i < size; ++i) {
            const bool fewer = random() % 3 != 0;
            const double weight =
                random() % 9 == 0 ? 0 : std::exp(static_cast<double>(random() % 12));
            counts.push_back({fewer ? Shown::fewer : Shown::withheld, weight});
            truth += fewer ? 1 + random() % 2 : 3 + random() % 40;
        }
        const std::vector<double> means = hidden_means(counts, static_cast<double>(truth));
        const std::vector<std::int64_t> whole = whole_counts(means);
        for (std::size_t i = 0; i < means.size(); ++i) {
            const bool fewer = counts[i].shown == Shown::fewer;
            EXPECT_GE(means[i], fewer ? 1 : 3) << round;
            EXPECT_LE(means[i], fewer ? 2 : 1e9) << round;
            EXPECT_LE(std::abs(static_cast<double>(whole[i]) - means[i]), 1 + 1e-9) << round;
            EXPECT_LE(whole[i], fewer ? 2 : 1000000000) << round;
            if (counts[i].weight == 0) {
                EXPECT_EQ(means[i], fewer ? 1 : 3);
            }
        }
        const bool room = std::any_of(counts.begin(), counts.end(), [](const HiddenCount& count) {
            return count.weight > 0 && count.shown == Shown::withheld;
        });
        if (room) {
            EXPECT_NEAR(sum_of(means), static_cast<double>(truth), 1e-6) << round;
            EXPECT_EQ(std::accumulate(whole.begin(), whole.end(), std::int64_t{0}), truth) << round;
        }
    }
}

TEST(HiddenMeans, SumsBeyondTheRangesStopAtTheBounds) {
    const std::vector<HiddenCount> counts{{Shown::fewer, 1}, {Shown::fewer, 3}};
    EXPECT_EQ(hidden_means(counts, 1), (std::vector<double>{1, 1}));
    EXPECT_EQ(hidden_means(counts, 9), (std::vector<double>{2, 2}));
    EXPECT_EQ(hidden_means(counts, std::nullopt), (std::vector<double>{1.5, 1.5}));
    EXPECT_TRUE(hidden_means({}, 3).empty());
}

TEST(WholeCounts, RaiseTheLargestRemaindersAndTheFirstOfEqualOnes) {
    const std::vector<double> means{1.5, 1.25, 1.5, 1.75, 4};
    EXPECT_EQ(whole_counts(means), (std::vector<std::int64_t>{2, 1, 1, 2, 4}));
}

}  // namespace
}  // namespace riskmap::disclosure
