#pragma once

#include "domain/layer.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// Adds the columns of `result.second_opinion` to a table with one row per unit; nothing when there
/// is none.
void append_opinion_columns(const HazardResult& result, domain::Layer& table);

}  // namespace riskmap::plan
