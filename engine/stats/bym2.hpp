#pragma once

#include <cstddef>
#include <vector>

#include "core/run_context.hpp"
#include "stats/bym2_laplace.hpp"

namespace riskmap::stats {

struct Bym2Options {
    std::size_t sigma_cells = 30;
    std::size_t phi_cells = 14;
    /// Cells of the coarse grid that finds the final box.
    std::size_t search_sigma_cells = 16;
    std::size_t search_phi_cells = 8;
};

/// One cell of the final grid of sigma and phi that carries mass.
struct Bym2Cell {
    double sigma = 0;   ///< midpoint in log sigma
    double phi = 0;     ///< midpoint in logit phi
    double weight = 0;  ///< posterior mass; the weights sum to 1
    /// Prior probabilities at the cell's edges, for draws inside the cell.
    double sigma_from = 0;
    double sigma_to = 1;
    double phi_from = 0;
    double phi_to = 1;
    std::vector<double> linearised;  ///< log risk where the approximation was taken
    std::vector<double> mean;        ///< of log risk
    std::vector<double> variance;    ///< of log risk
    std::vector<double> fixed_mean;
    std::vector<double> fixed_variance;
};

struct MeanSd {
    double mean = 0;
    double sd = 0;
};

/// Posterior of a Poisson model with a BYM2 residual (Riebler et al. 2016) by nested Laplace
/// approximation: a mixture over cells of (sigma, phi), each with its exact prior mass.
struct Bym2Fit {
    std::vector<Bym2Cell> cells;
    std::vector<MeanSd> log_risk;  ///< per row
    std::vector<MeanSd> fixed;     ///< intercept, then covariates
    MeanSd sigma;
    MeanSd phi;
    bool converged = true;  ///< every cell that carries mass reached its mode
    bool spatial = true;    ///< false: no neighbours, phi dropped
    std::size_t evaluations = 0;

    /// P(exp(log risk) > threshold) of a row.
    double exceedance(std::size_t row, double threshold) const;
    /// Mean of exp(log risk) of a row.
    double mean_risk(std::size_t row) const;
    /// Quantile of exp(log risk) of a row, probability in (0, 1).
    double risk_quantile(std::size_t row, double probability) const;
};

/// Fits the model. Rows without a likelihood term are predicted from their neighbours and
/// covariates; without any, the result is the prior. The same for any number of threads.
Bym2Fit fit_bym2(const Bym2Problem& problem,
                 const Icar& icar,
                 const Bym2Prior& prior,
                 const Bym2Options& options,
                 const RunContext& context);

}  // namespace riskmap::stats
