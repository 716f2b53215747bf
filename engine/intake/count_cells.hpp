#pragma once

#include <limits>
#include <vector>

#include "intake/source_log.hpp"

namespace riskmap::intake {

/// The numbers of a column of counts; NaN where the cell is empty. Text such as "41.500" may be
/// forty-one or forty-one thousand: when every number of the column that has a point (or comma) has
/// exactly three digits behind it, the column is refused. Throws an input `Error` with the column,
/// row and cell for that, for text that is no number and for a negative number.
std::vector<double> count_column(const domain::Layer& layer, std::size_t column);

}  // namespace riskmap::intake
