#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/text.hpp"
#include "domain/admin_units.hpp"
#include "plan/shown_cases.hpp"
#include "risk/back_test.hpp"
#include "risk/hotspots.hpp"
#include "risk/risk_surface.hpp"
#include "risk/sensitivity.hpp"
#include "risk/time_profile.hpp"

namespace riskmap::plan {

/// Everything computed for one hazard.
struct HazardResult {
    hazard::HazardSpec spec;
    cases::CaseTable cases;
    exposure::ExposureTable exposure;
    risk::RiskSurface risk;
    std::optional<risk::SecondOpinion> second_opinion;  ///< none when it was not asked for
    std::optional<risk::TimeProfile> time;
    /// None with one year of cases, or on very large studies.
    std::optional<risk::BackTest> back_test;
    bool back_test_hidden = false;  ///< it was done, and would tell counts that are not shown
    std::optional<risk::Sensitivity> sensitivity;  ///< none where nothing is ranked
    ShownCases shown;  ///< the counts that products print; for everyone known before modelling
};

/// Order in which to act over all hazards: by expected preventable events per year, the sum over
/// hazards of events per year x the largest relative reduction among the interventions that apply.
/// Scores are never added. Where equal, such as where no intervention applies, the larger sum of
/// events per year comes first, then the smaller code.
struct Priority {
    std::optional<int> rank;  ///< 1 first; none without data
    std::optional<double> preventable_per_year;
};
PerUnit<Priority> rank_units(const std::vector<HazardResult>&, const domain::AdminUnits&);

/// An intervention whose conditions hold for a unit.
struct Recommendation {
    UnitIndex unit;
    std::string hazard_id;
    std::string intervention_id;
    Text label;
};
/// By unit, then in the order of the hazard file.
std::vector<Recommendation> recommend(const HazardResult&);

}  // namespace riskmap::plan
