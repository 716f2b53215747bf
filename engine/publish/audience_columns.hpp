#pragma once

#include <vector>

#include "disclosure/audience.hpp"
#include "domain/layer.hpp"
#include "plan/priority.hpp"

namespace riskmap::publish {

/// The door that every published layer and table goes through: what each of its columns tells of
/// incidents stands in one table (audience_columns.cpp). For everyone, columns that tell where
/// incidents happened or how they were recorded, and comparisons that only exact counts can make,
/// are taken out; other columns hold what `plan::prepare_for` has left. For internal results
/// nothing changes.
///
/// Throws an internal `Error` that names the column when the table does not have it: a new column
/// is published only after somebody has said what it gives away.
domain::Layer for_audience(domain::Layer layer,
                           const std::vector<plan::HazardResult>& hazards,
                           disclosure::Audience audience);

}  // namespace riskmap::publish
