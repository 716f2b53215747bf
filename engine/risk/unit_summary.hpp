#pragma once

#include <span>
#include <vector>

#include "hazard/hazard_spec.hpp"
#include "risk/model_input.hpp"
#include "risk/risk_surface.hpp"
#include "stats/bym2_draws.hpp"

namespace riskmap::risk {

/// Joint draws turned into relative risks: in each draw, exp(log risk) over its mean by share, so
/// that uncertainty of the level cancels.
struct RiskDraws {
    std::size_t count = 0;
    std::vector<float> relative_risk;  ///< [unit * count + draw]
    /// Per draw: the mean that was divided out, at the level of the weighted years.
    std::vector<double> level;

    std::span<const float> of(UnitIndex unit) const {
        return std::span(relative_risk).subspan(unit.row() * count, count);
    }
};
RiskDraws relative_risks(const stats::Bym2Draws& draws,
                         const ModelInput& input,
                         const RunContext& context);

/// Share of draws above a threshold.
double share_above(std::span<const float> draws, double threshold);

/// Relative risk, its interval and probabilities, rate and events per year of every unit with
/// people, from the draws of the main model. Writes into `units`.
void summarise_draws(const RiskDraws& draws,
                     const ModelInput& input,
                     const cases::CaseTable& cases,
                     const hazard::ModelSpec& model,
                     const RunContext& context,
                     PerUnit<UnitRisk>& units);

/// Scores and ranks among the units where `ranked` is true; nothing when there are none.
void rank_units(const stats::Bym2Draws& draws,
                const std::vector<bool>& ranked,
                const hazard::ModelSpec& model,
                const RunContext& context,
                PerUnit<UnitRisk>& units);

}  // namespace riskmap::risk
