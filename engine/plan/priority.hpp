#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/text.hpp"
#include "domain/admin_units.hpp"
#include "risk/risk_surface.hpp"

namespace riskmap::plan {

/// Everything computed for one hazard.
struct HazardResult {
    hazard::HazardSpec spec;
    cases::CaseTable cases;
    exposure::ExposureTable exposure;
    risk::RiskSurface risk;
};

/// Order in which to act over all hazards: by expected preventable events per year, summed; never
/// by adding scores.
struct Priority {
    std::optional<int> rank;  ///< 1 first; none without data
    std::optional<double> preventable_per_year;
};
PerUnit<Priority> rank_units(const std::vector<HazardResult>&, const domain::AdminUnits&);

/// One plain sentence per unit in both languages: rate, ratio, interval, rank interval, environment
/// and record, what to do.
Text reason(const HazardResult&, const domain::AdminUnits&, UnitIndex);

/// Interventions of the hazard whose conditions hold for the unit.
struct Recommendation {
    UnitIndex unit;
    std::string hazard_id;
    std::string intervention_id;
    Text label;
};
std::vector<Recommendation> recommend(const HazardResult&, const domain::Layer& communes);

}  // namespace riskmap::plan
