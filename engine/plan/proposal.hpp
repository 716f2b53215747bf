#pragma once

#include <vector>

#include "plan/priority.hpp"

namespace riskmap::plan {

/// A measure that applies in a unit, and what it could avert there.
struct ProposalLine {
    UnitIndex unit;
    const HazardResult* hazard = nullptr;
    const hazard::Intervention* intervention = nullptr;
    /// Cases a year averted when everyone is reached, at the best and at the outer values of each
    /// share; none where the effect or the cases are not known.
    std::optional<double> averted;
    std::optional<double> averted_least;
    std::optional<double> averted_most;
};

/// Every measure that applies, by priority of the unit, then code, then as the hazards list them.
/// The results outlive the lines.
std::vector<ProposalLine> proposal_lines(const std::vector<HazardResult>& hazards,
                                         const PerUnit<Priority>& priorities);

}  // namespace riskmap::plan
