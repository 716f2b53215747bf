#include <algorithm>
#include <cmath>
#include <utility>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "stats/scan.hpp"
#include "stats/support/scan_sites.hpp"

namespace riskmap::stats {
namespace {

using test::random_sites;
using test::Sites;

TEST(SpaceTimeScan, FindsThePlaceAndTheMonths) {
    Sites sites = random_sites(3, 20, 0);
    const std::size_t periods = 12;
    std::vector<std::int64_t> cases(20 * periods, 0);
    std::fill(sites.expected.begin(), sites.expected.end(), 1);
    for (std::size_t unit = 0; unit < 20; ++unit) {
        cases[unit * periods + unit % periods] = 1;
    }
    for (const std::size_t month : {4u, 5u, 6u}) {
        cases[7 * periods + month] = 5;
    }
    sites.cases = cases;
    ScanOptions options;
    options.replicates = 199;
    const ScanResult result =
        scan_space_time(sites.data(), std::vector<double>(periods, 1), options, {});
    ASSERT_FALSE(result.clusters.empty());
    EXPECT_EQ(*result.clusters.front().periods, (std::pair<std::size_t, std::size_t>(4, 6)));
    const auto& units = result.clusters.front().units;
    EXPECT_NE(std::find(units.begin(), units.end(), 7u), units.end());
    EXPECT_LE(result.clusters.front().p, 0.01);
}

/// The largest ratio of all circles and all runs, one by one.
double largest_ratio(const Sites& sites, std::size_t periods, std::size_t longest, double total) {
    const std::size_t units = sites.expected.size();
    double expected_total = 0;
    for (const double expected : sites.expected) {
        expected_total += expected;
    }
    double largest = 0;
    for (std::size_t centre = 0; centre < units; ++centre) {
        for (std::size_t edge = 0; edge < units; ++edge) {
            const auto far = [&](std::size_t unit) {
                return std::hypot(sites.x[unit] - sites.x[centre], sites.y[unit] - sites.y[centre]);
            };
            double share = 0;
            std::vector<std::int64_t> by_period(periods, 0);
            for (std::size_t unit = 0; unit < units; ++unit) {
                if (far(unit) <= far(edge)) {
                    share += sites.expected[unit] / expected_total;
                    for (std::size_t t = 0; t < periods; ++t) {
                        by_period[t] += sites.cases[unit * periods + t];
                    }
                }
            }
            for (std::size_t first = 0; share <= 0.5 && first < periods; ++first) {
                std::int64_t cases = 0;
                for (std::size_t t = first; t < std::min(periods, first + longest); ++t) {
                    cases += by_period[t];
                    const auto length = static_cast<double>(t + 1 - first);
                    const double expected = total * share * length / static_cast<double>(periods);
                    largest = cases < 2
                                  ? largest
                                  : std::max(largest,
                                             scan_log_likelihood_ratio(
                                                 static_cast<double>(cases), expected, total));
                }
            }
        }
    }
    return largest;
}

TEST(SpaceTimeScan, MissesNoCylinder) {
    const std::size_t periods = 10;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        Sites sites = random_sites(seed, 15, 0);
        RandomStream random(seed, 77, 0);
        sites.cases.clear();
        double total = 0;
        for (std::size_t cell = 0; cell < sites.expected.size() * periods; ++cell) {
            sites.cases.push_back(random.poisson(0.25));
            total += static_cast<double>(sites.cases.back());
        }
        for (const std::size_t longest : {1u, 3u, 10u}) {
            ScanOptions options;
            options.replicates = 0;
            options.longest = longest;
            const ScanResult result =
                scan_space_time(sites.data(), std::vector<double>(periods, 1), options, {});
            const double largest = largest_ratio(sites, periods, longest, total);
            ASSERT_FALSE(result.clusters.empty());
            EXPECT_NEAR(result.clusters.front().log_likelihood_ratio, largest, 1e-9)
                << "seed " << seed << ", longest " << longest;
        }
    }
}

/// Six units far apart in a row, of equal expectation; cases of four periods each.
Sites six_in_a_row(std::vector<std::int64_t> cases) {
    Sites sites;
    for (int unit = 0; unit < 6; ++unit) {
        sites.x.push_back(unit * unit * 10);
        sites.y.push_back(0);
        sites.expected.push_back(3);
    }
    sites.cases = std::move(cases);
    return sites;
}

TEST(SpaceTimeScan, ClustersAreWhatTheySay) {
    const Sites sites = six_in_a_row({9, 0, 0, 1,  //
                                      0, 1, 0, 0,  //
                                      0, 0, 0, 1,  //
                                      1, 0, 0, 0,  //
                                      0, 0, 7, 6,  //
                                      0, 1, 0, 0});
    const std::vector<double> shares{1, 2, 2, 3};
    ScanOptions options;
    options.replicates = 99;
    options.max_share = 0.2;
    options.longest = 2;
    const ScanResult result = scan_space_time(sites.data(), shares, options, {});
    ASSERT_EQ(result.clusters.size(), 2U);
    const double total = 27;
    const ScanCluster& first = result.clusters[0];
    EXPECT_EQ(first.units, (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(*first.periods, (std::pair<std::size_t, std::size_t>(0, 0)));
    EXPECT_EQ(first.observed, 9);
    EXPECT_DOUBLE_EQ(first.expected, total / 6 * 1 / 8);
    EXPECT_DOUBLE_EQ(first.log_likelihood_ratio, scan_log_likelihood_ratio(9, total / 48, total));
    const ScanCluster& second = result.clusters[1];
    EXPECT_EQ(second.centre, 4U);
    EXPECT_EQ(second.units, (std::vector<std::uint32_t>{4}));
    EXPECT_EQ(*second.periods, (std::pair<std::size_t, std::size_t>(2, 3)));
    EXPECT_EQ(second.observed, 13);
    EXPECT_DOUBLE_EQ(second.expected, total / 6 * 5 / 8);
    EXPECT_LT(first.p, 0.05);
    options.max_clusters = 1;
    EXPECT_EQ(scan_space_time(sites.data(), shares, options, {}).clusters.size(), 1U);
    options.max_clusters = 0;
    EXPECT_TRUE(scan_space_time(sites.data(), shares, options, {}).clusters.empty());
}

TEST(SpaceTimeScan, RunsAreAtMostHalfOfAllPeriodsUnlessAskedFor) {
    const Sites sites = six_in_a_row({3, 3, 3, 3,  //
                                      0, 0, 0, 0,  //
                                      0, 0, 0, 0,  //
                                      0, 0, 0, 0,  //
                                      0, 0, 0, 0,  //
                                      1, 1, 1, 1});
    const std::vector<double> even(4, 1);
    ScanOptions options;
    options.replicates = 0;
    options.max_share = 0.2;
    const auto length = [&](std::size_t longest) {
        options.longest = longest;
        const auto periods =
            *scan_space_time(sites.data(), even, options, {}).clusters.front().periods;
        return periods.second - periods.first + 1;
    };
    EXPECT_EQ(length(0), 2U);
    EXPECT_EQ(length(1), 1U);
    EXPECT_EQ(length(3), 3U);
    EXPECT_EQ(length(4), 4U);
    EXPECT_EQ(length(9), 4U);
    // One period alone is no run to halve.
    Sites once = sites;
    once.cases = {12, 0, 0, 0, 0, 2};
    options.longest = 0;
    EXPECT_EQ(scan_space_time(once.data(), std::vector<double>{1}, options, {}).clusters.size(),
              1U);
}

TEST(SpaceTimeScan, FewerCasesThanAskedForAreNoCluster) {
    const Sites sites = six_in_a_row({3, 0, 0, 0,  //
                                      0, 0, 0, 1,  //
                                      0, 0, 0, 0,  //
                                      0, 0, 0, 0,  //
                                      0, 0, 1, 0,  //
                                      0, 1, 0, 0});
    ScanOptions options;
    options.replicates = 0;
    options.max_share = 0.2;
    options.min_cases = 3;
    const std::vector<double> even(4, 1);
    EXPECT_EQ(scan_space_time(sites.data(), even, options, {}).clusters.size(), 1U);
    options.min_cases = 4;
    EXPECT_TRUE(scan_space_time(sites.data(), even, options, {}).clusters.empty());
    // Without cases there is nothing, and shares that are no shares are refused.
    const Sites nobody = six_in_a_row(std::vector<std::int64_t>(24, 0));
    EXPECT_TRUE(scan_space_time(nobody.data(), even, options, {}).clusters.empty());
    EXPECT_THROW(scan_space_time(sites.data(), std::vector<double>{1, -1, 1, 1}, options, {}),
                 Error);
    EXPECT_THROW(scan_space_time(sites.data(), std::vector<double>(4, 0), options, {}), Error);
    EXPECT_THROW(scan_space_time(sites.data(), std::vector<double>(3, 1), options, {}), Error);
    EXPECT_THROW(scan_space_time(sites.data(), std::vector<double>{}, options, {}), Error);
}

TEST(SpaceTimeScan, WorldsFollowUnitsAndPeriods) {
    // All expectation in one unit and one period: every world is as the study is.
    Sites sites = six_in_a_row({4, 0, 0, 0,  //
                                0, 0, 0, 0,  //
                                0, 0, 0, 0,  //
                                0, 0, 0, 0,  //
                                0, 0, 0, 0,  //
                                0, 0, 0, 4});
    sites.expected = {4, 0, 0, 0, 0, 4};
    ScanOptions options;
    options.replicates = 999;
    // A circle of half of all, in one period of two that count.
    const ScanResult result =
        scan_space_time(sites.data(), std::vector<double>{1, 0, 0, 1}, options, {});
    ASSERT_FALSE(result.clusters.empty());
    // Eight cases in four cells of equal chance: some cell has at least four of them in
    // 1 - 8! [x^8] (1 + x + x^2 / 2 + x^3 / 6)^4 / 4^8 of the worlds.
    double without = 0;
    const double inverse[] = {1, 1, 0.5, 1.0 / 6};
    for (int a = 0; a < 4; ++a) {
        for (int b = 0; b < 4; ++b) {
            for (int c = 0; c < 4; ++c) {
                const int d = 8 - a - b - c;
                without += d >= 0 && d < 4 ? inverse[a] * inverse[b] * inverse[c] * inverse[d] : 0;
            }
        }
    }
    const double chance = 1 - without * 40320 / 65536;
    EXPECT_NEAR(result.clusters.front().p, chance, 4 * std::sqrt(chance * (1 - chance) / 999));
}

TEST(SpaceTimeScan, CommonSeasonIsNoCluster) {
    // Everyone has twice as many cases in the first half, as expected.
    Sites sites = random_sites(3, 10, 0);
    std::fill(sites.expected.begin(), sites.expected.end(), 1);
    sites.cases.assign(20, 0);
    for (std::size_t unit = 0; unit < 10; ++unit) {
        sites.cases[2 * unit] = 4;
        sites.cases[2 * unit + 1] = 2;
    }
    ScanOptions options;
    options.replicates = 99;
    EXPECT_TRUE(
        scan_space_time(sites.data(), std::vector<double>{4, 2}, options, {}).clusters.empty());
}

}  // namespace
}  // namespace riskmap::stats
