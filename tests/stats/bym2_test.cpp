#include "stats/bym2.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "stats/bym2_draws.hpp"
#include "support/graphs.hpp"

namespace riskmap::stats {
namespace {

/// Twelve rows: a 2 x 5 lattice, one row alone, one row without expectation inside the lattice.
struct Small {
    Graph graph;
    Bym2Problem problem;
    Bym2Prior prior;
};

Small small() {
    std::vector<Graph::Edge> edges;
    for (std::uint32_t i = 0; i < 5; ++i) {
        edges.emplace_back(i, i + 5);
        if (i < 4) {
            edges.emplace_back(i, i + 1);
            edges.emplace_back(i + 5, i + 6);
        }
    }
    Small result{Graph(11, edges), {}, {}};
    result.problem.observed = {0, 2, 5, 1, 0, 0, 4, 9, 2, 0, 3};
    result.problem.expected = {1.5, 2, 2.5, 2, 1, 0, 2, 3, 2, 1.5, 1};
    result.problem.covariates = {{-1, 0, 1, 0.5, -0.5, 0, 0.4, 1.2, 0.1, -0.8, 0.3}};
    result.prior.fixed_mean = {0, 0.5};
    result.prior.fixed_sd = {1, 0.5};
    return result;
}

Bym2Fit fit(const Small& data, unsigned threads = 1) {
    RunContext context;
    context.threads = threads;
    return fit_bym2(data.problem, Icar(data.graph), data.prior, {}, context);
}

TEST(Bym2, EveryNumberOfThreadsGivesTheSameBytes) {
    const Small data = small();
    const Icar icar(data.graph);
    const Bym2Fit one = fit(data);
    RunContext context;
    const Bym2Draws draws = draw_bym2(one, data.problem, icar, data.prior, {.count = 200}, context);
    for (const unsigned threads : {2u, 8u}) {
        const Bym2Fit many = fit(data, threads);
        ASSERT_EQ(many.cells.size(), one.cells.size());
        for (std::size_t k = 0; k < one.cells.size(); ++k) {
            EXPECT_EQ(many.cells[k].weight, one.cells[k].weight);
            EXPECT_EQ(many.cells[k].mean, one.cells[k].mean);
            EXPECT_EQ(many.cells[k].variance, one.cells[k].variance);
        }
        context.threads = threads;
        const Bym2Draws again =
            draw_bym2(many, data.problem, icar, data.prior, {.count = 200}, context);
        EXPECT_EQ(again.log_risk, draws.log_risk);
        EXPECT_EQ(again.phi, draws.phi);
        EXPECT_EQ(again.pareto_k, draws.pareto_k);
    }
}

TEST(Bym2, OrderOfRowsDoesNotMatter) {
    const Small data = small();
    const std::vector<std::uint32_t> to{3, 7, 1, 10, 0, 5, 9, 2, 8, 4, 6};
    Small moved = data;
    std::vector<Graph::Edge> edges;
    for (std::uint32_t row = 0; row < 11; ++row) {
        moved.problem.observed[to[row]] = data.problem.observed[row];
        moved.problem.expected[to[row]] = data.problem.expected[row];
        moved.problem.covariates[0][to[row]] = data.problem.covariates[0][row];
        for (const std::uint32_t other : data.graph.neighbours(row)) {
            edges.emplace_back(to[row], to[other]);  // both directions: every edge twice
        }
    }
    moved.graph = Graph(11, edges);
    const Bym2Fit here = fit(data);
    const Bym2Fit there = fit(moved);
    for (std::size_t row = 0; row < 11; ++row) {
        EXPECT_NEAR(there.log_risk[to[row]].mean, here.log_risk[row].mean, 1e-7);
        EXPECT_NEAR(there.log_risk[to[row]].sd, here.log_risk[row].sd, 1e-7);
    }
    EXPECT_NEAR(there.sigma.mean, here.sigma.mean, 1e-7);
    EXPECT_NEAR(there.phi.mean, here.phi.mean, 1e-7);
}

TEST(Bym2, WithoutLikelihoodThePriorComesBack) {
    Small data = small();
    data.problem.expected.assign(11, std::numeric_limits<double>::quiet_NaN());
    const Bym2Fit prior = fit(data);
    EXPECT_NEAR(prior.fixed[1].mean, 0.5, 1e-12);
    EXPECT_NEAR(prior.fixed[1].sd, 0.5, 1e-9);
    EXPECT_NEAR(prior.sigma.mean, 0.75 * std::sqrt(2 / M_PI), 0.002);
    EXPECT_NEAR(prior.phi.mean, 0.5, 0.002);
    // The row alone: intercept + slope x 0.3 + sigma.
    EXPECT_NEAR(prior.log_risk[10].mean, 0.15, 1e-9);
    EXPECT_NEAR(prior.log_risk[10].sd, std::sqrt(1 + 0.25 * 0.09 + 0.75 * 0.75), 0.01);
}

TEST(Bym2, RowWithoutExpectationIsPredictedFromItsNeighbours) {
    const Bym2Fit result = fit(small());
    EXPECT_GT(result.log_risk[5].sd, result.log_risk[7].sd);
    EXPECT_TRUE(std::isfinite(result.log_risk[5].mean));
}

TEST(Bym2, OneRowAndNoNeighboursDropTheSpatialShare) {
    Small data;
    data.graph = Graph(1, {});
    data.problem = {{4}, {2}, {}};
    data.prior.fixed_mean = {0};
    data.prior.fixed_sd = {1};
    const Bym2Fit result = fit(data);
    EXPECT_FALSE(result.spatial);
    EXPECT_TRUE(result.converged);
    EXPECT_GT(result.mean_risk(0), 1);
    EXPECT_LT(result.mean_risk(0), 2.5);
}

TEST(Bym2, SurvivesCountsFarFromTheirExpectation) {
    Small data = small();
    data.problem.observed = {0, 0, 5000, 0, 0, 0, 0, 100000, 0, 0, 1};
    data.problem.expected = {900, 1e-6, 1, 50, 1e4, 0, 2, 3, 1e-9, 10, 1};
    const Bym2Fit result = fit(data);
    EXPECT_TRUE(result.converged);
    EXPECT_NEAR(result.log_risk[7].mean, std::log(100000.0 / 3), 0.05);
}

TEST(Bym2, ExceedanceAndQuantileAgree) {
    const Bym2Fit result = fit(small());
    for (const double p : {0.05, 0.5, 0.9}) {
        EXPECT_NEAR(result.exceedance(7, result.risk_quantile(7, p)), 1 - p, 1e-9);
    }
    EXPECT_GT(result.mean_risk(7), result.risk_quantile(7, 0.5));
}

TEST(Bym2, DrawsAgreeWithTheMixture) {
    const Small data = small();
    const Icar icar(data.graph);
    const Bym2Fit mixture = fit(data);
    const Bym2Draws draws =
        draw_bym2(mixture, data.problem, icar, data.prior, {.count = 8000}, RunContext());
    EXPECT_TRUE(draws.weighted);
    EXPECT_LT(draws.pareto_k, 0.7);
    EXPECT_GT(draws.effective_share, 0.7);
    for (std::size_t row = 0; row < 11; ++row) {
        double mean = 0;
        for (std::size_t draw = 0; draw < draws.count; ++draw) {
            mean += static_cast<double>(draws.log_risk[draw * 11 + row]) / 8000;
        }
        EXPECT_NEAR((mean - mixture.log_risk[row].mean) / mixture.log_risk[row].sd, 0, 0.06);
    }
    double sigma = 0;
    for (const double value : draws.sigma) {
        sigma += value / 8000;
    }
    EXPECT_NEAR(sigma, mixture.sigma.mean, 0.03);
}

TEST(Bym2, ImpossibleProblemsAreRefused) {
    Small data = small();
    data.problem.covariates[0][2] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(fit(data), Error);
    data = small();
    data.problem.expected[0] = -1;
    EXPECT_THROW(fit(data), Error);
    data = small();
    data.prior.fixed_sd.pop_back();
    EXPECT_THROW(fit(data), Error);
}

}  // namespace
}  // namespace riskmap::stats
