#pragma once

#include <string>
#include <vector>

#include "app/allocate.hpp"
#include "cli/terminal.hpp"

namespace riskmap::cli {

/// A line for each unit that gets something: what it buys, its cost and what that averts.
std::vector<std::string> allocation_lines(const app::AllocationReport&, Language);

/// What the plan as a whole averts, how far it may be from the best, and what a tenth of the money
/// is worth.
std::vector<Text> allocation_summary(const app::AllocationReport&, const app::AllocateConfig&);

/// The same as one JSON document.
std::string allocation_json(const app::AllocationReport&, const app::AllocateConfig&);

}  // namespace riskmap::cli
