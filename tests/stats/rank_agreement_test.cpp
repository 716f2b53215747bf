#include "stats/rank_agreement.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

namespace riskmap::stats {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

TEST(MidRanks, EqualValuesShareTheirRanksAndNoNumberComesLast) {
    EXPECT_EQ(mid_ranks(std::vector<double>{5, 9, 5, none, 1}),
              (std::vector<double>{2.5, 1, 2.5, 5, 4}));
}

TEST(RankCorrelation, IsOneForTheSameOrderAndMinusOneForTheOpposite) {
    const std::vector<double> a{1, 2, 3, 4};
    EXPECT_DOUBLE_EQ(rank_correlation(a, std::vector<double>{10, 200, 201, 999}), 1);
    EXPECT_DOUBLE_EQ(rank_correlation(a, std::vector<double>{4, 3, 2, 1}), -1);
    // 1 - 6 (0 + 1 + 1 + 0) / (4 (16 - 1))
    EXPECT_DOUBLE_EQ(rank_correlation(a, std::vector<double>{1, 3, 2, 4}), 0.8);
}

TEST(RankCorrelation, IsUndefinedWithoutVariation) {
    EXPECT_TRUE(std::isnan(rank_correlation(std::vector<double>{1, 2}, std::vector<double>{3, 3})));
}

TEST(TopShares, AnEdgeThroughEqualValuesIsSharedByThem) {
    EXPECT_EQ(top_shares(std::vector<double>{7, 3, 3, 3, 1}, 2),
              (std::vector<double>{1, 1.0 / 3, 1.0 / 3, 1.0 / 3, 0}));
}

TEST(TopShares, FewerRowsThanPlacesAllBelong) {
    EXPECT_EQ(top_shares(std::vector<double>{2, 1}, 10), (std::vector<double>{1, 1}));
}

TEST(Concordance, EventsOnTheHighestRowsAreForetold) {
    const std::vector<double> people{1, 1, 2};
    // All events on the first row: 3 of 4 people below it, and half of its own.
    EXPECT_DOUBLE_EQ(
        concordance(std::vector<double>{3, 2, 1}, std::vector<double>{4, 0, 0}, people), 3.5 / 4);
    EXPECT_DOUBLE_EQ(
        concordance(std::vector<double>{1, 1, 1}, std::vector<double>{4, 0, 1}, people), 0.5);
    EXPECT_TRUE(std::isnan(
        concordance(std::vector<double>{1, 1, 1}, std::vector<double>{0, 0, 0}, people)));
}

}  // namespace
}  // namespace riskmap::stats
