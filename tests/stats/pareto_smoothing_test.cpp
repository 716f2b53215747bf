#include "stats/pareto_smoothing.hpp"

#include <cmath>
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
