#include "stats/bym2_grid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <tuple>
#include <utility>

namespace riskmap::stats {
namespace {

constexpr double matters = 1e-4;  ///< posterior mass of a row or column of cells
constexpr double filled = 0.45;
constexpr double cut_off = 1e-3;  ///< mass at an inner edge that shows the box was cut too close

/// Masses summed along the other axis.
std::vector<double> marginal(const HyperGrid& grid,
                             const std::vector<double>& masses,
                             bool over_phi) {
    std::vector<double> sums(over_phi ? grid.sigma.cells : grid.phi.cells, 0);
    for (std::size_t i = 0; i < grid.sigma.cells; ++i) {
        for (std::size_t j = 0; j < grid.phi.cells; ++j) {
            sums[over_phi ? i : j] += masses[i * grid.phi.cells + j];
        }
    }
    return sums;
}

struct Trimmed {
    CellAxis axis;
    bool filled = false;
};

Trimmed trim(const CellAxis& axis, const std::vector<double>& sums) {
    const auto heavy = [](double mass) { return mass > matters; };
    const auto first =
        static_cast<std::size_t>(std::find_if(sums.begin(), sums.end(), heavy) - sums.begin());
    const auto after =
        static_cast<std::size_t>(sums.rend() - std::find_if(sums.rbegin(), sums.rend(), heavy));
    if (first >= after) {
        return {axis, true};
    }
    Trimmed result{axis,
                   static_cast<double>(after - first) >= filled * static_cast<double>(axis.cells)};
    const std::size_t from = std::max<std::size_t>(first, 1) - 1;
    const std::size_t to = std::min(after + 1, axis.cells);
    result.axis.low = axis.edge(from);
    result.axis.high = axis.edge(to);
    result.axis.whole_low = axis.whole_low && from == 0;
    result.axis.whole_high = axis.whole_high && to == axis.cells;
    return result;
}

/// The box of the cells that matter; where mass piles up at an inner edge, a coarser grid had
/// misled the cut, and the box grows there by half its width.
Trimmed trim_or_widen(const CellAxis& axis,
                      const CellAxis& whole,
                      const std::vector<double>& sums) {
    Trimmed result = trim(axis, sums);
    const double more = (axis.high - axis.low) / 2;
    if (!axis.whole_low && sums.front() > cut_off) {
        result.axis.low = std::max(axis.low - more, whole.low);
        result.axis.whole_low = result.axis.low == whole.low;
        result.filled = false;
    }
    if (!axis.whole_high && sums.back() > cut_off) {
        result.axis.high = std::min(axis.high + more, whole.high);
        result.axis.whole_high = result.axis.high == whole.high;
        result.filled = false;
    }
    return result;
}

template <class Cdf>
std::vector<double> probabilities(const CellAxis& axis, const Cdf& cdf) {
    std::vector<double> result;
    for (std::size_t i = 0; i <= axis.cells; ++i) {
        result.push_back(cdf(axis.edge(i)));
    }
    if (axis.whole_low) {
        result.front() = 0;
    }
    if (axis.whole_high) {
        result.back() = 1;
    }
    return result;
}

}  // namespace

HyperGrid HyperGrid::whole(const Bym2Prior& prior, bool spatial) {
    HyperGrid grid;
    grid.sigma.low = std::log(prior.sigma.quantile(0.004));
    grid.sigma.high = std::log(prior.sigma.quantile(1 - 1e-9));
    std::tie(grid.phi.low, grid.phi.high) = prior.phi.range();
    grid.spatial = spatial;
    return grid;
}

double HyperGrid::sigma_at(std::size_t i) const { return std::exp(sigma.middle(i)); }

double HyperGrid::phi_at(std::size_t j) const { return spatial ? inverse_logit(phi.middle(j)) : 0; }

std::vector<double> HyperGrid::sigma_probabilities(const Bym2Prior& prior) const {
    return probabilities(sigma, [&](double x) { return prior.sigma.cdf(std::exp(x)); });
}

std::vector<double> HyperGrid::phi_probabilities(const Bym2Prior& prior) const {
    return probabilities(phi, [&](double x) { return prior.phi.cdf(x); });
}

namespace {

/// Searched midpoints on both sides of a value; at the ends of the axis, the outermost twice.
std::pair<std::size_t, std::size_t> around(const CellAxis& axis, double value) {
    const double step = (axis.high - axis.low) / static_cast<double>(axis.cells);
    const double place = step > 0 ? (value - axis.low) / step - 0.5 : 0;
    const double last = static_cast<double>(axis.cells) - 1;
    return {static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, last)),
            static_cast<std::size_t>(std::clamp(std::ceil(place), 0.0, last))};
}

}  // namespace

std::vector<bool> likely_cells(const HyperGrid& fine,
                               const HyperGrid& searched,
                               const Bym2Prior& prior,
                               const std::vector<double>& searched_log_likelihood,
                               double negligible) {
    std::vector<double> bounds(fine.size());
    for (std::size_t i = 0; i < fine.sigma.cells; ++i) {
        const auto [low, high] = around(searched.sigma, fine.sigma.middle(i));
        for (std::size_t j = 0; j < fine.phi.cells; ++j) {
            const auto [left, right] = around(searched.phi, fine.phi.middle(j));
            const auto at = [&](std::size_t a, std::size_t b) {
                return searched_log_likelihood[a * searched.phi.cells + b];
            };
            bounds[i * fine.phi.cells + j] =
                std::max({at(low, left), at(low, right), at(high, left), at(high, right)});
        }
    }
    const std::vector<double> masses = cell_masses(fine, prior, bounds);
    std::vector<std::size_t> order(masses.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return masses[a] < masses[b];
    });
    std::vector<bool> likely(masses.size(), true);
    double left_out = 0;
    for (const std::size_t cell : order) {
        left_out += std::numbers::e * masses[cell];
        if (left_out >= negligible) {
            break;
        }
        likely[cell] = false;
    }
    return likely;
}

std::vector<double> cell_masses(const HyperGrid& grid,
                                const Bym2Prior& prior,
                                const std::vector<double>& log_likelihood) {
    const std::vector<double> by_sigma = grid.sigma_probabilities(prior);
    const std::vector<double> by_phi = grid.phi_probabilities(prior);
    std::vector<double> masses(grid.size());
    const double top = *std::max_element(log_likelihood.begin(), log_likelihood.end());
    double sum = 0;
    for (std::size_t i = 0; i < grid.sigma.cells; ++i) {
        for (std::size_t j = 0; j < grid.phi.cells; ++j) {
            const std::size_t cell = i * grid.phi.cells + j;
            const double mass = (by_sigma[i + 1] - by_sigma[i]) * (by_phi[j + 1] - by_phi[j]);
            masses[cell] = mass * std::exp(log_likelihood[cell] - top);
            sum += masses[cell];
        }
    }
    for (double& mass : masses) {
        mass /= sum;
    }
    return masses;
}

Zoom zoom(const HyperGrid& grid, const HyperGrid& whole, const std::vector<double>& masses) {
    const Trimmed sigma = trim_or_widen(grid.sigma, whole.sigma, marginal(grid, masses, true));
    const Trimmed phi = trim_or_widen(grid.phi, whole.phi, marginal(grid, masses, false));
    Zoom result{grid, sigma.filled && (phi.filled || !grid.spatial)};
    result.grid.sigma = sigma.axis;
    if (grid.spatial) {
        result.grid.phi = phi.axis;
    }
    return result;
}

}  // namespace riskmap::stats
