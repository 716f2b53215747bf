#pragma once

#include <cstddef>
#include <vector>

#include "stats/bym2_prior.hpp"
#include "stats/icar.hpp"

namespace riskmap::stats {

/// Counts with their expectation: observed_i ~ Poisson(expected_i exp(eta_i)), eta = intercept +
/// covariates + sigma (sqrt(1 - phi) v + sqrt(phi) u). A row whose expectation is 0 or NaN has no
/// likelihood term and stays in the graph. Counts may be weighted sums, hence real.
struct Bym2Problem {
    std::vector<double> observed;
    std::vector<double> expected;
    std::vector<std::vector<double>> covariates;  ///< columns, finite everywhere

    std::size_t size() const { return observed.size(); }
    bool counts(std::size_t row) const { return expected[row] > 0; }
    /// Throws an internal `Error` when columns differ in length or hold what cannot be fitted.
    void check(const Icar& icar, const Bym2Prior& prior) const;
};

}  // namespace riskmap::stats
