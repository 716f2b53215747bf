#pragma once

#include <vector>

namespace riskmap::stats {

/// Importance weights made steady and judged (Vehtari, Simpson, Gelman, Yao and Gabry 2024).
struct SmoothedWeights {
    std::vector<double> weights;  ///< sum 1, in the order given
    double pareto_k = 0;          ///< shape of the tail; below 0.7 the weights can be trusted
    double effective_share = 1;   ///< effective draws / draws, 1 / (n sum w^2)
};

/// Replaces the largest min(n / 5, 3 sqrt(n)) weights by the order statistics of a generalised
/// Pareto distribution fitted to them (Zhang and Stephens 2009) and normalises. Equal weights, or
/// fewer than 25 of them, come back unsmoothed with k = 0. At least one finite log weight.
SmoothedWeights smooth_weights(const std::vector<double>& log_weights);

struct GeneralisedPareto {
    double shape = 0;  ///< k
    double scale = 1;
};

/// Fit to positive excesses in ascending order, at least 5 of them, not all 0 (Zhang and Stephens
/// 2009 with the weak prior of Vehtari et al. on k).
GeneralisedPareto fit_generalised_pareto(const std::vector<double>& excesses);

}  // namespace riskmap::stats
