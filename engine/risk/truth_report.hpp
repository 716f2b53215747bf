#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "risk/trial.hpp"

namespace riskmap::risk {

/// A mean over simulated provinces and its standard error (0 for fewer than two).
struct Average {
    double mean = 0;
    double error = 0;
};

/// How well one method found the truth, over provinces.
struct MethodSkill {
    std::string id;  ///< "model", or of a yardstick
    Text label;
    Average hit;
    Average burden;
    Average correlation;
};

/// Units whose P(relative risk > threshold) fell into one tenth of [0, 1].
struct CalibrationBin {
    std::size_t units = 0;
    double said = 0;   ///< mean of P
    double found = 0;  ///< share truly above
};

/// One truth at one number of events.
struct TruthReport {
    std::string id;  ///< of the truth; "model" for the nine cells together
    Text label;
    std::size_t provinces = 0;
    std::size_t unusable = 0;  ///< fits that said of themselves not to be used; not counted below
    Average coverage;          ///< of intervals of relative risk
    std::array<CalibrationBin, 10> calibration;
    Average confirmed;           ///< units called confirmed, per province
    Average falsely_confirmed;   ///< of all units: confirmed, but truly not above the threshold
    double confirmed_right = 0;  ///< of confirmed units: truly above; NaN when there are none
    Average probable;            ///< units called probable
    double probable_right = 0;
    std::vector<MethodSkill> methods;  ///< the model first
};

/// What the provinces of one truth come to; unusable fits are counted and left out.
TruthReport truth_report(std::string id, Text label, const std::vector<const Trial*>& trials);

}  // namespace riskmap::risk
