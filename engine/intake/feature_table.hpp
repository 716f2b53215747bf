#pragma once

#include "intake/read.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {

/// The rows of a workbook or of delimited text as points: a register of ponds, a list of schools.
/// The header is the first row that has the columns `source.x` (east, longitude) and `source.y`;
/// what stands above it, totals and rows of a single cell are no features. Columns that the words
/// file knows as personal are not read. A column wholly of yes and no becomes true and false, one
/// wholly of numbers becomes numbers, unless they are codes with zeros in front.
///
/// Shapes are in the coordinates of the file; a row without readable coordinates has an empty one
/// and the fault `bad_coordinate` when there is something to read. Throws an input `Error` for a
/// file without such a header, for several sheets that have one, and for an unknown column.
SourceTable open_feature_table(const LayerSource& source, const StudyFrame& frame);

}  // namespace riskmap::intake
