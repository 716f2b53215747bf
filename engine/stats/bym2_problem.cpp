#include "stats/bym2_problem.hpp"

#include <cmath>

#include "core/error.hpp"

namespace riskmap::stats {

void Bym2Problem::check(const Icar& icar, const Bym2Prior& prior) const {
    expects(expected.size() == size() && icar.size() == size(),
            "Bym2Problem: one row per unit of the graph");
    expects(prior.fixed_mean.size() == covariates.size() + 1 &&
                prior.fixed_sd.size() == covariates.size() + 1,
            "Bym2Problem: a prior for the intercept and each covariate");
    for (const auto& column : covariates) {
        expects(column.size() == size(), "Bym2Problem: covariates have one value per row");
        for (const double value : column) {
            expects(std::isfinite(value), "Bym2Problem: covariates are finite");
        }
    }
    for (std::size_t row = 0; row < size(); ++row) {
        expects(!(expected[row] < 0) && !std::isinf(expected[row]),
                "Bym2Problem: expected counts are not negative");
        expects(!counts(row) || (std::isfinite(observed[row]) && observed[row] >= 0),
                "Bym2Problem: observed counts are finite and not negative");
    }
}

}  // namespace riskmap::stats
