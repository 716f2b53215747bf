#pragma once

#include <string>

#include "core/text.hpp"

namespace riskmap::hazard {

/// How a target is set: a rate not to exceed, a change against a year of reference or against the
/// year before, or something a study does not measure.
enum class TargetKind { rate_per_100k, change_from_year, change_each_year, other };

/// One number of an official programme.
struct Target {
    std::string id;
    Text label;
    std::string document;  ///< "1248/QĐ-TTg"
    std::string source;
    std::string hazard;    ///< id of the hazard it is about; may be ""
    std::string severity;  ///< "death", or "" for all cases
    TargetKind kind = TargetKind::rate_per_100k;
    int from_year = 0;  ///< of reference, for changes
    int year = 0;       ///< by which it holds
    double value = 0;   ///< per 100,000, or a share: -0.1 is a tenth fewer
};

}  // namespace riskmap::hazard
