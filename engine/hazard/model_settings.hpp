#pragma once

#include <string>
#include <vector>

#include "core/text.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::hazard {

/// One setting of the model as it is printed: a number or a word, with its source.
struct ModelSetting {
    std::string key;
    Text name;
    double value = 0;
    std::string word;    ///< instead of a number
    std::string source;  ///< empty: the default, not stated
};

/// The settings in force, in the order of the hazard file; those of prior families that were not
/// chosen are left out.
std::vector<ModelSetting> settings_in_force(const ModelSpec& model);

}  // namespace riskmap::hazard
