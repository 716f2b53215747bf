#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "core/parallel.hpp"
#include "stats/bym2_draws.hpp"
#include "stats/distributions.hpp"
#include "support/graphs.hpp"

// Simulation-based calibration (Talts et al. 2018): truths drawn from the prior must fall evenly
// over the ranks of their own posterior draws. RISKMAP_SBC_RUNS, RISKMAP_SBC_ROWS (rows of a
// lattice of 11 columns) and RISKMAP_SBC_EVENTS make it as long as wanted: 1000, 10 and 21 is the
// full size.

namespace riskmap::stats {
namespace {

constexpr std::uint32_t truth_stream = 900;
constexpr std::uint32_t columns = 11;

std::size_t setting(const char* name, std::size_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? static_cast<std::size_t>(std::strtoul(text, nullptr, 10)) : otherwise;
}

struct World {
    Graph graph;
    Icar icar;
    Bym2Prior prior;
    std::vector<double> index;
    std::vector<double> expected;
};

World world(std::uint32_t rows, double events) {
    const Graph graph = test::lattice(rows, columns);
    World result{graph, Icar(graph), {}, {}, {}};
    result.prior.fixed_mean = {0, 0.5};
    result.prior.fixed_sd = {1, 0.5};
    RandomStream random(5, truth_stream, 0);
    double sum = 0;
    for (std::size_t row = 0; row < graph.size(); ++row) {
        result.index.push_back(0.6 * random.normal());
        result.expected.push_back(std::exp(0.5 * random.normal()));
        sum += result.expected.back();
    }
    for (double& expected : result.expected) {
        expected *= events / sum;
    }
    return result;
}

struct Truth {
    double alpha, beta, sigma, phi;
    std::vector<double> log_risk;
    std::vector<double> observed;
};

Truth draw_truth(const World& world, std::size_t run) {
    RandomStream random(7, truth_stream, run + 1);
    Truth truth{random.normal(), 0.5 + 0.5 * random.normal(), 0, 0, {}, {}};
    truth.sigma = world.prior.sigma.quantile(random.uniform());
    truth.phi = random.uniform();
    IcarPosterior field(world.icar);
    field.condition(std::vector<double>(world.icar.size(), 0.0));
    std::vector<double> u(world.icar.size());
    std::vector<double> more(world.icar.component_count());
    for (double& value : u) {
        value = random.normal();
    }
    for (double& value : more) {
        value = random.normal();
    }
    field.draw(u, more);
    for (std::size_t row = 0; row < u.size(); ++row) {
        const double residual = truth.sigma * (std::sqrt(1 - truth.phi) * random.normal() +
                                               std::sqrt(truth.phi) * u[row]);
        truth.log_risk.push_back(truth.alpha + truth.beta * world.index[row] + residual);
        truth.observed.push_back(static_cast<double>(
            random.poisson(world.expected[row] * std::exp(truth.log_risk.back()))));
    }
    return truth;
}

/// Share of draws below the truth, per quantity, and how many rows lie in their 90 % interval.
struct Outcome {
    std::map<std::string, double> place;
    double covered = 0;
    double pareto_k = 0;
};

template <class Values>
double place_of(double truth, const Values& draws) {
    double below = 0;
    for (const auto draw : draws) {
        below += static_cast<double>(draw) < truth ? 1 : 0;
    }
    return (below + 0.5) / (static_cast<double>(draws.size()) + 1);
}

Outcome fit_truth(const World& world, const Truth& truth, std::size_t run) {
    const std::size_t rows = world.graph.size();
    const Bym2Problem problem{truth.observed, world.expected, {world.index}};
    RunContext context;
    context.seed = run + 1;
    const Bym2Fit fit = fit_bym2(problem, world.icar, world.prior, {}, context);
    const Bym2Draws draws =
        draw_bym2(fit, problem, world.icar, world.prior, {.count = 1000, .stream = 1}, context);
    Outcome outcome;
    outcome.pareto_k = draws.pareto_k;
    outcome.place["alpha"] = place_of(truth.alpha, draws.fixed[0]);
    outcome.place["beta"] = place_of(truth.beta, draws.fixed[1]);
    outcome.place["sigma"] = place_of(truth.sigma, draws.sigma);
    outcome.place["phi"] = place_of(truth.phi, draws.phi);
    std::vector<double> largest;
    std::vector<double> contrast;
    for (std::size_t draw = 0; draw < draws.count; ++draw) {
        const auto begin = draws.log_risk.begin() + static_cast<std::ptrdiff_t>(draw * rows);
        largest.push_back(*std::max_element(begin, begin + static_cast<std::ptrdiff_t>(rows)));
        contrast.push_back(static_cast<double>(*begin) - static_cast<double>(*(begin + 1)));
    }
    outcome.place["largest"] =
        place_of(*std::max_element(truth.log_risk.begin(), truth.log_risk.end()), largest);
    outcome.place["contrast"] = place_of(truth.log_risk[0] - truth.log_risk[1], contrast);
    std::vector<float> column(draws.count);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t draw = 0; draw < draws.count; ++draw) {
            column[draw] = draws.log_risk[draw * rows + row];
        }
        const double place = place_of(truth.log_risk[row], column);
        if (row == 0) {
            outcome.place["first row"] = place;
        }
        outcome.covered += place > 0.05 && place < 0.95 ? 1 / static_cast<double>(rows) : 0;
    }
    return outcome;
}

double uniformity(const std::vector<double>& places, std::size_t bins) {
    std::vector<double> counts(bins, 0);
    for (const double place : places) {
        ++counts[std::min(bins - 1, static_cast<std::size_t>(place * static_cast<double>(bins)))];
    }
    const double even = static_cast<double>(places.size()) / static_cast<double>(bins);
    double chi_squared = 0;
    for (const double count : counts) {
        chi_squared += (count - even) * (count - even) / even;
    }
    return chi_squared_upper_tail(chi_squared, static_cast<double>(bins - 1));
}

TEST(Bym2Calibration, TruthsFallEvenlyOverTheirPosteriors) {
    const std::size_t runs = setting("RISKMAP_SBC_RUNS", 60);
    const auto events = static_cast<double>(setting("RISKMAP_SBC_EVENTS", 21));
    const World study = world(static_cast<std::uint32_t>(setting("RISKMAP_SBC_ROWS", 3)), events);
    std::vector<Outcome> outcomes(runs);
    RunContext context;
    context.threads = static_cast<unsigned>(setting("RISKMAP_SBC_THREADS", 2));
    parallel_for(context, runs, 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t run = first; run < last; ++run) {
            outcomes[run] = fit_truth(study, draw_truth(study, run), run);
        }
    });
    std::map<std::string, std::vector<double>> places;
    double covered = 0;
    double trusted = 0;
    for (const Outcome& outcome : outcomes) {
        for (const auto& [name, place] : outcome.place) {
            places[name].push_back(place);
        }
        covered += outcome.covered / static_cast<double>(runs);
        trusted += outcome.pareto_k < 0.7 ? 1 / static_cast<double>(runs) : 0;
    }
    const std::size_t bins = runs >= 400 ? 20 : 6;
    std::printf(
        "%zu runs, %zu rows, %.0f events expected: 90 %% intervals cover %.3f, weights "
        "trusted in %.3f; p of uniformity:",
        runs,
        study.graph.size(),
        events,
        covered,
        trusted);
    for (const auto& [name, values] : places) {
        const double p = uniformity(values, bins);
        std::printf(" %s %.3f", name.c_str(), p);
        EXPECT_GT(p, 0.001) << name;
    }
    std::printf("\n");
    EXPECT_NEAR(covered, 0.9, runs >= 400 ? 0.02 : 0.06);
}

}  // namespace
}  // namespace riskmap::stats
