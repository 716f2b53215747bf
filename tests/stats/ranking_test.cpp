#include "stats/ranking.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

TEST(Ranking, HighestValueHasRankOne) {
    // Three draws of three rows.
    const std::vector<float> draws{3, 2, 1, 3, 1, 2, 2, 3, -1};
    const auto ranks = rank_draws(draws, 3, {.mass = 0.5, .top = 1}, {});
    EXPECT_NEAR(ranks[0].mean, 4.0 / 3, 1e-12);
    EXPECT_NEAR(ranks[1].mean, 2, 1e-12);
    EXPECT_NEAR(ranks[2].mean, 8.0 / 3, 1e-12);
    EXPECT_EQ(ranks[0].rank, 1);
    EXPECT_EQ(ranks[2].rank, 3);
    EXPECT_NEAR(ranks[0].score, 100 * (4 - 4.0 / 3) / 4, 1e-12);
    EXPECT_NEAR(ranks[0].probability_top, 2.0 / 3, 1e-12);
    EXPECT_NEAR(ranks[1].lower, 1.5, 1e-12);  // of 1, 2, 3
    EXPECT_NEAR(ranks[1].upper, 2.5, 1e-12);
}

TEST(Ranking, EqualValuesRankByRow) {
    const std::vector<float> draws{1, 1, 1, 0.0F, -0.0F, 0.0F};
    const auto ranks = rank_draws(draws, 3, {}, {});
    EXPECT_EQ(ranks[0].mean, 1);
    EXPECT_EQ(ranks[1].mean, 2);
    EXPECT_EQ(ranks[2].mean, 3);
}

TEST(Ranking, WhenNothingIsKnownScoresAreFifty) {
    const std::vector<float> draws{1, 2, 3, 3, 1, 2, 2, 3, 1};
    for (const RankSummary& row : rank_draws(draws, 3, {}, {})) {
        EXPECT_NEAR(row.score, 50, 1e-12);
    }
}

TEST(Ranking, ManyRowsRankAsFewDo) {
    // Rows past the size from which keys are sorted by digits, many of them equal.
    constexpr std::size_t rows = 1500;
    RandomStream random(3, 1, 0);
    std::vector<float> draw(rows);
    for (float& value : draw) {
        value = static_cast<float>(random.below(300)) - 150;
    }
    const auto ranks = rank_draws(draw, rows, {}, {});
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return draw[a] > draw[b];
    });
    for (std::size_t place = 0; place < rows; ++place) {
        EXPECT_EQ(ranks[order[place]].mean, static_cast<double>(place + 1));
    }
}

TEST(Ranking, CentralIntervalIsItsTwoQuantiles) {
    RandomStream random(4, 1, 0);
    for (const std::size_t size : {1U, 2U, 3U, 40U, 41U, 1000U}) {
        std::vector<double> values(size);
        for (double& value : values) {
            value = random.normal();
        }
        for (const double mass : {0.0, 0.5, 0.9, 1.0}) {
            const auto [lower, upper] = central_interval(values, mass);
            EXPECT_EQ(lower, quantile_of(values, (1 - mass) / 2)) << size << " " << mass;
            EXPECT_NEAR(upper, quantile_of(values, (1 + mass) / 2), 1e-12) << size << " " << mass;
        }
    }
}

TEST(Ranking, QuantileInterpolatesBetweenOrderStatistics) {
    std::vector<double> values{4, 1, 3, 2};
    EXPECT_NEAR(quantile_of(values, 0.5), 2.5, 1e-15);
    EXPECT_EQ(quantile_of(values, 0), 1);
    EXPECT_EQ(quantile_of(values, 1), 4);
}

TEST(Ranking, IntervalsHoldAFurtherDrawAsOftenAsTheySay) {
    // Few draws, so that the loss of other definitions would show: 0.9 x 2 / 20 = 0.09.
    constexpr std::size_t draws = 19;
    constexpr std::size_t trials = 20000;
    double held = 0;
    for (std::size_t trial = 0; trial < trials; ++trial) {
        RandomStream random(8, 1, trial);
        std::vector<double> values(draws);
        for (double& value : values) {
            value = random.uniform();
        }
        const auto [lower, upper] = central_interval(values, 0.9);
        held += (upper - lower) / trials;  // the chance that one more uniform draw falls inside
    }
    EXPECT_NEAR(held, 0.9, 0.003);
}

/// Between the sorted ranks on both sides of a place.
double between(std::vector<double> ranks, double place) {
    std::sort(ranks.begin(), ranks.end());
    const auto below = static_cast<std::size_t>(place);
    const double low = ranks[below];
    const double high = ranks[std::min(below + 1, ranks.size() - 1)];
    return low + (place - static_cast<double>(below)) * (high - low);
}

TEST(RankTally, KeepsOfDrawsShownOneByOneWhatAllOfThemTell) {
    RandomStream random(6, 1, 0);
    constexpr std::size_t rows = 40;
    for (const std::size_t count : {1U, 2U, 3U, 20U, 101U}) {
        std::vector<float> draws(rows * count);
        std::vector<std::vector<double>> ranks(rows);
        for (std::size_t draw = 0; draw < count; ++draw) {
            const std::span values = std::span(draws).subspan(draw * rows, rows);
            for (std::size_t row = 0; row < rows; ++row) {
                values[row] = static_cast<float>(random.normal() + static_cast<double>(row) / 10);
            }
            for (std::size_t row = 0; row < rows; ++row) {
                ranks[row].push_back(static_cast<double>(
                    1 + std::count_if(values.begin(), values.end(), [&](float value) {
                        return value > values[row];
                    })));
            }
        }
        for (const double mass : {0.0, 0.5, 0.9, 1.0}) {
            RankTally tally(rows, count, {.mass = mass, .top = 3});
            for (std::size_t draw = 0; draw < count; ++draw) {
                tally.add(std::span(draws).subspan(draw * rows, rows), {});
            }
            const auto told = tally.summaries();
            const auto whole = rank_draws(draws, rows, {.mass = mass, .top = 3}, {});
            const auto end = static_cast<double>(count - 1);
            for (std::size_t row = 0; row < rows; ++row) {
                EXPECT_NEAR(told[row].lower, between(ranks[row], (1 - mass) / 2 * end), 1e-9);
                EXPECT_NEAR(told[row].upper, between(ranks[row], (1 + mass) / 2 * end), 1e-9);
                EXPECT_EQ(told[row].lower, whole[row].lower);
                EXPECT_EQ(told[row].upper, whole[row].upper);
                EXPECT_EQ(told[row].rank, whole[row].rank);
                EXPECT_EQ(told[row].probability_top, whole[row].probability_top);
            }
        }
    }
}

TEST(RankTally, TellsNothingBeforeAllDrawsWereShown) {
    RankTally tally(2, 3, {});
    tally.add(std::vector<float>{1, 2}, {});
    EXPECT_THROW(tally.summaries(), Error);
    EXPECT_THROW(tally.add(std::vector<float>(3), {}), Error);
}

TEST(Ranking, PartialDrawsAreRefused) {
    EXPECT_THROW(rank_draws(std::vector<float>(5), 3, {}, {}), Error);
}

using RankingReference = test::Reference;

TEST_F(RankingReference, MatchesTheStoredDraws) {
    const auto ranking = folder / "ranking";
    const test::Table csv(ranking / "draws_S2_islands_intercept.csv");
    constexpr std::size_t rows = 56;
    std::vector<float> draws;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::vector<double> column = csv.numbers("rr" + std::to_string(row + 1));
        draws.resize(rows * column.size());
        for (std::size_t draw = 0; draw < column.size(); ++draw) {
            draws[draw * rows + row] = static_cast<float>(column[draw]);
        }
    }
    const auto ranks = rank_draws(draws, rows, {.mass = 0.9, .top = 10}, {});
    const auto top_five = rank_draws(draws, rows, {.mass = 0.9, .top = 5}, {});
    const test::Table wanted(ranking / "ref_rank_from_draws_S2.csv");
    const auto mean = wanted.numbers("expected_rank");
    const auto score = wanted.numbers("expected_percentile");
    const auto rank = wanted.numbers("integer_rank");
    const auto lower = wanted.numbers("rank_q05");
    const auto upper = wanted.numbers("rank_q95");
    const auto five = wanted.numbers("P_top5");
    const auto ten = wanted.numbers("P_top10");
    for (std::size_t row = 0; row < rows; ++row) {
        EXPECT_NEAR(ranks[row].mean, mean[row], 1e-9) << row + 1;
        EXPECT_NEAR(ranks[row].score, score[row], 1e-9) << row + 1;
        EXPECT_EQ(ranks[row].rank, static_cast<int>(rank[row])) << row + 1;
        EXPECT_NEAR(ranks[row].lower, lower[row], 0.0051) << row + 1;
        EXPECT_NEAR(ranks[row].upper, upper[row], 0.0051) << row + 1;
        EXPECT_NEAR(ranks[row].probability_top, ten[row], 1e-9) << row + 1;
        EXPECT_NEAR(top_five[row].probability_top, five[row], 1e-9) << row + 1;
    }
}

}  // namespace
}  // namespace riskmap::stats
