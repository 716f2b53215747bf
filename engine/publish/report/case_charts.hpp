#pragma once

#include <string>

#include "publish/report/report.hpp"

namespace riskmap::publish {

/// Months by hours and ages by sexes of the cases of a hazard, as two figures; what could point at
/// a child is not shown. Empty without cases.
std::string case_charts(const ReportInput& input, const plan::HazardResult& hazard);

}  // namespace riskmap::publish
