#pragma once

#include <optional>
#include <vector>

#include "core/index.hpp"

namespace riskmap::plan {

/// A unit's place on the burden-coverage curve: how much of the burden is reached, and what it
/// costs, when units are taken in order.
struct BurdenStep {
    UnitIndex unit;
    int place = 0;       ///< 1 first
    double burden = 0;   ///< expected deaths (or cases) a year
    double covered = 0;  ///< cumulative share of the burden, 0 to 1
    double cost = 0;     ///< of everything with a price that is on offer there
    double cost_so_far = 0;
};

/// Units by falling burden; ties by unit. A burden that is not known (not a number) is left out.
/// Empty when the burden is nothing everywhere.
std::vector<BurdenStep> burden_curve(const PerUnit<double>& burden, const PerUnit<double>& cost);

}  // namespace riskmap::plan
