#pragma once

#include <filesystem>

#include "plan/evaluation.hpp"

namespace riskmap::app {

/// Evaluates a table of places before and after an intervention. Columns: `treated` (1/0,
/// true/false, yes/no, có/không), `before`, `after` (counts), and if there are any `exposure`
/// (children, km: what cases are proportional to) and `site`. Treated and untreated places of one
/// kind stand in one table.
///
/// Throws an input `Error` that names file, line, column and value of the first bad cell, and what
/// `plan::evaluate` throws; usage when the years are not positive.
plan::Evaluation evaluate(const std::filesystem::path& table,
                          double years_before,
                          double years_after);

}  // namespace riskmap::app
