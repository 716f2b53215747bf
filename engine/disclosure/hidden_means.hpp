#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "disclosure/count_flow.hpp"

namespace riskmap::disclosure {

/// A count that a table hides.
struct HiddenCount {
    Shown shown = Shown::fewer;  ///< `fewer`: 1 or 2; `withheld`: 3 or more
    double weight = 1;           ///< how many cases to expect beside the others; only shares count
};

/// What a reader of a table can take for its hidden counts: the mean of each, given the range it
/// is told to lie in and the sum of all, which is the printed total less what is shown. Counts are
/// taken as Poisson with means in proportion to their weights, times the one factor that makes the
/// means add up to `sum`: for 1 or 2 the mean is (1 + x) / (1 + x / 2), for 3 or more
/// x P(Y >= 2) / P(Y >= 3). Nothing but the arguments is looked at. Where the sum is beyond what
/// the ranges allow each stands at its nearest bound; without a sum, in the middle: 1.5 for 1 or
/// 2, 3.5 for 3 or more. A weight that is not positive leaves a count at its lower bound.
std::vector<double> hidden_means(std::span<const HiddenCount> counts, std::optional<double> sum);

/// The means as whole numbers with the same sum, rounded: the largest remainders are raised, the
/// first of equal ones first.
std::vector<std::int64_t> whole_counts(std::span<const double> means);

}  // namespace riskmap::disclosure
