#pragma once

#include <functional>

#include "intake/table_reader.hpp"

namespace riskmap::intake {

/// Rows of a line list into the table: one per row of data, two where "02/01" or ticks under both
/// outcomes tell of deaths and injuries in one event. Each call puts about so many rows in the
/// place of those before; false when there are none left.
std::function<bool(std::size_t)> list_rows(const TableParts& parts);

}  // namespace riskmap::intake
