#pragma once

#include "exposure/workbench.hpp"

namespace riskmap::exposure {

/// A number per unit, none where it cannot be measured, and what to know when reading it.
struct Measured {
    PerUnit<std::optional<double>> values;
    Notes notes;
};

/// Measures one term. Throws a config `Error` when the study has no such layer and does not say
/// that it runs without it.
///
/// No value anywhere: the layer is absent, not surveyed, or has features but no shapes. What is
/// surveyed and has no feature that meets the conditions is truly none: counts, lengths, shares and
/// access are 0 then, and distances have no value.
Measured measure(const hazard::ExposureTerm& term, Workbench& bench);

/// Whether a measure sums over places of the units (homes, schools, incidents).
bool sums_places(hazard::Measure measure);

/// Nodes of the selected lines closer than this are one (`junctions_per_km2`).
inline constexpr double junction_tolerance_m = 1.0;

}  // namespace riskmap::exposure
