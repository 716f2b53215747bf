#pragma once

#include <map>
#include <string>

#include "domain/predicate.hpp"
#include "hazard/intervention.hpp"

namespace riskmap::hazard {

/// Distance decay of `weighted_access`: 1 up to `plateau_m`, then exp(-(d - plateau)/scale),
/// `floor` at least, 0 past `limit_m`.
struct Kernel {
    double plateau_m = 0;
    double scale_m = 100;
    double floor = 0;
    double limit_m = 1000;
    bool every_feature =
        false;  ///< sum over all features within the limit instead of the nearest of each class
};

/// Weights by the value of one field of the layer: `otherwise` when the value is not listed.
struct Weights {
    std::string field;
    std::map<std::string, Sourced> by_value;
    Sourced otherwise{1, "", false};
    bool empty() const { return field.empty(); }
};

/// Multiplies the weight of the features for which `where` holds: fenced water x 0.27. Where the
/// layer has no column that `where` asks for, the features keep their weight and the note of the
/// term says so; a missing cell keeps its weight too.
struct Multiplier {
    domain::Predicate where;
    Sourced factor;
};

}  // namespace riskmap::hazard
