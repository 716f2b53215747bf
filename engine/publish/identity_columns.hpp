#pragma once

#include "domain/admin_units.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::publish {

/// Code and name of each unit, the first columns of a layer of units.
void add_identity(TableBuilder& table, const domain::AdminUnits& units);

}  // namespace riskmap::publish
