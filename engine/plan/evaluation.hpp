#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"

namespace riskmap::plan {

/// One place before and after a date.
struct BeforeAfter {
    std::string site;
    bool treated = false;
    double before = 0;  ///< cases in the years before
    double after = 0;
    double exposure = 1;  ///< what cases are proportional to: children, vehicle-kilometres
};

/// Did it work, with luck taken off.
struct Evaluation {
    std::size_t treated = 0;
    std::size_t untreated = 0;
    double observed_before = 0;  ///< of the treated
    double observed_after = 0;
    double naive_ratio = 0;       ///< after / before per year, luck included
    double expected_before = 0;   ///< what their record and their likes say they had coming
    double expected_without = 0;  ///< cases after, had nothing been done
    double ratio = 0;             ///< observed after / that; below 1: fewer
    double ratio_lower = 0;       ///< 95 % interval
    double ratio_upper = 0;
    double overdispersion = 0;  ///< of all before
    Text verdict;               ///< one sentence
};

/// Before and after by empirical Bayes (Hauer 1997, ch. 11; Highway Safety Manual 2010, ch. 9). All
/// places together give the usual number of cases per exposure and its spread; each place is
/// expected to have had its own record drawn towards that, because places are chosen for bad years
/// that would have passed anyway. The untreated give the trend, from what they were expected to
/// have (not from their record: they are the ones that were not chosen). The ratio and its variance
/// are those of the sum over the treated; the variance carries the after count and the trend as
/// Poisson.
///
/// Throws an input `Error` without treated places, with fewer than two
/// untreated ones, or when the untreated had no case before or after.
Evaluation evaluate(const std::vector<BeforeAfter>& places,
                    double years_before,
                    double years_after);

}  // namespace riskmap::plan
