#pragma once

#include <optional>

#include "core/text.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::risk {

/// How sure we are that a unit lies above the threshold; in this order and with these labels
/// everywhere.
enum class Level { confirmed, probable, watch, undetermined, lower, insufficient_data };
const char* to_word(Level level);
const Text& label(Level level);

/// What a level is decided from; a probability is none where it could not be computed.
struct LevelEvidence {
    std::optional<double> exceedance;  ///< P(relative risk > threshold), main model
    std::optional<double>
        exceedance_incidents_only;    ///< the same from a model that does not see the environment
    std::optional<double> lower;      ///< P(relative risk < 1), main model
    bool has_environment = false;     ///< the main model has an exposure index
    bool incidents_observed = false;  ///< the study has incidents of this hazard at all
};

/// The two-model rule (METHODS 4.4). Confirmed: the main model is sure and the incidents alone lean
/// the same way. Probable: sure by the environment. Watch: more likely than not. Lower: sure to lie
/// below 1. Without incidents nothing is confirmed. Probabilities on a threshold belong to the
/// stronger class.
Level level_of(const LevelEvidence&, const hazard::ModelSpec&);

}  // namespace riskmap::risk
