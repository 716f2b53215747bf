#include "stats/bym2_draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"
#include "stats/pareto_smoothing.hpp"

namespace riskmap::stats {
namespace {

constexpr double trusted_k = 0.7;
constexpr double enough_effective = 0.9;
constexpr std::size_t cells_per_block = 4;

/// Item numbers past every draw, for the two systematic choices.
constexpr std::uint64_t allotment_item = std::uint64_t{1} << 40;
constexpr std::uint64_t resampling_item = allotment_item + 1;

/// Systematic sampling: how many of `count` evenly spaced points from a random start fall on each
/// weight. Weights sum to 1.
std::vector<std::size_t> systematic(const std::vector<double>& weights,
                                    std::size_t count,
                                    double start) {
    std::vector<std::size_t> times(weights.size(), 0);
    double reached = 0;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        reached += weights[i];
        const double end = i + 1 == weights.size() ? 2 : reached;
        while (taken < count &&
               (static_cast<double>(taken) + start) / static_cast<double>(count) < end) {
            ++times[i];
            ++taken;
        }
    }
    return times;
}

void fill_normals(RandomStream& random, std::vector<double>& values) {
    for (double& value : values) {
        value = random.normal();
    }
}

/// Keeps draw `from[i]` as draw i.
void resample(Bym2Draws& draws, const std::vector<std::size_t>& from, std::size_t rows) {
    std::vector<float> log_risk(draws.log_risk.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::copy_n(draws.log_risk.begin() + static_cast<std::ptrdiff_t>(from[i] * rows),
                    rows,
                    log_risk.begin() + static_cast<std::ptrdiff_t>(i * rows));
    }
    draws.log_risk = std::move(log_risk);
    const auto pick = [&](std::vector<double>& column) {
        std::vector<double> picked;
        picked.reserve(from.size());
        for (const std::size_t draw : from) {
            picked.push_back(column[draw]);
        }
        column = std::move(picked);
    };
    pick(draws.sigma);
    pick(draws.phi);
    std::for_each(draws.fixed.begin(), draws.fixed.end(), pick);
}

}  // namespace

Bym2Draws draw_bym2(const Bym2Fit& fit,
                    const Bym2Problem& problem,
                    const Icar& icar,
                    const Bym2Prior& prior,
                    const DrawOptions& options,
                    const RunContext& context) {
    expects(options.count > 0 && !fit.cells.empty(), "draw_bym2: draws and cells");
    const std::size_t rows = problem.size();
    const std::size_t width = prior.fixed_mean.size();
    Bym2Draws draws;
    draws.count = options.count;
    draws.log_risk.resize(options.count * rows);
    draws.fixed.assign(width, std::vector<double>(options.count));
    draws.sigma.resize(options.count);
    draws.phi.resize(options.count);
    std::vector<double> log_weights(options.count);

    std::vector<double> masses;
    for (const Bym2Cell& cell : fit.cells) {
        masses.push_back(cell.weight);
    }
    const std::vector<std::size_t> times =
        systematic(masses,
                   options.count,
                   RandomStream(context.seed, options.stream, allotment_item).uniform());
    std::vector<std::size_t> begin(times.size(), 0);
    for (std::size_t cell = 1; cell < times.size(); ++cell) {
        begin[cell] = begin[cell - 1] + times[cell - 1];
    }
    parallel_for(
        context, fit.cells.size(), cells_per_block, [&](std::size_t first, std::size_t last) {
            Bym2Laplace laplace(problem, icar, prior);
            Bym2Normals normals{std::vector<double>(rows),
                                std::vector<double>(icar.component_count()),
                                std::vector<double>(width),
                                std::vector<double>(rows)};
            std::vector<double> log_risk(rows);
            std::vector<double> fixed(width);
            for (std::size_t k = first; k < last; ++k) {
                const Bym2Cell& cell = fit.cells[k];
                if (times[k] == 0) {
                    continue;
                }
                laplace.restore(cell.sigma, cell.phi, cell.linearised);
                laplace.correct_mean(cell.variance);
                for (std::size_t i = begin[k]; i < begin[k] + times[k]; ++i) {
                    RandomStream random(context.seed, options.stream, i);
                    const double at_sigma = random.uniform();
                    const double at_phi = random.uniform();
                    draws.sigma[i] = prior.sigma.quantile(
                        cell.sigma_from + at_sigma * (cell.sigma_to - cell.sigma_from));
                    draws.phi[i] =
                        fit.spatial ? inverse_logit(prior.phi.quantile(
                                          cell.phi_from + at_phi * (cell.phi_to - cell.phi_from)))
                                    : 0;
                    fill_normals(random, normals.fixed);
                    fill_normals(random, normals.more);
                    fill_normals(random, normals.field);
                    fill_normals(random, normals.noise);
                    log_weights[i] = laplace.draw(normals, log_risk, fixed);
                    for (std::size_t row = 0; row < rows; ++row) {
                        draws.log_risk[i * rows + row] = static_cast<float>(log_risk[row]);
                    }
                    for (std::size_t p = 0; p < width; ++p) {
                        draws.fixed[p][i] = fixed[p];
                    }
                }
            }
        });

    const SmoothedWeights smoothed = smooth_weights(log_weights);
    draws.pareto_k = smoothed.pareto_k;
    draws.effective_share = smoothed.effective_share;
    draws.weighted = smoothed.pareto_k < trusted_k;
    draws.warn = !draws.weighted && smoothed.effective_share < enough_effective;
    if (draws.weighted) {
        const std::vector<std::size_t> kept =
            systematic(smoothed.weights,
                       options.count,
                       RandomStream(context.seed, options.stream, resampling_item).uniform());
        std::vector<std::size_t> from;
        from.reserve(options.count);
        for (std::size_t i = 0; i < kept.size(); ++i) {
            from.insert(from.end(), kept[i], i);
        }
        resample(draws, from, rows);
    }
    return draws;
}

}  // namespace riskmap::stats
