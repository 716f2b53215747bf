#pragma once

#include "intake/office_table.hpp"
#include "intake/table_header.hpp"
#include "intake/table_rows.hpp"
#include "intake/table_title.hpp"

namespace riskmap::intake {

/// Rows of a line list into `table`: one per row of data, two where "02/01" or ticks under both
/// outcomes tell of deaths and injuries in one event.
void read_list(OfficeTable& table,
               const domain::TextGrid& grid,
               const TableHeader& header,
               const std::vector<RowKind>& kinds,
               const TableTitle& title,
               const OfficeWords& words);

}  // namespace riskmap::intake
