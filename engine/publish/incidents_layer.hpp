#pragma once

#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"
#include "domain/layer.hpp"

namespace riskmap::publish {

/// The layer `incidents` of an internal result: every accepted row with its place, day, age, sex
/// and outcome, and without any name. Rows known only by unit or hamlet have no point. Shapes in
/// study metres. Never part of a result for everyone: `for_audience` would take out all of its
/// columns.
domain::Layer incidents_layer(const domain::Incidents& incidents, const domain::AdminUnits& units);

}  // namespace riskmap::publish
