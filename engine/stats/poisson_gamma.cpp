#include "stats/poisson_gamma.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "stats/bym2_prior.hpp"
#include "stats/distributions.hpp"

namespace riskmap::stats {
namespace {

struct Counts {
    std::vector<double> observed;
    std::vector<double> expected;
    double events = 0;
    double total_expected = 0;

    Counts(std::span<const double> y, std::span<const double> e) {
        expects(y.size() == e.size(), "PoissonGamma: one expectation per count");
        for (std::size_t i = 0; i < y.size(); ++i) {
            if (e[i] > 0) {
                expects(y[i] >= 0, "PoissonGamma: counts are not negative");
                observed.push_back(y[i]);
                expected.push_back(e[i]);
                events += y[i];
                total_expected += e[i];
            }
        }
    }

    double log_likelihood(double mean, double shape) const {
        double sum = 0;
        for (std::size_t i = 0; i < observed.size(); ++i) {
            const double y = observed[i];
            const double m = expected[i] * mean;
            // log Gamma(y + shape) - log Gamma(shape) - y log shape, without cancellation.
            sum += y > 0 ? log_gamma(y + shape) - log_gamma(shape) - y * std::log(shape) : 0;
            sum += (y > 0 ? y * std::log(m) : 0) - (y + shape) * std::log1p(m / shape);
        }
        return sum;
    }

    /// Second derivative in log mean, with the opposite sign.
    double information(double mean, double shape) const {
        double sum = 0;
        for (std::size_t i = 0; i < observed.size(); ++i) {
            const double m = expected[i] * mean;
            sum += (observed[i] + shape) * shape * m / ((shape + m) * (shape + m));
        }
        return sum;
    }

    /// The mean that fits best at this shape, by Newton in its logarithm.
    double best_mean(double shape) const {
        double log_mean = std::log(std::max(events, 0.5) / total_expected);
        for (int step = 0; step < 100; ++step) {
            const double mean = std::exp(log_mean);
            double slope = 0;
            for (std::size_t i = 0; i < observed.size(); ++i) {
                const double m = expected[i] * mean;
                slope += shape * (observed[i] - m) / (shape + m);
            }
            const double move = std::clamp(slope / information(mean, shape), -1.0, 1.0);
            log_mean += move;
            if (std::abs(move) < 1e-13) {
                break;
            }
        }
        return std::exp(log_mean);
    }

    double shape_slope(double mean, double shape) const {
        double sum = 0;
        for (std::size_t i = 0; i < observed.size(); ++i) {
            const double y = observed[i];
            const double m = expected[i] * mean;
            sum += (y > 0 ? digamma(y + shape) - digamma(shape) : 0) - std::log1p(m / shape) +
                   (m - y) / (shape + m);
        }
        return sum;
    }
};

constexpr double least_log_shape = -5;
constexpr double most_log_shape = 12;
constexpr int shape_steps = 68;

}  // namespace

double PoissonGammaMl::ratio(double observed, double expected) const {
    if (collapsed || !(expected > 0)) {
        return mean;
    }
    return (observed + shape) / (expected + shape / mean);
}

PoissonGammaMl fit_poisson_gamma_ml(std::span<const double> observed,
                                    std::span<const double> expected) {
    const Counts counts(observed, expected);
    expects(counts.events > 0, "fit_poisson_gamma_ml: at least one event");
    const auto log_shape_at = [](int i) {
        return least_log_shape + (most_log_shape - least_log_shape) * i / shape_steps;
    };
    int best = 0;
    double top = -std::numeric_limits<double>::infinity();
    for (int i = 0; i <= shape_steps; ++i) {
        const double shape = std::exp(log_shape_at(i));
        const double value = counts.log_likelihood(counts.best_mean(shape), shape);
        if (value > top) {
            top = value;
            best = i;
        }
    }
    if (best == shape_steps) {
        return {
            counts.events / counts.total_expected, std::numeric_limits<double>::infinity(), true};
    }
    double low = log_shape_at(std::max(best - 1, 0));
    double high = log_shape_at(best + 1);
    for (int step = 0; step < 80; ++step) {
        const double middle = (low + high) / 2;
        const double shape = std::exp(middle);
        (counts.shape_slope(counts.best_mean(shape), shape) > 0 ? low : high) = middle;
    }
    const double shape = std::exp((low + high) / 2);
    return {counts.best_mean(shape), shape, false};
}

PoissonGamma::PoissonGamma(std::span<const double> observed,
                           std::span<const double> expected,
                           double cv_scale) {
    expects(cv_scale > 0, "PoissonGamma: scale is positive");
    const Counts counts(observed, expected);
    expects(counts.total_expected > 0, "PoissonGamma: some rows are expected to have events");
    constexpr int cells = 60;
    // Gauss-Hermite rule of five points for log mean given the shape.
    constexpr std::array<double, 5> at{
        0, 0.958572464613819, -0.958572464613819, 2.02018287045609, -2.02018287045609};
    constexpr std::array<double, 5> rule{0.945308720482942,
                                         0.393619323152241,
                                         0.393619323152241,
                                         0.0199532420590459,
                                         0.0199532420590459};
    const SigmaPrior prior{SigmaPrior::Kind::half_normal, cv_scale};
    std::vector<double> log_weights;
    for (int cell = 0; cell < cells; ++cell) {
        const double cv = prior.quantile((cell + 0.5) / cells);
        const double shape = 1 / (cv * cv);
        const double centre = std::log(counts.best_mean(shape));
        const double sd = 1 / std::sqrt(counts.information(std::exp(centre), shape));
        for (std::size_t k = 0; k < at.size(); ++k) {
            const double mean = std::exp(centre + std::sqrt(2.0) * sd * at[k]);
            log_weights.push_back(counts.log_likelihood(mean, shape) + at[k] * at[k] +
                                  std::log(rule[k] * sd));
            nodes_.push_back({mean, shape, 0});
        }
    }
    const double top = *std::max_element(log_weights.begin(), log_weights.end());
    double sum = 0;
    for (std::size_t k = 0; k < nodes_.size(); ++k) {
        nodes_[k].weight = std::exp(log_weights[k] - top);
        sum += nodes_[k].weight;
    }
    for (Node& node : nodes_) {
        node.weight /= sum;
    }
}

double PoissonGamma::ratio(double observed, double expected) const {
    const bool known = expected > 0;
    double sum = 0;
    for (const Node& node : nodes_) {
        sum += node.weight *
               (known ? (observed + node.shape) / (expected + node.shape / node.mean) : node.mean);
    }
    return sum;
}

double PoissonGamma::quantile(double observed, double expected, double probability) const {
    expects(probability > 0 && probability < 1, "PoissonGamma::quantile: probability in (0, 1)");
    const bool known = expected > 0;
    const double y = known ? observed : 0;
    const double e = known ? expected : 0;
    const auto below = [&](double theta) {
        double sum = 0;
        for (const Node& node : nodes_) {
            sum += node.weight * gamma_cdf(theta * (e + node.shape / node.mean), y + node.shape);
        }
        return sum;
    };
    double low = 0;
    double high = ratio(observed, expected);
    while (below(high) < probability) {
        low = high;
        high *= 2;
    }
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (below(middle) < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace riskmap::stats
