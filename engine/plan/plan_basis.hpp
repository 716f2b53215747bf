#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "domain/population.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// How often a hazard strikes each unit per year, as joint draws.
struct EventDraws {
    std::string hazard_id;
    domain::AgeBand ages;
    std::int64_t cases = 0;   ///< counted in the study
    std::int64_t deaths = 0;  ///< of them
    double years = 0;
    PerUnit<double> base;           ///< cases per year at a relative risk of 1; NaN when unknown
    std::vector<float> rate_ratio;  ///< [unit * draws + draw]: what `base` is multiplied by
    std::size_t draws = 0;

    /// Cases per year of a unit in one draw; 0 when unknown.
    double events(UnitIndex unit, std::size_t draw) const;
    /// The mean over the draws; 0 when unknown or without draws.
    double mean_events(UnitIndex unit) const;
};

/// What a plan needs of a run, kept in its result folder.
struct PlanBasis {
    std::string vintage;
    PerUnit<std::string> code;
    std::vector<domain::AgeBand> bands;
    std::vector<PerUnit<double>> children;  ///< children[band][unit]; NaN when unknown
    std::vector<EventDraws> hazards;

    std::size_t units() const { return code.size(); }
    /// Children of an age band in a unit; a band only partly asked for counts in proportion. 0 when
    /// unknown.
    double children_of(UnitIndex unit, domain::AgeBand ages) const;
};

inline constexpr std::size_t most_plan_draws = 1000;

/// Keeps of the draws of a result one in so many, evenly, so that at most `most_plan_draws` stay:
/// all that is ever planned with. The basis of a plan is the same before and after.
void keep_plan_draws(risk::RiskSurface& risk);

/// The basis of a plan from the results of a run; draws beyond `most_plan_draws` are thinned
/// evenly. Cases and deaths stand as they are shown (`stand_in`). Deterministic.
PlanBasis plan_basis(const std::vector<HazardResult>&,
                     const domain::AdminUnits&,
                     const domain::Population*);

}  // namespace riskmap::plan
