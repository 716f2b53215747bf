#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace riskmap::plan {

/// What knowing the truth before choosing would be worth.
struct ValueOfInformation {
    double best_now = 0;       ///< the most that one option gains on average
    double with_truth = 0;     ///< average over draws of the best option of each
    double perfect = 0;        ///< `with_truth` - `best_now`, never negative
    std::vector<double> best;  ///< share of the draws in which each option is the best
};

/// Expected value of perfect information over options whose gains are drawn jointly (Raiffa and
/// Schlaifer 1961): `gains[option * draws + draw]`. Ties in a draw go to the first option. Throws
/// an internal `Error` without options or draws.
ValueOfInformation value_of_information(std::span<const double> gains, std::size_t options);

}  // namespace riskmap::plan
