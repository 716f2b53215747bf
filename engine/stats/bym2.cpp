#include "stats/bym2.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "stats/bym2_grid.hpp"
#include "stats/distributions.hpp"

namespace riskmap::stats {
namespace {

constexpr int most_zooms = 12;
constexpr double loose = 1e-2;
constexpr double tight = 1e-4;
/// Cells below this mass, taken from the lightest up, are left out of the mixture.
constexpr double negligible_mass = 1e-5;
/// Cells that the search shows to hold less than this together are not looked at.
constexpr double hopeless_mass = 1e-6;
constexpr double impossible = -std::numeric_limits<double>::infinity();

struct Evaluation {
    double log_likelihood = impossible;
    bool converged = false;
    std::vector<double> linearised;
};

/// A first guess of log risk that overshoots nowhere: counts pulled towards the overall ratio.
std::vector<double> first_guess(const Bym2Problem& problem) {
    double observed = 0.5;
    double expected = 0.5;
    for (std::size_t row = 0; row < problem.size(); ++row) {
        if (problem.counts(row)) {
            observed += problem.observed[row];
            expected += problem.expected[row];
        }
    }
    const double overall = observed / expected;
    std::vector<double> guess(problem.size(), std::log(overall));
    for (std::size_t row = 0; row < problem.size(); ++row) {
        if (problem.counts(row)) {
            const double strength = 1 / overall;
            guess[row] = std::log((problem.observed[row] + 1) / (problem.expected[row] + strength));
        }
    }
    return guess;
}

/// The Laplace approximation at the midpoints of chosen cells. Each row of cells with one sigma is
/// a block that starts from the same guess and carries its mode from cell to cell.
class Evaluator {
  public:
    Evaluator(const Bym2Problem& problem,
              const Icar& icar,
              const Bym2Prior& prior,
              const RunContext& context)
        : problem_(problem),
          icar_(icar),
          prior_(prior),
          context_(context),
          guess_(first_guess(problem)) {}

    std::vector<Evaluation> at(const HyperGrid& grid,
                               const std::vector<bool>& chosen,
                               double tolerance) {
        std::vector<Evaluation> cells(grid.size());
        parallel_for(context_, grid.sigma.cells, 1, [&](std::size_t first, std::size_t last) {
            Bym2Laplace laplace(problem_, icar_, prior_);
            for (std::size_t i = first; i < last; ++i) {
                walk(grid, i, chosen, tolerance, laplace, cells);
            }
        });
        count_ += static_cast<std::size_t>(std::count(chosen.begin(), chosen.end(), true));
        return cells;
    }
    void start_from(const std::vector<double>& log_risk) { guess_ = log_risk; }
    std::size_t count() const { return count_; }

  private:
    const Bym2Problem& problem_;
    const Icar& icar_;
    const Bym2Prior& prior_;
    const RunContext& context_;
    std::vector<double> guess_;
    std::size_t count_ = 0;

    void walk(const HyperGrid& grid,
              std::size_t i,
              const std::vector<bool>& chosen,
              double tolerance,
              Bym2Laplace& laplace,
              std::vector<Evaluation>& cells) const {
        std::vector<double> at = guess_;
        std::vector<double> before;
        bool first = true;
        for (std::size_t j = 0; j < grid.phi.cells; ++j) {
            if (!chosen[i * grid.phi.cells + j]) {
                continue;
            }
            Evaluation& cell = cells[i * grid.phi.cells + j];
            std::vector<double> start = at;
            for (std::size_t row = 0; row < before.size(); ++row) {
                start[row] += at[row] - before[row];
            }
            cell.converged = laplace.find(grid.sigma_at(i), grid.phi_at(j), start, tolerance);
            cell.log_likelihood = laplace.log_likelihood();
            cell.linearised = std::move(start);
            before = first ? std::vector<double>() : std::move(at);
            first = false;
            at = laplace.log_risk();
        }
    }
};

std::vector<double> likelihoods(const std::vector<Evaluation>& cells) {
    std::vector<double> result;
    for (const Evaluation& cell : cells) {
        result.push_back(cell.log_likelihood);
    }
    return result;
}

/// Prior mean and second moment of sigma (or phi) within a cell given its prior probabilities.
template <class Quantile>
std::pair<double, double> moments_within(double from, double to, const Quantile& quantile) {
    constexpr int points = 16;
    double first = 0;
    double second = 0;
    for (int k = 0; k < points; ++k) {
        const double value = quantile(from + (to - from) * (k + 0.5) / points);
        first += value / points;
        second += value * value / points;
    }
    return {first, second};
}

MeanSd mean_sd(double first, double second) {
    return {first, std::sqrt(std::max(0.0, second - first * first))};
}

void summarise_hyper(Bym2Fit& fit, const Bym2Prior& prior) {
    double sigma_1 = 0, sigma_2 = 0, phi_1 = 0, phi_2 = 0;
    for (const Bym2Cell& cell : fit.cells) {
        const auto [s1, s2] = moments_within(
            cell.sigma_from, cell.sigma_to, [&](double p) { return prior.sigma.quantile(p); });
        sigma_1 += cell.weight * s1;
        sigma_2 += cell.weight * s2;
        if (fit.spatial) {
            const auto [f1, f2] = moments_within(cell.phi_from, cell.phi_to, [&](double p) {
                return inverse_logit(prior.phi.quantile(p));
            });
            phi_1 += cell.weight * f1;
            phi_2 += cell.weight * f2;
        }
    }
    fit.sigma = mean_sd(sigma_1, sigma_2);
    fit.phi = mean_sd(phi_1, phi_2);
}

void summarise_rows(Bym2Fit& fit, std::size_t size, std::size_t width) {
    const auto mix = [&](std::size_t count, auto mean_of, auto variance_of) {
        std::vector<MeanSd> result(count);
        for (std::size_t k = 0; k < count; ++k) {
            double mean = 0;
            for (const Bym2Cell& cell : fit.cells) {
                mean += cell.weight * mean_of(cell)[k];
            }
            double variance = 0;
            for (const Bym2Cell& cell : fit.cells) {
                const double off = mean_of(cell)[k] - mean;
                variance += cell.weight * (variance_of(cell)[k] + off * off);
            }
            result[k] = {mean, std::sqrt(variance)};
        }
        return result;
    };
    using Values = const std::vector<double>&;
    fit.log_risk = mix(
        size,
        [](const Bym2Cell& c) -> Values { return c.mean; },
        [](const Bym2Cell& c) -> Values { return c.variance; });
    fit.fixed = mix(
        width,
        [](const Bym2Cell& c) -> Values { return c.fixed_mean; },
        [](const Bym2Cell& c) -> Values { return c.fixed_variance; });
}

}  // namespace

double Bym2Fit::exceedance(std::size_t row, double threshold) const {
    expects(threshold > 0, "Bym2Fit::exceedance: threshold is positive");
    double sum = 0;
    for (const Bym2Cell& cell : cells) {
        sum += cell.weight *
               normal_cdf((cell.mean[row] - std::log(threshold)) / std::sqrt(cell.variance[row]));
    }
    return sum;
}

double Bym2Fit::mean_risk(std::size_t row) const {
    double sum = 0;
    for (const Bym2Cell& cell : cells) {
        sum += cell.weight * std::exp(cell.mean[row] + cell.variance[row] / 2);
    }
    return sum;
}

double Bym2Fit::risk_quantile(std::size_t row, double probability) const {
    expects(probability > 0 && probability < 1, "Bym2Fit::risk_quantile: probability in (0, 1)");
    double low = log_risk[row].mean - 12 * log_risk[row].sd;
    double high = log_risk[row].mean + 12 * log_risk[row].sd;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (exceedance(row, std::exp(middle)) > 1 - probability ? low : high) = middle;
    }
    return std::exp((low + high) / 2);
}

Bym2Fit fit_bym2(const Bym2Problem& problem,
                 const Icar& icar,
                 const Bym2Prior& prior,
                 const Bym2Options& options,
                 const RunContext& context) {
    problem.check(icar, prior);
    Bym2Fit fit;
    fit.spatial = icar.has_neighbours();
    Evaluator evaluator(problem, icar, prior, context);
    const HyperGrid whole = HyperGrid::whole(prior, fit.spatial);
    HyperGrid grid = whole;
    HyperGrid searched;
    std::vector<double> found;  // log likelihoods at the searched midpoints
    const auto best_of = [](const std::vector<Evaluation>& cells) {
        return std::max_element(cells.begin(), cells.end(), [](const auto& a, const auto& b) {
            return a.log_likelihood < b.log_likelihood;
        });
    };
    for (int i = 0; i < most_zooms; ++i) {
        grid.sigma.cells = options.search_sigma_cells;
        grid.phi.cells = fit.spatial ? options.search_phi_cells : 1;
        const std::vector<Evaluation> cells =
            evaluator.at(grid, std::vector<bool>(grid.size(), true), loose);
        searched = grid;
        found = likelihoods(cells);
        const Zoom next = zoom(grid, whole, cell_masses(grid, prior, found));
        evaluator.start_from(best_of(cells)->linearised);
        grid = next.grid;
        if (next.done) {
            break;
        }
    }
    grid.sigma.cells = options.sigma_cells;
    grid.phi.cells = fit.spatial ? options.phi_cells : 1;
    std::vector<Evaluation> cells =
        evaluator.at(grid, likely_cells(grid, searched, prior, found, hopeless_mass), tight);
    fit.evaluations = evaluator.count();

    const std::vector<double> masses = cell_masses(grid, prior, likelihoods(cells));
    std::vector<std::size_t> kept(masses.size());
    for (std::size_t cell = 0; cell < kept.size(); ++cell) {
        kept[cell] = cell;
    }
    std::stable_sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) {
        return masses[a] < masses[b];
    });
    double left_out = 0;
    std::size_t light = 0;
    while (light + 1 < kept.size() && left_out + masses[kept[light]] < negligible_mass) {
        left_out += masses[kept[light++]];
    }
    kept.erase(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(light));
    std::sort(kept.begin(), kept.end());

    const std::vector<double> by_sigma = grid.sigma_probabilities(prior);
    const std::vector<double> by_phi = grid.phi_probabilities(prior);
    fit.cells.resize(kept.size());
    for (std::size_t k = 0; k < kept.size(); ++k) {
        const std::size_t i = kept[k] / grid.phi.cells;
        const std::size_t j = kept[k] % grid.phi.cells;
        Bym2Cell& cell = fit.cells[k];
        cell.sigma = grid.sigma_at(i);
        cell.phi = grid.phi_at(j);
        cell.weight = masses[kept[k]] / (1 - left_out);
        cell.sigma_from = by_sigma[i];
        cell.sigma_to = by_sigma[i + 1];
        cell.phi_from = by_phi[j];
        cell.phi_to = by_phi[j + 1];
        cell.linearised = std::move(cells[kept[k]].linearised);
        fit.converged = fit.converged && cells[kept[k]].converged;
    }
    constexpr std::size_t block = 8;
    parallel_for(context, fit.cells.size(), block, [&](std::size_t first, std::size_t last) {
        Bym2Laplace laplace(problem, icar, prior);
        for (std::size_t k = first; k < last; ++k) {
            Bym2Cell& cell = fit.cells[k];
            laplace.restore(cell.sigma, cell.phi, cell.linearised);
            cell.variance.resize(problem.size());
            laplace.variances(cell.variance);
            laplace.correct_mean(cell.variance);
            cell.mean = laplace.centre().eta;
            cell.fixed_mean = laplace.centre().fixed;
            cell.fixed_variance = laplace.fixed_variances();
        }
    });
    summarise_rows(fit, problem.size(), prior.fixed_mean.size());
    summarise_hyper(fit, prior);
    return fit;
}

}  // namespace riskmap::stats
