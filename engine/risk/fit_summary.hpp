#pragma once

#include "hazard/hazard_spec.hpp"
#include "risk/model_input.hpp"
#include "risk/risk_surface.hpp"
#include "stats/bym2_draws.hpp"

namespace riskmap::risk {

/// What came out of one fit, in numbers of a fixed order and one sentence: how much it rests on,
/// whether it may be used, and which draws were used when the weights could not be trusted.
FitSummary summarise_fit(const ModelInput& input,
                         const stats::Bym2Fit& fit,
                         const stats::Bym2Draws& draws,
                         bool with_index);

/// A study without people has nothing to fit.
FitSummary nothing_to_fit();

}  // namespace riskmap::risk
