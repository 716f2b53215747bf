#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hazard/target.hpp"
#include "risk/risk_surface.hpp"

namespace riskmap::plan {

using hazard::Target;
using hazard::TargetKind;

/// Cases of one hazard and one severity in one year of the study.
struct YearCount {
    std::string hazard;
    std::string severity;
    int year = 0;
    std::int64_t cases = 0;
    double people = 0;  ///< NaN when unknown
    bool whole_year = true;
    bool told = true;  ///< false: the number may not be shown, and `cases` means nothing
};

enum class TargetState { met, not_met, too_few_to_say, not_measured };
const char* to_word(TargetState state);
/// The state of a published word. Throws an internal `Error` for another word.
TargetState target_state_of(const std::string& word);
/// The state in plain words.
const Text& state_words(TargetState state);

/// A target against a year of the study's own series.
struct TargetStatus {
    const Target* target = nullptr;
    int year = 0;
    std::optional<double> observed;  ///< in the target's own terms
    risk::Interval interval;         ///< exact, 95 %
    TargetState state = TargetState::not_measured;
};

/// Every target against every whole year of the series up to its own year (a
/// rate is compared in each year, a change with its year of reference). Rates
/// have the exact Poisson interval (Garwood 1936); ratios of two counts the
/// exact conditional one (Clopper and Pearson 1934). Where a number may not be shown there
/// is no value and it is `too_few_to_say`. `met` and `not_met` need
/// the whole interval on one side. Targets whose hazard the study does not
/// have, or without a year to compare, are `not_measured`.
std::vector<TargetStatus> target_status(const std::vector<Target>&, const std::vector<YearCount>&);

}  // namespace riskmap::plan
