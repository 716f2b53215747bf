#include "publish/annex/small_counts.hpp"

#include <gtest/gtest.h>

namespace riskmap::publish {
namespace {

using Counts = std::vector<std::vector<std::int64_t>>;

std::size_t hidden_in_row(const std::vector<std::vector<bool>>& hidden, std::size_t row) {
    std::size_t count = 0;
    for (const bool cell : hidden[row]) {
        count += cell ? 1 : 0;
    }
    return count;
}

TEST(SmallCounts, OneAndTwoAreHidden) {
    const auto hidden = hidden_cells({{1, 2, 9}, {2, 1, 8}, {7, 5, 6}});
    EXPECT_TRUE(hidden[0][0]);
    EXPECT_TRUE(hidden[1][1]);
    EXPECT_FALSE(hidden[2][2]);
}

TEST(SmallCounts, ALoneHiddenCellTakesItsSmallestNeighbourAlong) {
    const auto hidden = hidden_cells({{1, 5, 4}, {6, 7, 8}});
    EXPECT_TRUE(hidden[0][2]) << "4 is the smallest beside 1";
    EXPECT_TRUE(hidden[1][0]);
    EXPECT_TRUE(hidden[1][2]);
    EXPECT_FALSE(hidden[0][1]);
}

TEST(SmallCounts, NothingIsHiddenWithoutSmallCells) {
    const auto hidden = hidden_cells({{0, 5}, {3, 0}});
    EXPECT_EQ(hidden_in_row(hidden, 0) + hidden_in_row(hidden, 1), 0U);
}

TEST(SmallCounts, AreShownInWords) {
    EXPECT_EQ(std::get<std::string>(shown_count(2, true)), "<3");
    EXPECT_EQ(std::get<std::string>(shown_count(2, false)), "<3");
    EXPECT_EQ(std::get<std::string>(shown_count(5, true)), "…");
    EXPECT_EQ(std::get<std::int64_t>(shown_count(0, false)), 0);
    EXPECT_EQ(std::get<std::int64_t>(shown_count(3, false)), 3);
}

TEST(SmallCounts, NoRowOrColumnEverHidesExactlyOneCell) {
    constexpr std::uint64_t seed = 20260101;
    for (std::uint64_t trial = 0; trial < 200; ++trial) {
        SCOPED_TRACE(trial);
        Counts counts(4, std::vector<std::int64_t>(5, 0));
        std::uint64_t state = seed + trial * 7919;
        for (auto& row : counts) {
            for (std::int64_t& cell : row) {
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                cell = static_cast<std::int64_t>((state >> 40U) % 8U);
            }
        }
        const auto hidden = hidden_cells(counts);
        for (std::size_t row = 0; row < 4; ++row) {
            EXPECT_NE(hidden_in_row(hidden, row), 1U);
        }
        for (std::size_t column = 0; column < 5; ++column) {
            std::size_t count = 0;
            for (std::size_t row = 0; row < 4; ++row) {
                count += hidden[row][column] ? 1 : 0;
                if (counts[row][column] == 1 || counts[row][column] == 2) {
                    EXPECT_TRUE(hidden[row][column]);
                }
            }
            EXPECT_NE(count, 1U);
        }
    }
}

}  // namespace
}  // namespace riskmap::publish
