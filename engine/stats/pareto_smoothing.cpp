#include "stats/pareto_smoothing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

constexpr std::size_t fewest_weights = 25;
constexpr std::size_t fewest_excesses = 5;

double quantile(const GeneralisedPareto& fit, double probability) {
    return std::abs(fit.shape) < 1e-12
               ? -fit.scale * std::log1p(-probability)
               : fit.scale / fit.shape * std::expm1(-fit.shape * std::log1p(-probability));
}

/// Mean of log(1 - theta x), minus the shape k at this theta.
double negative_shape(const std::vector<double>& excesses, double theta) {
    double sum = 0;
    for (const double x : excesses) {
        sum += std::log1p(-theta * x);
    }
    return sum / static_cast<double>(excesses.size());
}

}  // namespace

GeneralisedPareto fit_generalised_pareto(const std::vector<double>& excesses) {
    const auto n = static_cast<double>(excesses.size());
    expects(excesses.size() >= fewest_excesses && excesses.back() > 0,
            "fit_generalised_pareto: five excesses, not all 0");
    const auto points = static_cast<std::size_t>(30 + std::floor(std::sqrt(n)));
    const auto quarter = static_cast<std::size_t>(std::floor(n / 4 + 0.5)) - 1;
    const double typical = std::max(excesses[quarter], 1e-300);
    std::vector<double> theta(points);
    std::vector<double> profile(points);
    for (std::size_t j = 0; j < points; ++j) {
        theta[j] = 1 / excesses.back() +
                   (1 - std::sqrt(static_cast<double>(points) / (static_cast<double>(j) + 0.5))) /
                       (3 * typical);
        const double k = negative_shape(excesses, theta[j]);
        const double ratio = -theta[j] / k;
        profile[j] =
            ratio > 0 ? n * (std::log(ratio) - k) : -std::numeric_limits<double>::infinity();
    }
    const double top = *std::max_element(profile.begin(), profile.end());
    double weighted = 0;
    double total = 0;
    for (std::size_t j = 0; j < points; ++j) {
        const double weight = std::exp(profile[j] - top);
        weighted += weight * theta[j];
        total += weight;
    }
    const double theta_hat = weighted / total;
    const double k = negative_shape(excesses, theta_hat);
    // Ten pseudo-observations of k = 0.5 steady short tails.
    return {(k * n + 0.5 * 10) / (n + 10), -k / theta_hat};
}

SmoothedWeights smooth_weights(const std::vector<double>& log_weights) {
    const std::size_t n = log_weights.size();
    expects(n > 0, "smooth_weights: there are weights");
    const double top = *std::max_element(log_weights.begin(), log_weights.end());
    expects(std::isfinite(top), "smooth_weights: a finite log weight");
    SmoothedWeights result;
    for (const double value : log_weights) {
        result.weights.push_back(std::exp(value - top));
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return log_weights[a] < log_weights[b];
    });
    const auto real_n = static_cast<double>(n);
    const auto tail =
        static_cast<std::size_t>(std::ceil(std::min(0.2 * real_n, 3 * std::sqrt(real_n))));
    if (n >= fewest_weights) {
        const double cut = result.weights[order[n - tail - 1]];
        std::vector<double> excesses;
        for (std::size_t i = n - tail; i < n; ++i) {
            excesses.push_back(result.weights[order[i]] - cut);
        }
        if (excesses.back() > 1e-12) {
            const GeneralisedPareto fit = fit_generalised_pareto(excesses);
            result.pareto_k = fit.shape;
            for (std::size_t i = 0; i < tail; ++i) {
                const double p = (static_cast<double>(i) + 0.5) / static_cast<double>(tail);
                result.weights[order[n - tail + i]] = std::min(cut + quantile(fit, p), 1.0);
            }
        }
    }
    const double sum = std::accumulate(result.weights.begin(), result.weights.end(), 0.0);
    double squares = 0;
    for (double& weight : result.weights) {
        weight /= sum;
        squares += weight * weight;
    }
    result.effective_share = 1 / (squares * real_n);
    return result;
}

}  // namespace riskmap::stats
