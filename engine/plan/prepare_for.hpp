#pragma once

#include "disclosure/audience.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// Makes a finished result fit for its audience, before any product sees it: products draw on
/// nothing else. For the offices that hold the records it stays whole.
///
/// A result for everyone was modelled from `published_cases`, and `shown` is what may be printed.
/// What is left to do:
/// - The counts that stood for hidden ones leave, for they are no observations: `cases` keeps
///   denominators, expected cases and which units reported. A unit whose count is not shown exactly
///   has no crude rate, and the state `suppressed`.
/// - What would only look like an observation leaves: the empirical Bayes estimates, deviates and
///   p-values of Moran, Gi* and the scans, the information share, and sentences with counts of
///   clusters. They tell no more than the tables; but they are of single units and cells, where a
///   mean in place of a count is worth least.
/// - Parts of the year, hours and years whose counts are not shown have no ratios, and sentences
///   that would carry their sums say the same without numbers.
/// - The back-test, which needs the years of each unit and was made from exact counts, keeps shares
///   to 5 % (`risk::coarsened`), and leaves when a year it foretells is not shown.
/// Modelled values keep all their digits.
void prepare_for(disclosure::Audience, HazardResult&);

/// A whole number to calculate with: the count, or where it is not shown 1 for "<3" and 5 for "…".
std::int64_t stand_in(const ShownCount& count);

}  // namespace riskmap::plan
