#pragma once

#include <cstdint>
#include <vector>

#include "domain/incidents.hpp"
#include "intake/read.hpp"
#include "intake/sources.hpp"

namespace riskmap::intake {

/// Columns for the standard words that are asked for, then one for each kept name of any source.
/// Throws an input `Error` for a kept column that has the name of a standard word.
domain::Layer empty_attributes(const std::vector<IncidentSource>& sources, const StudyFrame& frame);

/// How many fields are standard words; they come first.
std::size_t standard_fields(const domain::Layer& attributes);

/// Writes the standard words of all incidents. `months` has one per incident, 0 where it is not
/// known.
void fill_standard_fields(domain::Incidents& incidents, const std::vector<std::int8_t>& months);

}  // namespace riskmap::intake
