#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace riskmap::stats {

/// Members of groups of which only the groups are counted: y_g ~ Poisson(sum of the means of its
/// members), mean_i = exp(offset_i + sum_j coefficient_j column_ij).
struct GroupedCounts {
    std::vector<double> counts;  ///< per group; real where they are means, NaN where nobody counted
    std::vector<std::uint32_t> groups;  ///< of each member
    std::vector<std::vector<double>> columns;
    std::vector<double> offset;  ///< per member, the log of its exposure
};

/// A normal prior of a coefficient.
struct NormalPrior {
    double mean = 0;
    double sd = 1;
};

struct GroupedFit {
    std::vector<double> coefficients;
    std::vector<double> means;  ///< of the members
    bool converged = false;
};

/// Posterior mode by damped Newton steps with the expected information of the groups. The priors,
/// one per column, keep apart what groups cannot. Throws an internal `Error` when sizes differ.
GroupedFit fit_grouped_poisson(const GroupedCounts& data, std::span<const NormalPrior> priors);

}  // namespace riskmap::stats
