#pragma once

#include <utility>
#include <vector>

#include "plan/plan_basis.hpp"
#include "risk/risk_surface.hpp"

namespace riskmap::plan {

enum class Movement { more, fewer, cannot_tell };
const char* to_word(Movement movement);

/// How a unit moved from one result to another.
struct UnitChange {
    UnitIndex before;
    UnitIndex after;
    double events_before = 0;  ///< expected per year
    double events_after = 0;
    double ratio = 1;  ///< median of after / before over the draws
    risk::Interval ratio_interval;
    double probability_more = 0;  ///< that it went up
    Movement movement = Movement::cannot_tell;
};

/// Compares a hazard in two results, draw by draw, for pairs of rows of the
/// same unit. A unit moved when at least `certainty` of the draws say so;
/// otherwise it cannot be told from chance. Pairs in which either side is
/// unknown are left out. In the order of the pairs.
std::vector<UnitChange> compare_events(const EventDraws& before,
                                       const EventDraws& after,
                                       const std::vector<std::pair<UnitIndex, UnitIndex>>& pairs,
                                       double certainty = 0.95);

}  // namespace riskmap::plan
