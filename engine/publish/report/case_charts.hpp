#pragma once

#include <string>

#include "plan/priority.hpp"

namespace riskmap::publish {

/// Months by hours and ages by sexes of the cases of a hazard, as two figures, as far as they are
/// shown. Empty without cases.
std::string case_charts(const plan::HazardResult& hazard);

}  // namespace riskmap::publish
