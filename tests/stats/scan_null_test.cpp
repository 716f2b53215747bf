#include "stats/scan_null.hpp"

#include <atomic>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

const std::vector<double> even{1, 1};

/// Clusters with these ratios, nothing simulated yet.
ScanResult found(const std::vector<double>& ratios) {
    ScanResult result;
    for (const double ratio : ratios) {
        ScanCluster cluster;
        cluster.log_likelihood_ratio = ratio;
        result.clusters.push_back(cluster);
    }
    return result;
}

/// Worlds whose maxima are 1, 2, 3, ... whatever their counts.
WorldMaxima counting(std::size_t* called) {
    return [called](std::span<const std::int32_t>, std::span<double> maxima) {
        for (double& maximum : maxima) {
            maximum = static_cast<double>(++*called);
        }
    };
}

ScanOptions worlds(std::size_t replicates, std::size_t stop_after = 0) {
    ScanOptions options;
    options.replicates = replicates;
    options.stop_after = stop_after;
    return options;
}

TEST(ScanNull, RanksEachClusterAmongTheMaxima) {
    ScanResult result = found({195, 10});
    std::size_t called = 0;
    judge_clusters(result, even, 5, counting(&called), worlds(199), {});
    EXPECT_EQ(result.replicates, 199U);
    EXPECT_FALSE(result.stopped_early);
    // 195 to 199 reach the first; 10 to 199 the second.
    EXPECT_DOUBLE_EQ(result.clusters[0].p, (1 + 5) / 200.0);
    EXPECT_DOUBLE_EQ(result.clusters[1].p, (1 + 190) / 200.0);
}

TEST(ScanNull, FitsAGumbelTailToTheMomentsOfTheMaxima) {
    // Mean and variance of 1..n: (n + 1) / 2 and n (n + 1) / 12.
    for (const std::size_t n : {99U, 600U}) {
        ScanResult result = found({3.0 * static_cast<double>(n)});
        std::size_t called = 0;
        judge_clusters(result, even, 5, counting(&called), worlds(n), {});
        const auto size = static_cast<double>(n);
        const double scale = std::sqrt(size * (size + 1) / 12 * 6) / M_PI;
        const double location = (size + 1) / 2 - 0.57721566490153286 * scale;
        EXPECT_NEAR(result.gumbel_scale, scale, 1e-9);
        EXPECT_NEAR(result.gumbel_location, location, 1e-9);
        EXPECT_EQ(result.null_q95, 1 + std::floor(0.95 * (size - 1)));
        const double above = (3 * size - location) / scale;
        EXPECT_NEAR(result.clusters[0].p_gumbel, 1 - std::exp(-std::exp(-above)), 1e-12);
    }
}

TEST(ScanNull, FewWorldsOrNoMaximaHaveNoTail) {
    ScanResult few = found({7});
    std::size_t called = 0;
    judge_clusters(few, even, 5, counting(&called), worlds(98), {});
    EXPECT_TRUE(std::isnan(few.clusters[0].p_gumbel));
    EXPECT_EQ(few.gumbel_scale, 0);
    ScanResult equal = found({7});
    const WorldMaxima nothing = [](std::span<const std::int32_t>, std::span<double> maxima) {
        std::fill(maxima.begin(), maxima.end(), 0.0);
    };
    judge_clusters(equal, even, 5, nothing, worlds(120), {});
    EXPECT_EQ(equal.gumbel_scale, 0);
    EXPECT_TRUE(std::isnan(equal.clusters[0].p_gumbel));
    EXPECT_DOUBLE_EQ(equal.clusters[0].p, 1.0 / 121);
}

TEST(ScanNull, StopsAtTheWorldThatDecides) {
    ScanResult result = found({40, 3});
    std::size_t called = 0;
    judge_clusters(result, even, 5, counting(&called), worlds(2000, 10), {});
    // The tenth that reaches 40 is 49.
    EXPECT_TRUE(result.stopped_early);
    EXPECT_EQ(result.replicates, 49U);
    EXPECT_DOUBLE_EQ(result.clusters[0].p, 10 / 49.0);
    EXPECT_DOUBLE_EQ(result.clusters[1].p, 47 / 49.0);
    // The last world that was asked for is no early stop.
    for (const std::size_t asked : {49U, 50U}) {
        ScanResult whole = found({40});
        called = 0;
        judge_clusters(whole, even, 5, counting(&called), worlds(asked, 10), {});
        EXPECT_EQ(whole.stopped_early, asked == 50);
        EXPECT_EQ(whole.replicates, 49U);
        EXPECT_DOUBLE_EQ(whole.clusters[0].p, asked == 50 ? 10 / 49.0 : 11 / 50.0);
    }
}

TEST(ScanNull, AMaximumThatDiffersByRoundingReachesTheObserved) {
    for (const double observed : {1e-4, 1.0, 1e6}) {
        const auto p_of = [&](double less) {
            ScanResult result = found({observed});
            const WorldMaxima same = [&](std::span<const std::int32_t>, std::span<double> maxima) {
                std::fill(maxima.begin(), maxima.end(), observed - less);
            };
            judge_clusters(result, even, 5, same, worlds(9), {});
            return result.clusters[0].p;
        };
        EXPECT_EQ(p_of(0.5e-9 * (1 + observed)), 1);
        EXPECT_DOUBLE_EQ(p_of(2e-9 * (1 + observed)), 0.1);
    }
}

TEST(ScanNull, WorldsShareAllCasesByTheWeights) {
    ScanResult result = found({7});
    std::atomic<std::int64_t> first = 0;
    const WorldMaxima look = [&](std::span<const std::int32_t> counts, std::span<double> maxima) {
        ASSERT_EQ(counts.size(), 3 * maxima.size());
        for (std::size_t world = 0; world < maxima.size(); ++world) {
            const auto mine = counts.subspan(3 * world, 3);
            EXPECT_EQ(std::accumulate(mine.begin(), mine.end(), 0), 40);
            EXPECT_EQ(mine[1], 0);
            first += mine[0];
            maxima[world] = mine[0];
        }
    };
    judge_clusters(result, std::vector<double>{1, 0, 3}, 40, look, worlds(1000), {});
    // A quarter of 40,000 cases, give or take four standard deviations.
    EXPECT_NEAR(static_cast<double>(first), 10'000, 4 * std::sqrt(40'000 * 0.25 * 0.75));
    // Worlds differ: the tail has a width near that of a binomial count.
    EXPECT_NEAR(result.gumbel_scale * M_PI / std::sqrt(6), std::sqrt(40 * 0.25 * 0.75), 0.3);
}

TEST(ScanNull, NothingIsSimulatedWithoutClustersOrWorlds) {
    std::size_t called = 0;
    ScanResult empty;
    judge_clusters(empty, even, 5, counting(&called), worlds(99), {});
    ScanResult unjudged = found({7});
    judge_clusters(unjudged, even, 5, counting(&called), worlds(0), {});
    EXPECT_EQ(called, 0U);
    EXPECT_EQ(unjudged.clusters[0].p, 1);
}

TEST(ScanNull, OneByOneShowsEachWorldItsOwnCounts) {
    RunContext context;
    const WorldMaxima sums = one_by_one(
        [](std::span<const std::int32_t> counts) {
            return static_cast<double>(std::accumulate(counts.begin(), counts.end(), 0));
        },
        context);
    std::vector<double> maxima(3);
    sums(std::vector<std::int32_t>{1, 2, 3, 4, 5, 6}, maxima);
    EXPECT_EQ(maxima, (std::vector<double>{3, 7, 11}));
}

}  // namespace
}  // namespace riskmap::stats
