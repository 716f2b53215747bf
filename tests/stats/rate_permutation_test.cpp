#include "stats/rate_permutation.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "stats/empirical_bayes.hpp"
#include "stats/multinomial.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

using RatePermutationReference = test::Reference;

/// A `side` x `side` board, rook neighbours.
Graph board(std::uint32_t side) {
    std::vector<Graph::Edge> edges;
    for (std::uint32_t row = 0; row < side; ++row) {
        for (std::uint32_t column = 0; column < side; ++column) {
            const std::uint32_t here = row * side + column;
            if (column + 1 < side) {
                edges.emplace_back(here, here + 1);
            }
            if (row + 1 < side) {
                edges.emplace_back(here, here + side);
            }
        }
    }
    return Graph(side * side, edges);
}

RunContext context(unsigned threads, std::uint64_t seed) {
    RunContext result;
    result.threads = threads;
    result.seed = seed;
    return result;
}

TEST(MultinomialSampler, KeepsTheTotalAndTheShares) {
    const std::vector<double> weights{1, 0, 3, 6};
    const MultinomialSampler sampler(weights);
    std::vector<std::int32_t> counts(4);
    std::vector<double> sums(4, 0);
    for (std::uint64_t replicate = 0; replicate < 2000; ++replicate) {
        RandomStream random(7, 1, replicate);
        sampler.draw(20, random, counts);
        EXPECT_EQ(counts[0] + counts[1] + counts[2] + counts[3], 20);
        EXPECT_EQ(counts[1], 0);
        for (std::size_t i = 0; i < 4; ++i) {
            sums[i] += counts[i];
        }
    }
    for (std::size_t i = 0; i < 4; ++i) {
        const double share = weights[i] / 10;
        EXPECT_NEAR(sums[i] / 40000, share, 4 * std::sqrt(share * (1 - share) / 40000) + 1e-12);
    }
}

TEST(RatePermutation, FindsTheCornerThatBurnsAndNotTheRest) {
    std::vector<std::int64_t> cases(36, 3);
    for (const std::size_t hot : {0u, 1u, 6u, 7u}) {
        cases[hot] = 15;
    }
    const std::vector<double> people(36, 1000);
    const auto result = test_rates(cases, people, board(6), {999, 3}, {});
    EXPECT_LE(*result.moran_p, 0.01);
    EXPECT_LE(result.getis_ord[0].p, 0.01);
    EXPECT_GT(result.getis_ord[0].statistic.z, 0);
    EXPECT_EQ(result.local_moran[0].statistic.quadrant, Quadrant::high_high);
    EXPECT_LE(result.local_moran[0].p, 0.01);
    EXPECT_GT(result.getis_ord[35].p, 0.05);
}

TEST(RatePermutation, SameBytesForAnyNumberOfThreads) {
    std::vector<std::int64_t> cases(25, 0);
    cases[3] = 2;
    cases[4] = 5;
    cases[20] = 1;
    std::vector<double> people;
    for (std::size_t i = 0; i < 25; ++i) {
        people.push_back(1 + static_cast<double>(i % 7));
    }
    const auto one = test_rates(cases, people, board(5), {500, 3}, context(1, 9));
    const auto four = test_rates(cases, people, board(5), {500, 3}, context(4, 9));
    EXPECT_EQ(*one.moran_p, *four.moran_p);
    for (std::size_t i = 0; i < 25; ++i) {
        EXPECT_EQ(one.getis_ord[i].p, four.getis_ord[i].p);
        EXPECT_EQ(one.local_moran[i].p, four.local_moran[i].p);
    }
}

TEST(RatePermutation, WithoutCasesNothingIsTested) {
    const std::vector<std::int64_t> none(9, 0);
    const auto result = test_rates(none, std::vector<double>(9, 2), board(3), {99, 3}, {});
    EXPECT_FALSE(result.moran);
    EXPECT_FALSE(result.moran_p);
    EXPECT_EQ(result.replicates, 0u);
    EXPECT_TRUE(std::isnan(result.getis_ord[4].p));
    EXPECT_EQ(result.getis_ord[4].statistic.state, LocalState::undefined);
}

TEST(RatePermutation, EqualRiskIsCalledUnusualAsOftenAsPromised) {
    // 200 worlds of equal risk with very unequal populations, p <= 0.1 in about a tenth of them.
    std::vector<double> people;
    for (std::size_t i = 0; i < 25; ++i) {
        people.push_back(1 + 10 * static_cast<double>(i % 5) * static_cast<double>(i % 3));
    }
    const MultinomialSampler sampler(people);
    std::vector<std::int32_t> drawn(25);
    int called = 0;
    for (std::uint64_t world = 0; world < 200; ++world) {
        RandomStream random(2024, 5, world);
        sampler.draw(40, random, drawn);
        const std::vector<std::int64_t> cases(drawn.begin(), drawn.end());
        const auto result = test_rates(cases, people, board(5), {99, 3}, context(1, world));
        called += result.moran_p && *result.moran_p <= 0.1 ? 1 : 0;
    }
    EXPECT_GE(called, 6);
    EXPECT_LE(called, 37);
}

TEST(RatePermutation, CountsTheWorldsThatAreAtLeastAsFar) {
    const std::vector<std::int64_t> cases{4, 0, 1, 2, 0, 3, 1, 0, 2};
    const std::vector<double> people{3, 1, 2, 4, 1, 2, 3, 1, 2};
    const Graph graph = board(3);
    constexpr std::size_t worlds = 300;  // not a multiple of a block
    const auto result = test_rates(cases, people, graph, {worlds, 3}, context(1, 9));
    EXPECT_EQ(result.replicates, worlds);
    const std::vector<double> counts(cases.begin(), cases.end());
    const std::vector<double> index = empirical_bayes_index(counts, people);
    EXPECT_EQ(result.index, index);
    const auto local = local_moran(index, graph);
    const auto star = getis_ord(index, graph);
    const double moran = moran_index(index, graph, WeightStyle::row_standardised);
    EXPECT_EQ(*result.moran, moran);
    int moran_up = 1;
    std::vector<int> local_up(9, 1), local_down(9, 1), star_up(9, 1), star_down(9, 1);
    const MultinomialSampler sampler(people);
    std::vector<std::int32_t> drawn(9);
    for (std::uint64_t world = 0; world < worlds; ++world) {
        RandomStream random(9, 3, world);
        sampler.draw(13, random, drawn);
        const auto of_world =
            empirical_bayes_index(std::vector<double>(drawn.begin(), drawn.end()), people);
        const double slack = 1e-9;
        const double i = moran_index(of_world, graph, WeightStyle::row_standardised);
        moran_up += i >= moran - slack ? 1 : 0;
        const auto l = local_moran(of_world, graph);
        const auto s = getis_ord(of_world, graph);
        for (std::size_t row = 0; row < 9; ++row) {
            local_up[row] += l[row].value >= local[row].value - slack ? 1 : 0;
            local_down[row] += l[row].value <= local[row].value + slack ? 1 : 0;
            star_up[row] += s[row].value >= star[row].value - slack ? 1 : 0;
            star_down[row] += s[row].value <= star[row].value + slack ? 1 : 0;
        }
    }
    const auto both = [](int up, int down) {
        return std::min(1.0, 2.0 * std::min(up, down) / (worlds + 1));
    };
    EXPECT_DOUBLE_EQ(*result.moran_p, moran_up / (worlds + 1.0));
    for (std::size_t row = 0; row < 9; ++row) {
        EXPECT_DOUBLE_EQ(result.local_moran[row].p, both(local_up[row], local_down[row])) << row;
        EXPECT_DOUBLE_EQ(result.getis_ord[row].p, both(star_up[row], star_down[row])) << row;
        EXPECT_EQ(result.getis_ord[row].statistic.value, star[row].value);
    }
}

TEST(RatePermutation, WorldsThatAreTheStudyReachItOnBothSides) {
    // Everybody lives in the first row but a few: nearly all worlds are the same.
    const std::vector<std::int64_t> cases{5, 0, 0};
    const std::vector<double> people{1e12, 1, 1};
    const Graph line(3, std::vector<Graph::Edge>{{0, 1}, {1, 2}});
    const auto result = test_rates(cases, people, line, {49, 3}, {});
    ASSERT_TRUE(result.moran_p);
    EXPECT_EQ(*result.moran_p, 1);
    EXPECT_EQ(result.local_moran[0].p, 1);
    EXPECT_EQ(result.getis_ord[0].p, 1);
}

TEST(RatePermutation, SomeoneIsAtRiskInEveryRow) {
    const std::vector<std::int64_t> cases{1, 0, 2};
    const std::vector<double> people{5, 5, 5};
    const Graph line(3, std::vector<Graph::Edge>{{0, 1}, {1, 2}});
    EXPECT_NO_THROW(test_rates(cases, people, line, {9, 3}, {}));
    EXPECT_THROW(test_rates(cases, std::vector<double>{5, 0, 5}, line, {9, 3}, {}), Error);
    EXPECT_THROW(test_rates(std::vector<std::int64_t>{1, -1, 2}, people, line, {9, 3}, {}), Error);
    EXPECT_THROW(test_rates(cases, std::vector<double>{5, 5}, line, {9, 3}, {}), Error);
    EXPECT_THROW(test_rates(cases, people, Graph(4, {}), {9, 3}, {}), Error);
    EXPECT_EQ(test_rates(cases, people, line, {9, 3}, {}).replicates, 9U);
}

TEST_F(RatePermutationReference, NorthCarolinaIsClustered) {
    const test::Table counts(folder / "nc_sids/input_counts.csv");
    std::vector<std::int64_t> cases;
    for (const double y : counts.numbers("sid74")) {
        cases.push_back(static_cast<std::int64_t>(y));
    }
    const Graph queen =
        test::reference_graph(folder / "nc_sids/input_edges_queen_directed.csv", cases.size());
    const auto result = test_rates(cases, counts.numbers("bir74"), queen, {1999, 3}, {});
    EXPECT_NEAR(*result.moran, 0.248746214263511, 1e-10);
    EXPECT_LE(*result.moran_p, 0.002);
}

}  // namespace
}  // namespace riskmap::stats
