#include "stats/empirical_bayes.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

using EmpiricalBayesReference = test::Reference;

std::size_t differing(const std::vector<double>& ours,
                      const std::vector<double>& theirs,
                      double relative) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        const bool same = std::abs(ours[i] - theirs[i]) <= relative * std::abs(theirs[i]);
        count += same || std::isnan(theirs[i]) ? 0 : 1;
    }
    return count;
}

TEST(EmpiricalBayes, MarshallGlobalByHand) {
    const std::vector<double> cases{2, 8, 20};
    const std::vector<double> people{10, 20, 20};
    const EmpiricalBayes result = marshall_global(cases, people);
    // b = 0.6; s2 = (10 * 0.16 + 20 * 0.04 + 20 * 0.16) / 50 = 0.112; a = 0.112 - 0.6 / (50 / 3).
    EXPECT_NEAR(result.moments.mean, 0.6, 1e-15);
    EXPECT_NEAR(result.moments.variance, 0.076, 1e-15);
    EXPECT_NEAR(result.rate[0], 0.6 - 0.4 * 0.076 / (0.076 + 0.06), 1e-15);
    EXPECT_EQ(result.state[0], BayesState::estimated);
}

TEST(EmpiricalBayes, WithoutExtraVarianceEverythingIsTheMeanAndSaysSo) {
    const EmpiricalBayes result =
        marshall_global(std::vector<double>{1, 0, 1}, std::vector<double>{100, 100, 100});
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_DOUBLE_EQ(result.rate[i], 2.0 / 300);
        EXPECT_EQ(result.state[i], BayesState::pooled);
    }
}

TEST(EmpiricalBayes, RowWithNobodyAtRiskIsLeftOut) {
    const std::vector<double> cases{2, 8, 20, 0};
    const std::vector<double> people{10, 20, 20, 0};
    const EmpiricalBayes result = marshall_global(cases, people);
    EXPECT_NEAR(result.moments.variance, 0.076, 1e-15);
    EXPECT_TRUE(std::isnan(result.rate[3]));
    EXPECT_EQ(result.state[3], BayesState::nobody_at_risk);
}

TEST(EmpiricalBayes, NeighbourhoodWithoutCasesReturnsTheGlobalEstimate) {
    // 0 - 1 - 2 - 3 and 4 alone.
    const std::vector<Graph::Edge> edges{{0, 1}, {1, 2}, {2, 3}};
    const std::vector<double> cases{0, 0, 9, 1, 5};
    const std::vector<double> people{10, 10, 10, 10, 10};
    const Graph graph(5, edges);
    const EmpiricalBayes global = marshall_global(cases, people);
    for (const LocalVariance rule : {LocalVariance::one_mean, LocalVariance::own_means}) {
        const EmpiricalBayes local = marshall_local(cases, people, graph, rule);
        EXPECT_EQ(local.state[0], BayesState::no_cases_around);
        EXPECT_DOUBLE_EQ(local.rate[0], global.rate[0]);
        EXPECT_EQ(local.state[4], BayesState::isolated);
        EXPECT_DOUBLE_EQ(local.rate[4], global.rate[4]);
        EXPECT_EQ(local.state[3], BayesState::estimated);
    }
}

TEST(EmpiricalBayes, WithoutCasesNothingIsNaNButTheIndex) {
    const std::vector<double> none{0, 0};
    const std::vector<double> people{5, 5};
    EXPECT_EQ(marshall_global(none, people).rate, none);
    EXPECT_TRUE(std::isnan(empirical_bayes_index(none, people)[0]));
}

TEST(EmpiricalBayes, IndexByHand) {
    const std::vector<double> people{10, 20, 20};
    const std::vector<double> cases{2, 8, 20};
    // Mean 0.6, extra variance 0.076, of which each row adds 0.6 / people.
    const std::vector<double> index = empirical_bayes_index(cases, people);
    EXPECT_NEAR(index[0], (0.2 - 0.6) / std::sqrt(0.076 + 0.06), 1e-14);
    EXPECT_NEAR(index[1], (0.4 - 0.6) / std::sqrt(0.076 + 0.03), 1e-14);
    EXPECT_NEAR(index[2], (1.0 - 0.6) / std::sqrt(0.076 + 0.03), 1e-14);
    // Where the rates vary less than chance would make them by more than a row's own chance, that
    // chance alone stands: rates of 0.3 everywhere, extra variance -0.3 / 40.
    const std::vector<double> even =
        empirical_bayes_index(std::vector<double>{3, 15, 18}, std::vector<double>{10, 50, 60});
    EXPECT_EQ(even, (std::vector<double>{0, 0, 0}));
    const std::vector<double> nearly =
        empirical_bayes_index(std::vector<double>{10, 0.1}, std::vector<double>{100, 1.5});
    const double mean = 10.1 / 101.5;
    const double extra =
        (100 * std::pow(0.1 - mean, 2) + 1.5 * std::pow(0.1 / 1.5 - mean, 2)) / 101.5 -
        mean / (101.5 / 2);
    ASSERT_LT(extra + mean / 100, 0);
    ASSERT_GT(extra + mean / 1.5, 0);
    EXPECT_NEAR(nearly[0], (0.1 - mean) / std::sqrt(mean / 100), 1e-14);
    EXPECT_NEAR(nearly[1], (0.1 / 1.5 - mean) / std::sqrt(extra + mean / 1.5), 1e-14);
    // Nobody at risk, or no cases at all: no index.
    EXPECT_TRUE(std::isnan(
        empirical_bayes_index(std::vector<double>{1, 0, 2}, std::vector<double>{4, 0, 5})[1]));
    EXPECT_TRUE(
        std::isnan(empirical_bayes_index(std::vector<double>{0, 0}, std::vector<double>{4, 5})[0]));
    std::vector<double> short_one(2);
    EXPECT_THROW(empirical_bayes_index(cases, people, short_one), Error);
    EXPECT_THROW(rate_moments(cases, std::vector<double>{1, 2}), Error);
}

TEST(EmpiricalBayes, LocalByHand) {
    // 0 - 1 - 2, all with people, and 3 beside 2 with nobody.
    const Graph graph(4, std::vector<Graph::Edge>{{0, 1}, {1, 2}, {2, 3}});
    const std::vector<double> cases{2, 8, 20, 0};
    const std::vector<double> people{10, 20, 20, 0};
    const EmpiricalBayes local = marshall_local(cases, people, graph);
    // Row 0 with row 1: mean 10 / 30, squares 10 (0.2 - 1 / 3)^2 + 20 (0.4 - 1 / 3)^2 over 30.
    const double mean = 1.0 / 3;
    const double variance =
        (10 * std::pow(0.2 - mean, 2) + 20 * std::pow(0.4 - mean, 2)) / 30 - mean / 15;
    ASSERT_LT(variance, 0);
    EXPECT_EQ(local.state[0], BayesState::pooled);
    EXPECT_DOUBLE_EQ(local.rate[0], mean);
    // Row 2 with row 1; row 3 does not count.
    const double high = 28.0 / 40;
    const double spread = (std::pow(1 - high, 2) + std::pow(0.4 - high, 2)) / 2 - high / 20;
    EXPECT_EQ(local.state[2], BayesState::estimated);
    EXPECT_NEAR(local.rate[2], high + (1 - high) * spread / (spread + high / 20), 1e-15);
    EXPECT_EQ(local.state[3], BayesState::nobody_at_risk);
    // Each row around the mean of its own neighbourhood: row 1 has that of all three.
    const EmpiricalBayes own = marshall_local(cases, people, graph, LocalVariance::own_means);
    const double all = 30.0 / 50;
    const double apart =
        (20 * std::pow(1 - high, 2) + 20 * std::pow(0.4 - all, 2)) / 40 - high / 20;
    EXPECT_NEAR(own.rate[2], high + (1 - high) * apart / (apart + high / 20), 1e-15);
    EXPECT_THROW(marshall_local(cases, people, Graph(3, {})), Error);
}

TEST(EmpiricalBayes, NorthCarolinaMomentsTypedAsFacts) {
    // Counties 1 to 3 of the 1974 table, alone: b = 6 / 4766.
    const RateMoments m =
        rate_moments(std::vector<double>{1, 0, 5}, std::vector<double>{1091, 487, 3188});
    EXPECT_NEAR(m.mean, 6.0 / 4766, 1e-18);
    EXPECT_LT(m.variance, 0);
}

TEST_F(EmpiricalBayesReference, NorthCarolinaGlobalAndLocal) {
    const test::Table counts(folder / "nc_sids/input_counts.csv");
    const std::vector<double> cases = counts.numbers("sid74");
    const std::vector<double> births = counts.numbers("bir74");
    const EmpiricalBayes global = marshall_global(cases, births);
    EXPECT_NEAR(global.moments.variance, 0.000000769293064701465, 1e-10 * 7.7e-7);
    EXPECT_NEAR(global.moments.mean, 0.002021444893654420708, 1e-10 * 2e-3);
    const test::Table eb(folder / "nc_sids/ref_eb.csv");
    EXPECT_EQ(differing(global.rate, eb.numbers("eb_global_poisson"), 1e-10), 0u);
    EXPECT_EQ(differing(marshall_global(counts.numbers("sid79"), counts.numbers("bir79")).rate,
                        eb.numbers("eb79_global_poisson"),
                        1e-10),
              0u);
    const Graph queen =
        test::reference_graph(folder / "nc_sids/input_edges_queen_directed.csv", cases.size());
    const Graph cr85 =
        test::reference_graph(folder / "nc_sids/input_edges_CR85_directed.csv", cases.size());
    EXPECT_EQ(differing(marshall_local(cases, births, queen, LocalVariance::own_means).rate,
                        eb.numbers("eb_local_queen"),
                        1e-10),
              0u);
    // A neighbourhood without cases is 0 there and the global estimate, flagged, here.
    const EmpiricalBayes local = marshall_local(cases, births, cr85, LocalVariance::own_means);
    std::vector<double> theirs = eb.numbers("eb_local_CR85");
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        if (local.state[i] == BayesState::no_cases_around) {
            EXPECT_DOUBLE_EQ(local.rate[i], global.rate[i]);
            theirs[i] = local.rate[i];
        }
    }
    EXPECT_EQ(differing(local.rate, theirs, 1e-10), 0u);
}

TEST_F(EmpiricalBayesReference, BothLocalDefinitionsAgreeToPrintedDigits) {
    const test::Table counts(folder / "nc_sids/input_counts.csv");
    const std::vector<double> cases = counts.numbers("sid74");
    const std::vector<double> births = counts.numbers("bir74");
    const Graph queen =
        test::reference_graph(folder / "nc_sids/input_edges_queen_directed.csv", cases.size());
    const test::Table both(folder / "nc_sids/ref_eblocal_both.csv");
    // Printed with 15 decimals, so 1e-12 relative of rates near 0.002.
    EXPECT_EQ(differing(marshall_local(cases, births, queen, LocalVariance::own_means).rate,
                        both.numbers("spdep_est"),
                        1e-11),
              0u);
    EXPECT_EQ(
        differing(marshall_local(cases, births, queen).rate, both.numbers("geoda_est"), 1e-11), 0u);
}

TEST_F(EmpiricalBayesReference, TwentyOneCasesPoolAndEmptyNeighbourhoodsAreFlagged) {
    const test::Table counts(folder / "sparse111/input_counts.csv");
    const test::Table areas(folder / "sparse111/input_areas.csv");
    const std::vector<double> cases = counts.numbers("y21");
    std::vector<double> people = areas.numbers("child_pop");
    const test::Table answers(folder / "sparse111/ref_spdep_T21.csv");
    const EmpiricalBayes global = marshall_global(cases, people);
    EXPECT_EQ(differing(global.rate, answers.numbers("EBglobal"), 1e-10), 0u);
    EXPECT_EQ(global.state[0], BayesState::pooled);
    const Graph graph = test::reference_graph(folder / "sparse111/input_edges.csv", cases.size());
    const EmpiricalBayes local = marshall_local(cases, people, graph);
    const std::vector<double> theirs = answers.numbers("EBlocal_geoda");
    EXPECT_EQ(differing(local.rate, theirs, 1e-10), 0u);
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        EXPECT_EQ(std::isnan(theirs[i]), local.state[i] == BayesState::no_cases_around) << i;
    }
}

}  // namespace
}  // namespace riskmap::stats
