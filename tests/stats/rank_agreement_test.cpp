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

TEST(RankAgreement, WhereOneColumnSaysNothingThereIsNoAnswer) {
    const std::vector<double> flat{3, 3};
    const std::vector<double> varied{1, 2};
    const std::vector<double> nobody{0, 0};
    EXPECT_TRUE(std::isnan(rank_correlation(flat, varied)));
    EXPECT_TRUE(std::isnan(rank_correlation(std::vector<double>{1}, std::vector<double>{2})));
    EXPECT_TRUE(std::isnan(concordance(varied, nobody, flat)));
    EXPECT_TRUE(std::isnan(concordance(varied, flat, nobody)));
    EXPECT_EQ(top_shares(varied, 0), nobody);
}

TEST(RankCorrelation, TwoRowsAreEnough) {
    const std::vector<double> up{1, 2};
    EXPECT_DOUBLE_EQ(rank_correlation(up, std::vector<double>{5, 7}), 1);
    EXPECT_DOUBLE_EQ(rank_correlation(up, std::vector<double>{7, 5}), -1);
    EXPECT_TRUE(std::isnan(rank_correlation(std::vector<double>{}, std::vector<double>{})));
    // With ties, the product-moment correlation of 1.5, 1.5, 3 and 1, 2, 3.
    EXPECT_NEAR(rank_correlation(std::vector<double>{4, 4, 1}, std::vector<double>{9, 8, 7}),
                1.5 / std::sqrt(1.5 * 2),
                1e-15);
}

TEST(Concordance, FewEventsCountAsManyDo) {
    const std::vector<double> people{0.25, 0.25, 0.5};
    EXPECT_DOUBLE_EQ(
        concordance(std::vector<double>{3, 2, 1}, std::vector<double>{0.5, 0, 0.5}, people),
        0.5 * (0.75 + 0.125) + 0.5 * 0.25);
    // Rows without a value are the lowest.
    EXPECT_DOUBLE_EQ(
        concordance(std::vector<double>{none, 2, 3}, std::vector<double>{1, 0, 0}, people), 0.125);
}

}  // namespace
}  // namespace riskmap::stats
