#pragma once

#include <vector>

#include "domain/layer.hpp"
#include "plan/priority.hpp"

namespace riskmap::publish {

/// "backtest": per hazard and way of ranking, how many cases of later years earlier years foretold.
/// No rows when no hazard was put to the test.
domain::Layer backtest_table(const std::vector<plan::HazardResult>&);

/// "sensitivity": per hazard and other setting, how much of the ranking stays.
domain::Layer sensitivity_table(const std::vector<plan::HazardResult>&);

}  // namespace riskmap::publish
