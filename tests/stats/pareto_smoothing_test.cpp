#include "stats/pareto_smoothing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"

namespace riskmap::stats {
namespace {

std::vector<double> pareto_log_weights(double shape, std::size_t count) {
    RandomStream random(11, 0, 0);
    std::vector<double> result;
    for (std::size_t i = 0; i < count; ++i) {
        result.push_back(-shape * std::log(random.uniform()));
    }
    return result;
}

TEST(ParetoSmoothing, ShapeOfAParetoTailIsFound) {
    EXPECT_NEAR(smooth_weights(pareto_log_weights(0.3, 40000)).pareto_k, 0.3, 0.1);
    EXPECT_NEAR(smooth_weights(pareto_log_weights(0.9, 40000)).pareto_k, 0.9, 0.12);
}

TEST(ParetoSmoothing, FitsTheParametersOfAnExactSample) {
    const double shape = 0.4;
    std::vector<double> excesses;
    constexpr int count = 5000;
    for (int i = 0; i < count; ++i) {
        const double p = (i + 0.5) / count;
        excesses.push_back(2 / shape * (std::pow(1 - p, -shape) - 1));
    }
    const GeneralisedPareto fit = fit_generalised_pareto(excesses);
    EXPECT_NEAR(fit.shape, shape, 0.01);
    EXPECT_NEAR(fit.scale, 2, 0.02);
}

/// Excesses at the middles of `count` equally likely parts of a Pareto tail of scale 1.
std::vector<double> exact_excesses(double shape, int count) {
    std::vector<double> excesses;
    for (int i = 0; i < count; ++i) {
        const double rest = 1 - (i + 0.5) / count;
        excesses.push_back(shape == 0 ? -std::log(rest) : (std::pow(rest, -shape) - 1) / shape);
    }
    return excesses;
}

/// Zhang and Stephens (2009), equations 3 to 7, then ten pseudo-observations of a half.
GeneralisedPareto by_the_book(const std::vector<double>& x) {
    const auto n = static_cast<double>(x.size());
    const double m = 30 + std::floor(std::sqrt(n));
    const double quartile = x[static_cast<std::size_t>(std::floor(n / 4 + 0.5)) - 1];
    const auto k_of = [&](double theta) {
        double sum = 0;
        for (const double value : x) {
            sum += std::log(1 - theta * value);
        }
        return -sum / n;
    };
    std::vector<double> theta, profile;
    for (double j = 1; j <= m; ++j) {
        theta.push_back(1 / x.back() + (1 - std::sqrt(m / (j - 0.5))) / (3 * quartile));
        const double k = k_of(theta.back());
        profile.push_back(n * (std::log(theta.back() / k) + k - 1));
    }
    double estimate = 0;
    for (std::size_t j = 0; j < theta.size(); ++j) {
        double sum = 0;
        for (const double other : profile) {
            sum += std::exp(other - profile[j]);
        }
        estimate += theta[j] / sum;
    }
    const double k = k_of(estimate);
    return {(-k * n + 5) / (n + 10), k / estimate};
}

TEST(ParetoSmoothing, FitsAsPublished) {
    for (const int count : {5, 9, 40, 300}) {
        for (const double shape : {-0.3, 0.0, 0.5, 1.2}) {
            const std::vector<double> excesses = exact_excesses(shape, count);
            const GeneralisedPareto wanted = by_the_book(excesses);
            const GeneralisedPareto fit = fit_generalised_pareto(excesses);
            EXPECT_NEAR(fit.shape, wanted.shape, 1e-9) << count << " " << shape;
            EXPECT_NEAR(fit.scale, wanted.scale, 1e-9) << count << " " << shape;
        }
    }
    EXPECT_THROW(fit_generalised_pareto({1, 2, 3, 4}), Error);
    EXPECT_THROW(fit_generalised_pareto({0, 0, 0, 0, 0}), Error);
}

TEST(ParetoSmoothing, TheTailBecomesQuantilesOfItsFit) {
    const std::size_t n = 100;  // of which the largest twenty are the tail
    const std::vector<double> log_weights = pareto_log_weights(0.5, n);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return log_weights[a] < log_weights[b];
    });
    const double top = log_weights[order.back()];
    const auto weight = [&](std::size_t place) {
        return std::exp(log_weights[order[place]] - top);
    };
    const double cut = weight(79);
    std::vector<double> excesses;
    for (std::size_t place = 80; place < n; ++place) {
        excesses.push_back(weight(place) - cut);
    }
    const GeneralisedPareto tail = fit_generalised_pareto(excesses);
    std::vector<double> wanted;
    double sum = 0;
    for (std::size_t place = 0; place < n; ++place) {
        const double rest = 1 - (static_cast<double>(place) - 79.5) / 20;
        wanted.push_back(
            place < 80
                ? weight(place)
                : std::min(1.0, cut + tail.scale / tail.shape * (std::pow(rest, -tail.shape) - 1)));
        sum += wanted.back();
    }
    const SmoothedWeights smoothed = smooth_weights(log_weights);
    EXPECT_EQ(smoothed.pareto_k, tail.shape);
    double squares = 0;
    for (std::size_t place = 0; place < n; ++place) {
        EXPECT_NEAR(smoothed.weights[order[place]], wanted[place] / sum, 1e-12) << place;
        squares += wanted[place] / sum * wanted[place] / sum;
    }
    EXPECT_NEAR(smoothed.effective_share, 1 / (squares * static_cast<double>(n)), 1e-12);
}

TEST(ParetoSmoothing, FewWeightsStayAsTheyAre) {
    std::vector<double> few;
    for (int i = 0; i < 24; ++i) {
        few.push_back(std::log(1.0 + i));
    }
    const SmoothedWeights plain = smooth_weights(few);
    EXPECT_EQ(plain.pareto_k, 0);
    EXPECT_NEAR(plain.weights[9], 10.0 / 300, 1e-15);
    few.push_back(std::log(25.0));
    EXPECT_NE(smooth_weights(few).pareto_k, 0);
    EXPECT_NO_THROW(smooth_weights({0.0, -std::numeric_limits<double>::infinity()}));
    EXPECT_THROW(smooth_weights({std::numeric_limits<double>::infinity(), 0.0}), Error);
}

TEST(ParetoSmoothing, EqualWeightsStayEqual) {
    const SmoothedWeights smoothed = smooth_weights(std::vector<double>(100, -3.0));
    EXPECT_EQ(smoothed.pareto_k, 0);
    EXPECT_NEAR(smoothed.effective_share, 1, 1e-12);
    EXPECT_NEAR(smoothed.weights[7], 0.01, 1e-15);
}

TEST(ParetoSmoothing, OrderOfWeightsIsKeptAndTheySumToOne) {
    const std::vector<double> log_weights = pareto_log_weights(0.5, 500);
    const SmoothedWeights smoothed = smooth_weights(log_weights);
    EXPECT_NEAR(std::accumulate(smoothed.weights.begin(), smoothed.weights.end(), 0.0), 1, 1e-12);
    for (std::size_t i = 1; i < log_weights.size(); ++i) {
        EXPECT_EQ(log_weights[i] > log_weights[0], smoothed.weights[i] > smoothed.weights[0]);
    }
    EXPECT_LE(smoothed.effective_share, 1);
}

TEST(ParetoSmoothing, NoWeightsAreRefused) { EXPECT_THROW(smooth_weights({}), Error); }

}  // namespace
}  // namespace riskmap::stats
