#include "stats/bym2_draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

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

void fill_normals(RandomStream& random, std::span<double> values) {
    for (double& value : values) {
        value = random.normal();
    }
}

/// Sigma and phi drawn from the prior within the cell.
std::pair<double, double> draw_hyper(const Bym2Cell& cell,
                                     const Bym2Prior& prior,
                                     bool spatial,
                                     RandomStream& random) {
    const double at_sigma = random.uniform();
    const double at_phi = random.uniform();
    const double sigma =
        prior.sigma.quantile(cell.sigma_from + at_sigma * (cell.sigma_to - cell.sigma_from));
    const double phi = spatial ? inverse_logit(prior.phi.quantile(
                                     cell.phi_from + at_phi * (cell.phi_to - cell.phi_from)))
                               : 0;
    return {sigma, phi};
}

/// Draws of one cell whose fields are coloured together.
class Group {
  public:
    static constexpr std::size_t most = 8;

    Group(std::size_t rows, std::size_t width, std::size_t components)
        : components_(components),
          fields_(most * rows),
          more_(most * components),
          effects_(most, Bym2Effect(rows, width)) {}

    void fill(std::size_t lane, RandomStream& random) {
        Bym2Effect& mine = effects_[lane];
        fill_normals(random, mine.fixed);
        fill_normals(random, std::span(more_).subspan(lane * components_, components_));
        fill_normals(random, mine.u);
        fill_normals(random, mine.v);
    }
    void colour(const Bym2Laplace& laplace, std::size_t count) {
        const std::size_t rows = effects_.front().u.size();
        const auto begin_of = [&](std::size_t lane) {
            return fields_.begin() + static_cast<std::ptrdiff_t>(lane * rows);
        };
        for (std::size_t lane = 0; lane < count; ++lane) {
            std::copy(effects_[lane].u.begin(), effects_[lane].u.end(), begin_of(lane));
        }
        laplace.colour(std::span(fields_).first(count * rows),
                       std::span(more_).first(count * components_));
        for (std::size_t lane = 0; lane < count; ++lane) {
            std::copy(begin_of(lane), begin_of(lane + 1), effects_[lane].u.begin());
        }
    }
    Bym2Effect& effect(std::size_t lane) { return effects_[lane]; }

  private:
    std::size_t components_;
    std::vector<double> fields_;
    std::vector<double> more_;
    std::vector<Bym2Effect> effects_;
};

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
            Group group(rows, width, icar.component_count());
            for (std::size_t k = first; k < last; ++k) {
                const Bym2Cell& cell = fit.cells[k];
                if (times[k] == 0) {
                    continue;
                }
                laplace.restore(cell.sigma, cell.phi, cell.linearised);
                laplace.correct_mean(cell.variance);
                const std::size_t end = begin[k] + times[k];
                for (std::size_t i = begin[k]; i < end; i += Group::most) {
                    const std::size_t count = std::min(Group::most, end - i);
                    for (std::size_t lane = 0; lane < count; ++lane) {
                        RandomStream random(context.seed, options.stream, i + lane);
                        const auto [sigma, phi] = draw_hyper(cell, prior, fit.spatial, random);
                        draws.sigma[i + lane] = sigma;
                        draws.phi[i + lane] = phi;
                        group.fill(lane, random);
                    }
                    group.colour(laplace, count);
                    for (std::size_t lane = 0; lane < count; ++lane) {
                        const Bym2Effect& effect = group.effect(lane);
                        log_weights[i + lane] = laplace.draw(group.effect(lane));
                        for (std::size_t row = 0; row < rows; ++row) {
                            draws.log_risk[(i + lane) * rows + row] =
                                static_cast<float>(effect.eta[row]);
                        }
                        for (std::size_t p = 0; p < width; ++p) {
                            draws.fixed[p][i + lane] = effect.fixed[p];
                        }
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
