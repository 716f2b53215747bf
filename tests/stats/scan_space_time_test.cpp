#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

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
