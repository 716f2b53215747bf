#include "stats/autocorrelation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "stats/distributions.hpp"
#include "stats/empirical_bayes.hpp"
#include "stats/false_discovery.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

using AutocorrelationReference = test::Reference;

/// A row of `size` values, each beside the next.
Graph line(std::uint32_t size) {
    std::vector<Graph::Edge> edges;
    for (std::uint32_t i = 1; i < size; ++i) {
        edges.emplace_back(i - 1, i);
    }
    return Graph(size, edges);
}

void expect_close(double ours, double theirs, const char* what) {
    EXPECT_NEAR(ours, theirs, 1e-10 * (1 + std::abs(theirs))) << what;
}

TEST(Autocorrelation, MoranOfALineByHand) {
    // z = -2..2; sum of products of neighbours 2*(2*1 + 0 + 0 + 1*2) = 8, S0 = 8, z'z = 10.
    const std::vector<double> x{1, 2, 3, 4, 5};
    const auto result = moran(x, line(5), WeightStyle::binary);
    ASSERT_TRUE(result);
    EXPECT_NEAR(result->value, 5.0 / 8 * 8 / 10, 1e-15);
    EXPECT_NEAR(result->expected, -0.25, 1e-15);
    EXPECT_NEAR(moran_index(x, line(5), WeightStyle::binary), 0.5, 1e-15);
}

TEST(Autocorrelation, WithoutVarianceNothingIsDefined) {
    const std::vector<double> flat(6, 0.1);
    EXPECT_FALSE(moran(flat, line(6), WeightStyle::row_standardised));
    EXPECT_FALSE(general_g(flat, line(6), WeightStyle::binary));
    EXPECT_TRUE(std::isnan(moran_index(flat, line(6), WeightStyle::binary)));
    EXPECT_EQ(local_moran(flat, line(6))[0].state, LocalState::undefined);
    EXPECT_EQ(getis_ord(flat, line(6))[0].state, LocalState::undefined);
}

TEST(WorldStatistics, AreTheOtherStatisticsToTheLastBit) {
    RandomStream random(4, 1, 0);
    std::vector<Graph::Edge> edges;
    for (std::uint32_t i = 0; i < 200; ++i) {
        const Graph::Edge edge{random.below(60), random.below(60)};
        if (edge.first != edge.second) {
            edges.push_back(edge);
        }
    }
    const auto same = [](double one, double other) {
        return one == other || (std::isnan(one) && std::isnan(other));
    };
    WorldStatistics world;
    for (const std::uint32_t rows : {62U, 60U, 2U}) {  // the last two have no neighbours
        const Graph graph = rows == 2 ? line(2) : Graph(rows, edges);
        for (int round = 0; round < 3; ++round) {
            std::vector<double> values(rows, 0.3);
            for (double& value : values) {
                value = round == 0 ? value : 100 * random.normal();
            }
            world.compute(values, graph);
            EXPECT_TRUE(
                same(world.moran(), moran_index(values, graph, WeightStyle::row_standardised)));
            const auto local = local_moran(values, graph);
            const auto star = getis_ord(values, graph);
            for (std::uint32_t i = 0; i < rows; ++i) {
                const auto value_of = [](const LocalStatistic& one) {
                    return one.state == LocalState::defined ? one.value : std::nan("");
                };
                ASSERT_TRUE(same(world.local_moran()[i], value_of(local[i]))) << rows << " " << i;
                ASSERT_TRUE(same(world.getis_ord()[i], value_of(star[i]))) << rows << " " << i;
            }
        }
    }
}

TEST(Autocorrelation, TwoRowsAreTooFew) {
    const std::vector<double> x{1, 2};
    EXPECT_FALSE(moran(x, line(2), WeightStyle::binary));
    EXPECT_EQ(local_moran(x, line(2))[0].state, LocalState::undefined);
    EXPECT_EQ(getis_ord(x, line(2))[0].state, LocalState::undefined);
}

TEST(Autocorrelation, RowWithoutNeighboursIsIsolatedNotZero) {
    const std::vector<double> x{1, 2, 3, 9};
    const std::vector<Graph::Edge> edges{{0, 1}, {1, 2}};
    const Graph graph(4, edges);
    EXPECT_EQ(local_moran(x, graph)[3].state, LocalState::isolated);
    EXPECT_EQ(getis_ord(x, graph)[3].state, LocalState::isolated);
    EXPECT_EQ(local_moran(x, graph)[0].state, LocalState::defined);
    EXPECT_FALSE(moran(x, Graph(4, {}), WeightStyle::binary));
}

TEST(Autocorrelation, NeighbourOfEveryoneHasNoGetisOrd) {
    // The middle of a star sees all rows, so its sum cannot vary.
    const std::vector<double> x{1, 2, 4};
    EXPECT_EQ(getis_ord(x, line(3))[1].state, LocalState::undefined);
    EXPECT_EQ(getis_ord(x, line(3))[0].state, LocalState::defined);
}

TEST(Autocorrelation, QuadrantsTellRowFromSurroundings) {
    const std::vector<double> x{9, 9, 0, 0, 0, 9, 0, 0};
    const auto local = local_moran(x, line(8));
    EXPECT_EQ(local[0].quadrant, Quadrant::high_high);
    EXPECT_EQ(local[5].quadrant, Quadrant::high_low);
    EXPECT_EQ(local[7].quadrant, Quadrant::low_low);
    EXPECT_EQ(local[4].quadrant, Quadrant::low_high);
}

/// Mean and variance of a statistic over all orders of the values.
template <class Statistic>
std::pair<double, double> over_all_orders(std::vector<double> values, const Statistic& statistic) {
    std::sort(values.begin(), values.end());
    double sum = 0;
    double squares = 0;
    double orders = 0;
    do {
        const double value = statistic(values);
        sum += value;
        squares += value * value;
        orders += 1;
    } while (std::next_permutation(values.begin(), values.end()));
    return {sum / orders, squares / orders - sum / orders * (sum / orders)};
}

TEST(Autocorrelation, MomentsAreThoseOfAllOrdersOfTheValues) {
    const std::vector<Graph::Edge> edges{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {1, 3}, {0, 5}};
    const Graph six(6, edges);
    const std::vector<double> x{1, 2.5, 4, 4.25, 7, 11};
    for (const WeightStyle style : {WeightStyle::binary, WeightStyle::row_standardised}) {
        const auto i = moran(x, six, style);
        const auto [mean, variance] = over_all_orders(
            x, [&](const std::vector<double>& order) { return moran_index(order, six, style); });
        ASSERT_TRUE(i);
        EXPECT_EQ(i->value, moran_index(x, six, style));
        EXPECT_NEAR(i->expected, mean, 1e-12);
        EXPECT_NEAR(i->variance, variance, 1e-12);
        EXPECT_NEAR(i->z, (i->value - mean) / std::sqrt(variance), 1e-9);

        const auto g = general_g(x, six, style);
        const auto [g_mean, g_variance] = over_all_orders(x, [&](const std::vector<double>& order) {
            return general_g(order, six, style)->value;
        });
        ASSERT_TRUE(g);
        EXPECT_NEAR(g->expected, g_mean, 1e-12);
        EXPECT_NEAR(g->variance, g_variance, 1e-12);
    }
    // By hand: 2 (1 x 2.5 + 2.5 x 4 + 4 x 4.25 + 4.25 x 7 + 2.5 x 4.25 + 1 x 11) over all pairs.
    const double sum = 29.75;
    const double squares = 1 + 6.25 + 16 + 18.0625 + 49 + 121;
    EXPECT_NEAR(
        general_g(x, six, WeightStyle::binary)->value, 2 * 80.875 / (sum * sum - squares), 1e-15);
}

TEST(Autocorrelation, FourLinkedRowsAreEnoughForMomentsAndThreeForTheIndex) {
    const std::vector<double> four{1, 2, 3, 5};
    EXPECT_TRUE(moran(four, line(4), WeightStyle::binary));
    EXPECT_TRUE(general_g(four, line(4), WeightStyle::binary));
    const std::vector<double> three{1, 2, 5};
    EXPECT_FALSE(moran(three, line(3), WeightStyle::binary));
    EXPECT_FALSE(general_g(three, line(3), WeightStyle::binary));
    WorldStatistics world;
    world.compute(three, line(3));
    for (const WeightStyle style : {WeightStyle::binary, WeightStyle::row_standardised}) {
        EXPECT_TRUE(std::isfinite(moran_index(three, line(3), style)));
    }
    EXPECT_TRUE(std::isfinite(world.moran()));
    const std::vector<double> two{1, 2};
    EXPECT_TRUE(std::isnan(moran_index(two, line(2), WeightStyle::binary)));
    // Two linked rows among four do not make an index either.
    const Graph pair(4, std::vector<Graph::Edge>{{1, 2}});
    EXPECT_TRUE(std::isnan(moran_index(four, pair, WeightStyle::binary)));
    world.compute(four, pair);
    EXPECT_TRUE(std::isnan(world.moran()));
}

TEST(Autocorrelation, ANumberBelowZeroHasNoGeneralG) {
    EXPECT_FALSE(general_g(std::vector<double>{1, 2, -1, 5}, line(4), WeightStyle::binary));
    EXPECT_TRUE(general_g(std::vector<double>{1, 2, 0, 5}, line(4), WeightStyle::binary));
    // One number alone makes no pairs.
    EXPECT_FALSE(general_g(std::vector<double>{0, 2, 0, 0}, line(4), WeightStyle::binary));
}

TEST(Autocorrelation, UnitOfTheValuesDoesNotMatter) {
    const std::vector<double> x{1, 2.5, 4, 4.25, 7, 11};
    const auto local = local_moran(x, line(6));
    const auto star = getis_ord(x, line(6));
    const auto others = getis_ord(x, line(6), OwnRow::left_out);
    for (const double unit : {1e-4, 1e5}) {
        std::vector<double> scaled = x;
        for (double& value : scaled) {
            value *= unit;
        }
        WorldStatistics world;
        world.compute(scaled, line(6));
        const double index = moran_index(x, line(6), WeightStyle::row_standardised);
        EXPECT_NEAR(world.moran(), index, 1e-12);
        EXPECT_NEAR(moran_index(scaled, line(6), WeightStyle::row_standardised), index, 1e-12);
        EXPECT_NEAR(moran(scaled, line(6), WeightStyle::binary)->z,
                    moran(x, line(6), WeightStyle::binary)->z,
                    1e-9);
        EXPECT_NEAR(general_g(scaled, line(6), WeightStyle::binary)->z,
                    general_g(x, line(6), WeightStyle::binary)->z,
                    1e-9);
        for (std::size_t row = 0; row < 6; ++row) {
            EXPECT_NEAR(local_moran(scaled, line(6))[row].z, local[row].z, 1e-9);
            EXPECT_NEAR(getis_ord(scaled, line(6))[row].z, star[row].z, 1e-9);
            EXPECT_NEAR(getis_ord(scaled, line(6), OwnRow::left_out)[row].z, others[row].z, 1e-9);
            EXPECT_NEAR(world.local_moran()[row], local[row].value, 1e-12);
            EXPECT_NEAR(world.getis_ord()[row], star[row].value, 1e-9);
        }
    }
}

TEST(Autocorrelation, OneRowOfTheGraphForEachValue) {
    const std::vector<double> x{1, 2, 3, 4};
    EXPECT_THROW(moran_index(x, line(3), WeightStyle::binary), Error);
    EXPECT_THROW(local_moran(x, line(5)), Error);
}

TEST(FalseDiscovery, BenjaminiHochbergByHandSkipsMissingTests) {
    const std::vector<double> p{0.01, 0.04, 0.03, 0.005, std::nan(""), 0.9};
    const std::vector<double> q = benjamini_hochberg(p);
    EXPECT_DOUBLE_EQ(q[3], 0.025);
    EXPECT_DOUBLE_EQ(q[0], 0.025);
    EXPECT_DOUBLE_EQ(q[2], 0.05);
    EXPECT_DOUBLE_EQ(q[1], 0.05);
    EXPECT_TRUE(std::isnan(q[4]));
    EXPECT_DOUBLE_EQ(q[5], 0.9);
}

void expect_global(const test::Table& answers,
                   std::size_t row,
                   const std::vector<double>& x,
                   const Graph& graph,
                   WeightStyle style) {
    const auto ours = moran(x, graph, style);
    ASSERT_TRUE(ours);
    expect_close(ours->value, answers.numbers("moran_I")[row], "I");
    expect_close(ours->expected, answers.numbers("EI")[row], "EI");
    expect_close(ours->variance, answers.numbers("VarI_rand")[row], "variance");
    expect_close(ours->z, answers.numbers("z_rand")[row], "z");
}

TEST_F(AutocorrelationReference, GlobalStatistics) {
    const test::Table answers(folder / "ref_global_autocorrelation.csv");
    const test::Table counts(folder / "nc_sids/input_counts.csv");
    const std::vector<double> cases = counts.numbers("sid74");
    const std::vector<double> births = counts.numbers("bir74");
    std::vector<double> rates;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        rates.push_back(cases[i] / births[i]);
    }
    const Graph queen =
        test::reference_graph(folder / "nc_sids/input_edges_queen_directed.csv", cases.size());
    expect_global(answers, 0, rates, queen, WeightStyle::row_standardised);
    expect_global(answers, 1, rates, queen, WeightStyle::binary);
    expect_global(
        answers, 3, marshall_global(cases, births).rate, queen, WeightStyle::row_standardised);
    expect_close(
        moran_index(empirical_bayes_index(cases, births), queen, WeightStyle::row_standardised),
        answers.numbers("moran_I")[4],
        "EBI");
    const test::Table columbus(folder / "columbus/input.csv");
    const std::vector<double> crime = columbus.numbers("CRIME");
    const Graph gal =
        test::reference_graph(folder / "columbus/input_edges_gal_directed.csv", crime.size());
    expect_global(answers, 5, crime, gal, WeightStyle::row_standardised);
    expect_global(answers, 6, crime, gal, WeightStyle::binary);

    const test::Table g(folder / "ref_global_G.csv");
    const auto nc = general_g(rates, queen, WeightStyle::binary);
    const auto col = general_g(crime, gal, WeightStyle::binary);
    ASSERT_TRUE(nc && col);
    expect_close(nc->value, g.numbers("G")[0], "G");
    expect_close(nc->variance, g.numbers("VarG")[0], "Var G");
    expect_close(nc->z, g.numbers("z")[0], "z");
    expect_close(col->value, g.numbers("G")[1], "G");
    expect_close(col->z, g.numbers("z")[1], "z");
}

TEST_F(AutocorrelationReference, ClassicColumbusMoran) {
    const test::Table old(folder / "columbus/input_COL.OLD.csv");
    const std::vector<double> crime = old.numbers("CRIME");
    const Graph graph =
        test::reference_graph(folder / "columbus/input_edges_COL.nb_directed.csv", crime.size());
    const auto ours = moran(crime, graph, WeightStyle::row_standardised);
    ASSERT_TRUE(ours);
    EXPECT_NEAR(ours->value, 0.510951264079, 1e-12);
    EXPECT_NEAR(ours->z, 5.63413289418, 1e-10);
}

TEST_F(AutocorrelationReference, IslandsLeaveTheGlobalCount) {
    const test::Table counts(folder / "nc_sids/input_counts.csv");
    const std::vector<double> cases = counts.numbers("sid74");
    const std::vector<double> births = counts.numbers("bir74");
    std::vector<double> rates;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        rates.push_back(cases[i] / births[i]);
    }
    const Graph cc89 =
        test::reference_graph(folder / "nc_sids/input_edges_CC89_directed.csv", cases.size());
    const test::Table answers(folder / "nc_sids/ref_islands_moran.csv");
    const auto ours = moran(rates, cc89, WeightStyle::row_standardised);
    ASSERT_TRUE(ours);
    expect_close(ours->value, answers.numbers("I")[0], "I");
    expect_close(ours->variance, answers.numbers("V")[0], "V");
    expect_close(ours->z, answers.numbers("z")[0], "z");
    const test::Table local(folder / "nc_sids/ref_islands_CC89.csv");
    const auto lisa = local_moran(rates, cc89);
    const auto gi = getis_ord(rates, cc89, OwnRow::left_out);
    for (std::size_t i = 0; i < rates.size(); ++i) {
        if (local.text("card")[i] == "0") {
            EXPECT_EQ(lisa[i].state, LocalState::isolated);
            EXPECT_EQ(gi[i].state, LocalState::isolated);
        } else {
            expect_close(lisa[i].value, local.numbers("Ii")[i], "Ii");
            expect_close(lisa[i].z, local.numbers("Z")[i], "Z");
            expect_close(gi[i].z, local.numbers("Gi")[i], "Gi");
        }
    }
}

void expect_local(const test::Table& answers, const Graph& graph) {
    const std::vector<double> x = answers.numbers("x");
    const auto lisa = local_moran(x, graph);
    const auto star = getis_ord(x, graph);
    const auto gi = getis_ord(x, graph, OwnRow::left_out);
    std::vector<double> p;
    for (std::size_t i = 0; i < x.size(); ++i) {
        expect_close(lisa[i].value, answers.numbers("Ii")[i], "Ii");
        expect_close(lisa[i].expected, answers.numbers("E_cond")[i], "E");
        expect_close(lisa[i].variance, answers.numbers("Var_cond")[i], "Var");
        expect_close(lisa[i].z, answers.numbers("Z_cond")[i], "Z");
        expect_close(star[i].z, answers.numbers("GiStar_B")[i], "Gi*");
        expect_close(gi[i].z, answers.numbers("Gi_B")[i], "Gi");
        const char* quadrant[] = {"High-High", "Low-Low", "High-Low", "Low-High"};
        EXPECT_EQ(quadrant[static_cast<std::size_t>(lisa[i].quadrant)],
                  answers.text("quad_mean")[i]);
        p.push_back(2 * normal_cdf(-std::abs(star[i].z)));
    }
    const std::vector<double> q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < x.size(); ++i) {
        expect_close(q[i], answers.numbers("GiStar_p_BH_fdr")[i], "BH");
    }
}

TEST_F(AutocorrelationReference, LocalStatistics) {
    const test::Table columbus(folder / "columbus/ref_local_crime.csv");
    expect_local(
        columbus,
        test::reference_graph(folder / "columbus/input_edges_gal_directed.csv", columbus.rows()));
    const test::Table nc(folder / "nc_sids/ref_local_raw74_queen.csv");
    expect_local(
        nc, test::reference_graph(folder / "nc_sids/input_edges_queen_directed.csv", nc.rows()));
}

}  // namespace
}  // namespace riskmap::stats
