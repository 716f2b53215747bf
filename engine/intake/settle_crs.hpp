#pragma once

#include "intake/dated_units.hpp"
#include "intake/read.hpp"
#include "intake/source_log.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {

/// The coordinate system and order of axes of a table with points (columns or shapes), settled by
/// the units that its rows name: for a source without a system, and as a check of one that is
/// stated. Writes what it settles to `source` and `table`.
///
/// Throws an input `Error` with the candidates when a system is missing and none is clear, or when
/// another one than the stated is.
void settle_crs(IncidentSource& source,
                SourceTable& table,
                const geo::UnitLocator& units,
                const DatedUnits& dated,
                const StudyFrame& frame,
                SourceLog& log);

}  // namespace riskmap::intake
