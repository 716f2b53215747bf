#include "disclosure/count_flow.hpp"

#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::disclosure {
namespace {

using Counts = std::vector<std::vector<std::int64_t>>;

/// A table with the totals of its rows and columns and the grand total: the cells row by row, then
/// the rows' totals, the columns' totals, the grand total.
CountFlow table(const Counts& counts, bool columns_printed = true) {
    CountFlow flow;
    const std::size_t source = flow.add_node();
    const std::size_t sink = flow.add_node();
    const std::size_t rows = counts.size();
    const std::size_t columns = counts.front().size();
    std::vector<std::size_t> row_node;
    std::vector<std::size_t> column_node;
    for (std::size_t i = 0; i < rows; ++i) {
        row_node.push_back(flow.add_node());
    }
    for (std::size_t j = 0; j < columns; ++j) {
        column_node.push_back(flow.add_node());
    }
    std::vector<std::int64_t> row_sum(rows, 0);
    std::vector<std::int64_t> column_sum(columns, 0);
    std::int64_t all = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            flow.add({row_node[i], column_node[j], counts[i][j]});
            row_sum[i] += counts[i][j];
            column_sum[j] += counts[i][j];
            all += counts[i][j];
        }
    }
    for (std::size_t i = 0; i < rows; ++i) {
        flow.add({source, row_node[i], row_sum[i]});
    }
    for (std::size_t j = 0; j < columns; ++j) {
        flow.add({column_node[j], sink, column_sum[j], 1, columns_printed});
    }
    flow.add({sink, source, all});
    return flow;
}

/// Every value of each cell and total that some table of cells from 0 to `most` gives and that fits
/// what is shown; written without the search for cycles.
std::vector<Bounds> by_trying_all(const CountFlow& flow,
                                  const std::vector<Shown>& shown,
                                  std::size_t rows,
                                  std::size_t columns,
                                  std::int64_t most) {
    const std::vector<CountCell>& cells = flow.cells();
    const auto fits = [&](std::size_t cell, std::int64_t count) {
        const std::int64_t truth = cells[cell].count;
        if (!cells[cell].printed) {
            return true;
        }
        return shown[cell] == Shown::exact   ? count == truth
               : shown[cell] == Shown::fewer ? count == 1 || count == 2
                                             : count >= (truth < 3 ? 1 : 3);
    };
    std::vector<Bounds> found(cells.size(), Bounds{1000, -1});
    std::vector<std::int64_t> tried(rows * columns, 0);
    const std::function<void(std::size_t)> go = [&](std::size_t at) {
        if (at < tried.size()) {
            for (std::int64_t count = 0; count <= most; ++count) {
                if (fits(at, count)) {
                    tried[at] = count;
                    go(at + 1);
                }
            }
            return;
        }
        std::vector<std::int64_t> all = tried;
        for (std::size_t i = 0; i < rows; ++i) {
            std::int64_t sum = 0;
            for (std::size_t j = 0; j < columns; ++j) {
                sum += tried[i * columns + j];
            }
            all.push_back(sum);
        }
        for (std::size_t j = 0; j < columns; ++j) {
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < rows; ++i) {
                sum += tried[i * columns + j];
            }
            all.push_back(sum);
        }
        std::int64_t sum = 0;
        for (const std::int64_t count : tried) {
            sum += count;
        }
        all.push_back(sum);
        for (std::size_t cell = tried.size(); cell < all.size(); ++cell) {
            if (!fits(cell, all[cell])) {
                return;
            }
        }
        for (std::size_t cell = 0; cell < all.size(); ++cell) {
            found[cell].lower = std::min(found[cell].lower, all[cell]);
            found[cell].upper = std::max(found[cell].upper, all[cell]);
        }
    };
    go(0);
    return found;
}

TEST(CountFlow, ShowsLargeCountsAndZeros) {
    const auto shown = what_to_show(table({{0, 5}, {3, 0}}));
    EXPECT_EQ(shown, std::vector<Shown>(shown.size(), Shown::exact));
}

TEST(CountFlow, WithholdsAnotherCellOfARowThatHidesOne) {
    const auto shown = what_to_show(table({{1, 5, 4, 9}}, false));
    EXPECT_EQ(shown[0], Shown::fewer);
    EXPECT_EQ(shown[1], Shown::exact);
    EXPECT_EQ(shown[2], Shown::withheld) << "the smallest that can give";
    EXPECT_EQ(shown[3], Shown::exact);
}

TEST(CountFlow, TwoSmallCountsWhoseSumTellsThemAreNotEnough) {
    // 1 + 1 = 2 can only be 1 and 1.
    const auto shown = what_to_show(table({{1, 1, 8, 6}}, false));
    EXPECT_EQ(shown[0], Shown::fewer);
    EXPECT_EQ(shown[1], Shown::fewer);
    EXPECT_TRUE(shown[2] == Shown::withheld || shown[3] == Shown::withheld);
}

TEST(CountFlow, OneAndTwoHideEachOther) {
    const auto shown = what_to_show(table({{1, 2, 8, 6}}, false));
    EXPECT_EQ(shown[2], Shown::exact);
    EXPECT_EQ(shown[3], Shown::exact);
}

TEST(CountFlow, HidesTheTotalWhereNothingElseCanHide) {
    const CountFlow flow = table({{1, 1, 1, 0}}, false);
    const auto shown = what_to_show(flow);
    EXPECT_TRUE(given_away(flow, shown).empty());
    EXPECT_EQ(shown[3], Shown::exact) << "a zero stays";
    EXPECT_NE(shown.back(), Shown::exact) << "three in three places are one each";
}

TEST(CountFlow, TellsThatASingleHiddenCellIsGivenAway) {
    const CountFlow flow = table({{2, 5, 4}}, false);
    std::vector<Shown> shown(flow.cells().size(), Shown::exact);
    shown[0] = Shown::fewer;
    EXPECT_EQ(given_away(flow, shown), (std::vector<std::size_t>{0, 4})) << "and its column's";
    EXPECT_EQ(bounds_of(flow, shown, 0).lower, 2);
    EXPECT_EQ(bounds_of(flow, shown, 0).upper, 2);
}

TEST(CountFlow, GuardsASmallCountThatNoTablePrints) {
    // All cases and the deaths among them are printed; the other two people are not.
    CountFlow flow;
    const std::size_t a = flow.add_node();
    const std::size_t b = flow.add_node();
    flow.add({a, b, 7});
    flow.add({a, b, 2, 1, false});
    flow.add({b, a, 9});
    const auto shown = what_to_show(flow);
    EXPECT_TRUE(shown[0] == Shown::withheld || shown[2] == Shown::withheld);
}

TEST(CountFlow, RefusesTablesThatDoNotAddUp) {
    CountFlow flow;
    const std::size_t a = flow.add_node();
    const std::size_t b = flow.add_node();
    flow.add({a, b, 7});
    flow.add({b, a, 6});
    EXPECT_THROW(what_to_show(flow), Error);
}

TEST(CountFlow, BoundsAreThoseFoundByTryingEveryTable) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        std::mt19937 random(seed);
        const std::size_t rows = 2;
        const std::size_t columns = 2 + random() % 2;
        Counts counts(rows, std::vector<std::int64_t>(columns));
        for (auto& row : counts) {
            for (auto& count : row) {
                count = static_cast<std::int64_t>(random() % 5);
            }
        }
        const CountFlow flow = table(counts);
        // As the rule says, and with cells opened again at random.
        std::vector<Shown> shown = what_to_show(flow);
        if (seed % 2 == 0) {
            for (std::size_t cell = 0; cell < shown.size(); ++cell) {
                if (random() % 3 == 0) {
                    shown[cell] = is_small(flow.cells()[cell].count) ? Shown::fewer : Shown::exact;
                }
            }
        }
        const auto all = by_trying_all(flow, shown, rows, columns, 6);
        std::vector<std::size_t> open;
        for (std::size_t cell = 0; cell < shown.size(); ++cell) {
            const std::int64_t truth = flow.cells()[cell].count;
            const Bounds bounds = bounds_of(flow, shown, cell, 1);
            EXPECT_EQ(bounds.lower, std::max(all[cell].lower, truth - 1)) << cell;
            EXPECT_EQ(bounds.upper, std::min(all[cell].upper, truth + 1)) << cell;
            if (shown[cell] == Shown::fewer
                    ? all[cell].lower == all[cell].upper
                    : shown[cell] == Shown::withheld && all[cell].lower == all[cell].upper) {
                open.push_back(cell);
            }
        }
        EXPECT_EQ(given_away(flow, shown), open);
        if (seed % 2 == 1) {
            EXPECT_TRUE(open.empty());
        }
    }
}

TEST(CountFlow, LargeSparseTablesAreSafeAndTheSameEveryTime) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        std::mt19937 random(seed);
        std::poisson_distribution<int> draw(0.2 + 0.1 * (seed % 7));
        Counts counts(30, std::vector<std::int64_t>(12));
        for (auto& row : counts) {
            for (auto& count : row) {
                count = draw(random);
            }
        }
        const CountFlow flow = table(counts);
        const auto shown = what_to_show(flow);
        EXPECT_TRUE(given_away(flow, shown).empty());
        EXPECT_EQ(shown, what_to_show(flow));
        for (std::size_t cell = 0; cell < shown.size(); ++cell) {
            const std::int64_t count = flow.cells()[cell].count;
            EXPECT_TRUE(count > 0 || shown[cell] == Shown::exact);
            EXPECT_TRUE(!is_small(count) || shown[cell] != Shown::exact);
            EXPECT_TRUE(is_small(count) || shown[cell] != Shown::fewer);
        }
    }
}

}  // namespace
}  // namespace riskmap::disclosure
