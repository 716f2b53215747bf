#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "cases/case_table.hpp"
#include "core/graph.hpp"
#include "core/text.hpp"
#include "risk/model_input.hpp"
#include "risk/risk_surface.hpp"

namespace riskmap::risk {

/// What a method would have said of every unit: by `rate` it ranks danger, by `events` where most
/// happens. NaN where it says nothing.
struct Verdict {
    std::vector<double> rate;
    std::vector<double> events;
};

/// A way to rank units that the model is measured against.
struct Yardstick {
    std::string id;
    Text label;
    Verdict (*judge)(const cases::CaseTable&, const ModelInput&, const Graph&);
};

/// Raw rate, empirical Bayes (Poisson-gamma; Marshall, global and local), the mean of rate and
/// exposure each scaled from 0 to 1 ("min-max index"), Gi* of the rates, exposure alone. Indices
/// without a unit rank events by index x people, Gi* by itself.
std::span<const Yardstick> yardsticks();

/// What the model says: expected percentile rank, and events per year.
Verdict verdict_of(const RiskSurface&);

/// How well a verdict found what is true.
struct Skill {
    double hit = 0;          ///< share of the truly highest `top` units that it lists
    double burden = 0;       ///< events in its `top` units / events in the `top` units with most
    double correlation = 0;  ///< of ranks; 0 where the verdict does not vary
};

/// Only rows with `counted` compete. Equal values at the edge of the list share its last places.
Skill skill_of(const Verdict&,
               std::span<const double> true_rate,
               std::span<const double> true_events,
               const std::vector<bool>& counted,
               std::size_t top);

}  // namespace riskmap::risk
