#pragma once

#include "intake/table_reader.hpp"

namespace riskmap::intake {

/// Rows of a line list into the table: one per row of data, two where "02/01" or ticks under both
/// outcomes tell of deaths and injuries in one event.
void read_list(const TableParts& parts);

}  // namespace riskmap::intake
