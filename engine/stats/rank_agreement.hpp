#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace riskmap::stats {

/// Ranks of values, 1 for the highest; equal values share the mean of their ranks. NaN ranks below
/// every number.
std::vector<double> mid_ranks(std::span<const double> values);

/// Spearman's rank correlation, ties by mean rank; NaN with fewer than two rows or when one column
/// does not vary.
double rank_correlation(std::span<const double> a, std::span<const double> b);

/// How much of each row belongs to the `count` highest: 1, 0, or, where the edge runs through equal
/// values, their equal share of the places left. Sums to `count` (to the number of rows when there
/// are fewer).
std::vector<double> top_shares(std::span<const double> values, std::size_t count);

/// P(an event falls on a higher value than a person drawn at random) + half the ties: 0.5 says
/// nothing, 1 says all. `events` and `people` weigh the rows; NaN when either sums to 0.
double concordance(std::span<const double> values,
                   std::span<const double> events,
                   std::span<const double> people);

}  // namespace riskmap::stats
