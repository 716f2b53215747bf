#pragma once

#include "intake/read.hpp"
#include "intake/source_log.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {

/// The coordinate system and order of axes of a layer, settled by where its shapes lie against the
/// units: for a file without a system, and as a check of one that is stated. Exchanged axes are put
/// right in `table` and told; a system that fits better than the stated one by less than a
/// kilometre is told only, because borders of maps are not more exact than that.
///
/// Throws an input `Error` with the candidates when the system is missing and none is clear, or
/// when another one is clear that puts the layer a kilometre away or more.
void settle_layer_crs(SourceTable& table, const StudyFrame& frame, SourceLog& log);

/// Degrees beyond 90 north in every shape are longitudes: puts the axes right and tells it.
void settle_impossible_axes(SourceTable& table, SourceLog& log);

}  // namespace riskmap::intake
