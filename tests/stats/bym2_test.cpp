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
    EXPECT_NEAR(prior.sigma.sd, 0.75 * std::sqrt(1 - 2 / M_PI), 0.005);
    EXPECT_NEAR(prior.phi.mean, 0.5, 0.002);
    EXPECT_NEAR(prior.phi.sd, 1 / std::sqrt(12), 0.002);
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

/// Moments of sigma and of the log risk of one row of 4 events with 2 expected, by adding up over
/// sigma and the log risk, which is normal around 0 with variance 1 + sigma^2.
struct OneRow {
    double sigma_mean = 0, sigma_sd = 0, mean = 0, sd = 0, above = 0, risk = 0;
};
OneRow one_row_added_up(const SigmaPrior& prior) {
    double all = 0, s1 = 0, s2 = 0, e1 = 0, e2 = 0, above = 0, risk = 0;
    for (double sigma = 0.005; sigma < 5; sigma += 0.01) {
        const double mass = prior.cdf(sigma + 0.005) - prior.cdf(sigma - 0.005);
        const double variance = 1 + sigma * sigma;
        for (double eta = -11.995; eta < 12; eta += 0.01) {
            const double weight = mass *
                                  std::exp(4 * eta - 2 * std::exp(eta) - eta * eta / variance / 2) /
                                  std::sqrt(variance);
            all += weight;
            s1 += weight * sigma;
            s2 += weight * sigma * sigma;
            e1 += weight * eta;
            e2 += weight * eta * eta;
            above += eta > std::log(1.5) ? weight : 0;
            risk += weight * std::exp(eta);
        }
    }
    const double sigma = s1 / all;
    const double mean = e1 / all;
    return {sigma,
            std::sqrt(s2 / all - sigma * sigma),
            mean,
            std::sqrt(e2 / all - mean * mean),
            above / all,
            risk / all};
}

TEST(Bym2, OneRowIsWhatAddingUpOverItsTwoNumbersGives) {
    Small data;
    data.graph = Graph(1, {});
    data.problem = {{4}, {2}, {}};
    data.prior.fixed_mean = {0};
    data.prior.fixed_sd = {1};
    const OneRow wanted = one_row_added_up(data.prior.sigma);
    const Bym2Fit result = fit(data);
    EXPECT_NEAR(result.sigma.mean, wanted.sigma_mean, 0.01);
    EXPECT_NEAR(result.sigma.sd, wanted.sigma_sd, 0.01);
    EXPECT_NEAR(result.log_risk[0].mean, wanted.mean, 0.03 * wanted.sd);
    EXPECT_NEAR(result.log_risk[0].sd, wanted.sd, 0.03 * wanted.sd);
    EXPECT_NEAR(result.exceedance(0, 1.5), wanted.above, 0.02);
    EXPECT_NEAR(result.mean_risk(0), wanted.risk, 0.05 * wanted.risk);
    EXPECT_EQ(result.phi.mean, 0);
    EXPECT_EQ(result.phi.sd, 0);
    // Draws know it as well, intercept and all.
    const Bym2Draws draws = draw_bym2(
        result, data.problem, Icar(data.graph), data.prior, {.count = 20000}, RunContext());
    double first = 0, second = 0;
    for (std::size_t i = 0; i < draws.count; ++i) {
        first += static_cast<double>(draws.log_risk[i]) / 20000;
        second += static_cast<double>(draws.log_risk[i] * draws.log_risk[i]) / 20000;
        EXPECT_EQ(draws.phi[i], 0);
    }
    EXPECT_NEAR(first, wanted.mean, 0.03 * wanted.sd);
    EXPECT_NEAR(std::sqrt(second - first * first), wanted.sd, 0.03 * wanted.sd);
}

TEST(Bym2, CellsAreWholeAndWeighOneTogether) {
    const Small data = small();
    const Bym2Fit result = fit(data);
    double weight = 0;
    for (const Bym2Cell& cell : result.cells) {
        weight += cell.weight;
        EXPECT_GT(cell.weight, 0);
        EXPECT_LT(cell.sigma_from, data.prior.sigma.cdf(cell.sigma));
        EXPECT_GT(cell.sigma_to, data.prior.sigma.cdf(cell.sigma));
        EXPECT_LT(cell.phi_from, cell.phi);  // a uniform prior
        EXPECT_GT(cell.phi_to, cell.phi);
    }
    EXPECT_NEAR(weight, 1, 1e-12);
    EXPECT_LT(result.cells.size(), 30 * 14U);
    EXPECT_GT(result.evaluations, result.cells.size());
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
        double square = 0;
        for (std::size_t draw = 0; draw < draws.count; ++draw) {
            const double off = static_cast<double>(draws.log_risk[draw * 11 + row]) - mean;
            square += off * off / 8000;
        }
        EXPECT_NEAR(std::sqrt(square) / mixture.log_risk[row].sd, 1, 0.06);
    }
    for (std::size_t effect = 0; effect < 2; ++effect) {
        double mean = 0, square = 0;
        for (const double value : draws.fixed[effect]) {
            mean += value / 8000;
            square += value * value / 8000;
        }
        const MeanSd& wanted = mixture.fixed[effect];
        EXPECT_NEAR((mean - wanted.mean) / wanted.sd, 0, 0.06);
        EXPECT_NEAR(std::sqrt(square - mean * mean) / wanted.sd, 1, 0.06);
    }
    double sigma = 0;
    for (const double value : draws.sigma) {
        sigma += value / 8000;
    }
    EXPECT_NEAR(sigma, mixture.sigma.mean, 0.03);
    double phi = 0;
    for (const double value : draws.phi) {
        phi += value / 8000;
    }
    EXPECT_NEAR(phi, mixture.phi.mean, 0.02);
}

TEST(Bym2, EveryDrawIsOfACellAndEveryCellGetsItsShare) {
    Small data = small();
    // A graph of three components: the lattice, and two pairs.
    std::vector<Graph::Edge> edges{{10, 11}, {12, 13}};
    for (std::uint32_t row = 0; row < 10; ++row) {
        for (const std::uint32_t other : data.graph.neighbours(row)) {
            edges.emplace_back(row, other);
        }
    }
    data.graph = Graph(14, edges);
    data.problem.observed.insert(data.problem.observed.end(), {0, 5, 2});
    data.problem.expected.insert(data.problem.expected.end(), {1, 2, 0});
    data.problem.covariates[0].insert(data.problem.covariates[0].end(), {0.2, -0.4, 0.9});
    const Icar icar(data.graph);
    ASSERT_EQ(icar.component_count(), 3U);
    const Bym2Fit mixture = fit(data);
    const Bym2Draws draws =
        draw_bym2(mixture, data.problem, icar, data.prior, {.count = 6000}, RunContext());
    EXPECT_TRUE(draws.weighted);
    EXPECT_FALSE(draws.warn);
    double below = 0;
    for (std::size_t draw = 0; draw < draws.count; ++draw) {
        // Log risk is intercept, slope and residual; the residual is as large as sigma says.
        EXPECT_GT(draws.sigma[draw], 0);
        EXPECT_GT(draws.phi[draw], 0);
        EXPECT_LT(draws.phi[draw], 1);
        below += draws.sigma[draw] < mixture.sigma.mean ? 1.0 / 6000 : 0;
    }
    double wanted = 0;
    for (const Bym2Cell& cell : mixture.cells) {
        const double edge = data.prior.sigma.cdf(mixture.sigma.mean);
        const double part = (edge - cell.sigma_from) / (cell.sigma_to - cell.sigma_from);
        wanted += cell.weight * std::min(1.0, std::max(0.0, part));
    }
    EXPECT_NEAR(below, wanted, 0.03);
    for (std::size_t row = 0; row < 14; ++row) {
        double mean = 0, square = 0;
        for (std::size_t draw = 0; draw < draws.count; ++draw) {
            const auto value = static_cast<double>(draws.log_risk[draw * 14 + row]);
            mean += value / 6000;
            square += value * value / 6000;
        }
        EXPECT_NEAR((mean - mixture.log_risk[row].mean) / mixture.log_risk[row].sd, 0, 0.07);
        EXPECT_NEAR(std::sqrt(square - mean * mean) / mixture.log_risk[row].sd, 1, 0.07);
    }
}

TEST(Bym2, TwoCellsShareTheDrawsByTheirWeights) {
    const Small data = small();
    const Icar icar(data.graph);
    Bym2Fit mixture = fit(data);
    std::stable_sort(mixture.cells.begin(),
                     mixture.cells.end(),
                     [](const Bym2Cell& a, const Bym2Cell& b) { return a.weight > b.weight; });
    const auto other =
        std::find_if(mixture.cells.begin(), mixture.cells.end(), [&](const Bym2Cell& cell) {
            return cell.sigma_from >= mixture.cells.front().sigma_to;
        });
    ASSERT_NE(other, mixture.cells.end());
    mixture.cells = {mixture.cells.front(), *other};
    mixture.cells[0].weight = 0.7;
    mixture.cells[1].weight = 0.3;
    const Bym2Draws draws =
        draw_bym2(mixture, data.problem, icar, data.prior, {.count = 3001}, RunContext());
    ASSERT_TRUE(draws.weighted);
    const double edge = data.prior.sigma.quantile(mixture.cells[0].sigma_to);
    const double least = data.prior.sigma.quantile(mixture.cells[0].sigma_from);
    double first = 0;
    for (const double sigma : draws.sigma) {
        EXPECT_GE(sigma, least);
        first += sigma <= edge ? 1.0 / 3001 : 0;
    }
    EXPECT_NEAR(first, 0.7, 0.02);
    for (const double slope : draws.fixed[1]) {
        EXPECT_NE(slope, 0);
    }
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
