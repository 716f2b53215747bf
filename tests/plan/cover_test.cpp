#include "plan/cover.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/random.hpp"

namespace riskmap::plan {
namespace {

double covered_by(const std::vector<double>& demand,
                  const std::vector<std::vector<std::size_t>>& reaches,
                  std::uint32_t set) {
    std::vector<bool> hit(demand.size(), false);
    for (std::size_t site = 0; site < reaches.size(); ++site) {
        if ((set >> site & 1U) != 0) {
            for (const std::size_t row : reaches[site]) {
                hit[row] = true;
            }
        }
    }
    double sum = 0;
    for (std::size_t row = 0; row < demand.size(); ++row) {
        sum += hit[row] ? demand[row] : 0;
    }
    return sum;
}

TEST(CoverMost, EqualsBruteForceOnRandomPlaces) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE(seed);
        RandomStream random(seed, 1, 0);
        std::vector<double> demand;
        for (int i = 0; i < 25; ++i) {
            demand.push_back(static_cast<double>(random.below(100)));
        }
        std::vector<std::vector<std::size_t>> reaches(10);
        for (auto& rows : reaches) {
            for (std::size_t row = 0; row < demand.size(); ++row) {
                if (random.uniform() < 0.2) {
                    rows.push_back(row);
                }
            }
        }
        const std::size_t count = 1 + seed % 5;
        double best = 0;
        for (std::uint32_t set = 0; set < 1024; ++set) {
            if (static_cast<std::size_t>(__builtin_popcount(set)) == count) {
                best = std::max(best, covered_by(demand, reaches, set));
            }
        }
        const Cover cover = cover_most(demand, reaches, count);
        EXPECT_TRUE(cover.proven);
        EXPECT_EQ(cover.covered, best);
        EXPECT_EQ(cover.sites.size(), count);
    }
}

TEST(CoverMost, BeatsGreedyWhereGreedyLoses) {
    // The middle site looks best alone; the two at the sides reach everything together.
    const Cover cover = cover_most({2, 4, 4, 2}, {{1, 2}, {0, 1}, {2, 3}}, 2);
    EXPECT_EQ(cover.covered, 12);
    EXPECT_EQ(cover.sites, (std::vector<std::size_t>{1, 2}));
}

TEST(CoverMost, TakesAllSitesWhenThereAreTooFew) {
    EXPECT_EQ(cover_most({1, 2}, {{0}, {1}}, 5).covered, 3);
    EXPECT_TRUE(cover_most({}, {}, 3).sites.empty());
}

TEST(CoverMost, TiesGoToTheLowerSites) {
    const std::vector<double> even{1, 1, 1, 1};
    const std::vector<std::vector<std::size_t>> one_each{{0}, {1}, {2}, {3}};
    EXPECT_EQ(cover_most(even, one_each, 2).sites, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(cover_most(even, one_each, 2, 0).sites, (std::vector<std::size_t>{0, 1}));
}

TEST(CoverMost, DemandIsCountedOnce) {
    const Cover cover = cover_most({5, 1}, {{0}, {0}, {1}}, 2);
    EXPECT_EQ(cover.covered, 6);
    EXPECT_EQ(cover.sites, (std::vector<std::size_t>{0, 2}));
}

TEST(CoverMost, NoSiteIsTakenTwice) {
    const Cover cover = cover_most({5}, {{0}, {0}, {0}}, 2);
    EXPECT_EQ(cover.covered, 5);
    EXPECT_EQ(cover.sites, (std::vector<std::size_t>{0, 1}));
}

TEST(CoverMost, WithoutASearchItIsTheGreedyChoice) {
    const Cover greedy = cover_most({2, 4, 4, 2}, {{1, 2}, {0, 1}, {2, 3}}, 2, 0);
    EXPECT_EQ(greedy.covered, 10);
    EXPECT_EQ(greedy.sites, (std::vector<std::size_t>{0, 1}));
    EXPECT_FALSE(greedy.proven);
    const Cover none = cover_most({2}, {{0}}, 0);
    EXPECT_TRUE(none.sites.empty());
    EXPECT_EQ(none.covered, 0);
}

TEST(CoverMost, TheSearchCountsItsNodes) {
    // One site of one: the root, which is no better than the greedy choice, is all there is.
    EXPECT_FALSE(cover_most({2}, {{0}}, 1, 1).proven);
    EXPECT_TRUE(cover_most({2}, {{0}}, 1, 2).proven);
}

}  // namespace
}  // namespace riskmap::plan
