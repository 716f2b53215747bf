#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/run_context.hpp"
#include "stats/bym2.hpp"

namespace riskmap::stats {

/// Joint draws from the posterior, each of the same weight.
struct Bym2Draws {
    std::size_t count = 0;
    std::vector<float> log_risk;             ///< draw after draw, one value per row
    std::vector<std::vector<double>> fixed;  ///< [effect][draw]
    std::vector<double> sigma;               ///< jittered inside its cell
    std::vector<double> phi;
    double pareto_k = 0;
    double effective_share = 1;
    bool weighted = false;  ///< importance weights were used (resampled in proportion)
    bool warn = false;      ///< k >= 0.7 and effective share below 90 %: Laplace draws as they are
};

struct DrawOptions {
    std::size_t count = 4000;
    std::uint32_t stream = 0;  ///< of the run's random numbers
};

/// Draws log risk, effects and hyper-parameters together. Cells are allotted draws in proportion to
/// their mass (systematic), log p - log q weighs each draw, Pareto smoothing judges the weights:
/// below k = 0.7 draws are resampled by weight (systematic), otherwise the Laplace draws stand as
/// they are. The same for any number of threads.
Bym2Draws draw_bym2(const Bym2Fit& fit,
                    const Bym2Problem& problem,
                    const Icar& icar,
                    const Bym2Prior& prior,
                    const DrawOptions& options,
                    const RunContext& context);

}  // namespace riskmap::stats
