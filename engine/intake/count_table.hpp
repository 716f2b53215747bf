#pragma once

#include <functional>

#include "intake/table_reader.hpp"

namespace riskmap::intake {

/// Whether the columns are those of counts (per commune, or per cause of one commune) and not of
/// single events: something is counted, and no column tells a date or a person.
bool is_count_table(const TableHeader& header);

/// Rows of a table of counts into the table: one per death and one per further case, without age
/// and sex (the table tells each margin apart, which cannot be crossed), in the period of the
/// header or the title. Cells are "cases/deaths" pairs or plain counts, whose thousand marks are
/// decided per column. A row whose deaths exceed its cases or whose cell is no count is refused.
/// Margins (sex, age, place) and total rows are checked against the sums; what differs is told. All
/// rows come with the first call, which is true when there are any.
std::function<bool(std::size_t)> count_rows(const TableParts& parts);

}  // namespace riskmap::intake
