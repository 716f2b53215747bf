#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace riskmap::stats {

/// A regression of counts with variance mu + mu^2 / theta (NB2).
struct NegativeBinomialFit {
    std::vector<double> coefficients;     ///< of the columns, on the log scale
    std::vector<double> standard_errors;  ///< at fixed theta, expected information
    double theta = 0;                     ///< +inf when counts do not vary beyond Poisson
    double theta_standard_error = 0;      ///< observed information; NaN for infinite theta
    double log_likelihood = 0;
    std::vector<double> means;
    bool overdispersed = false;
    bool converged = false;
    int iterations = 0;
};

/// Maximum likelihood by turns: iteratively weighted least squares for the coefficients, Newton's
/// steps for log theta (Lawless 1987; Venables and Ripley 2002, ch. 7.4). `columns` holds the
/// design column by column, the constant among them; `offset` is the log of the exposure. Where the
/// score says there is no overdispersion the fit is Poisson. Throws a model `Error` when the
/// columns depend on each other.
NegativeBinomialFit fit_negative_binomial(std::span<const std::int64_t> counts,
                                          const std::vector<std::vector<double>>& columns,
                                          std::span<const double> offset);

}  // namespace riskmap::stats
