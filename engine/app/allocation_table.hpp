#pragma once

#include "app/allocate.hpp"

namespace riskmap::app {

/// allocation.csv: one row per intervention bought in a unit, in the order of
/// the plan. What a unit averts stands in each of its rows: it belongs to all
/// it gets together.
domain::Layer allocation_table(const AllocationReport&);

}  // namespace riskmap::app
