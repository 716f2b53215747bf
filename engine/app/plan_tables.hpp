#pragma once

#include "app/run.hpp"
#include "plan/plan_basis.hpp"

namespace riskmap::app {

/// What later plans need of a run.
plan::PlanBasis basis_of(const RunReport&);

/// burden_curve: units by falling expected deaths a year, what share of all deaths is reached and
/// what it costs to fund everything with a price there. Cases instead of deaths where no hazard had
/// a death. `communes` is the published layer.
domain::Layer burden_curve_table(const RunReport&, const domain::Layer& communes);

/// target_status: every official target of the study against its own series per year. No rows when
/// the study names no targets.
domain::Layer target_status_table(const RunReport&);

}  // namespace riskmap::app
