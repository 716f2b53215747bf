#pragma once

#include <vector>

#include "domain/layer.hpp"
#include "plan/priority.hpp"

namespace riskmap::publish {

/// The table `model`: what is known of each hazard over the whole study, one fact a row. Topics:
/// "fit" and "fit_incidents_only" (verdict, parameters, diagnostics), "year_effect" (years
/// beside the mean of the period), "setting" (priors and thresholds with their sources),
/// "back_test", "sensitivity", "second_opinion", "month", "hour", "year", "trend".
domain::Layer model_table(const std::vector<plan::HazardResult>&);

}  // namespace riskmap::publish
