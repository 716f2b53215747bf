#pragma once

#include "exposure/measures.hpp"

namespace riskmap::exposure {

/// One row of the table of measures: the function behind a word, of a vector layer.
using MeasureFunction = Measured (*)(const hazard::ExposureTerm&, const Selection&, Workbench&);

// What lies in a unit. Areas of units are those of the study; a unit without area has no density.

/// Features that lie in the unit, whole or in part, times their weights. A point on a shared border
/// is in the unit with the lowest code; a line or polygon counts once in every unit it has length
/// or area in.
Measured count(const hazard::ExposureTerm&, const Selection&, Workbench&);
Measured count_per_km2(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// km of lines in the unit, times their weights. Points and polygons have none, and the notes say
/// so.
Measured length_km(const hazard::ExposureTerm&, const Selection&, Workbench&);
Measured length_per_km2(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// 0 to 1. Where polygons of the layer overlap each other each counts; more than the whole unit
/// is 1.
Measured area_share(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// km of outlines (islands included) and of lines in the unit, per km2.
Measured shoreline_per_km2(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// Nodes of degree 3 or more in the network of the selected lines, per km2; see `junctions`.
Measured junctions_per_km2(const hazard::ExposureTerm&, const Selection&, Workbench&);

// From places of a unit to the features. Homes weigh by the children of the term's ages who live
// there, schools and incidents by 1. A unit without such a place (or without children) has no mean.

/// m; no value when there is no feature at all.
Measured distance_mean(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// m; the smallest distance within which half of the weight lies, the middle of two when exactly
/// half lies within the first.
Measured distance_median(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// Share of the weight within `within_m`, inclusive.
Measured share_within(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// Children of the term's ages who live within `within_m`, inclusive; exact for the centres of
/// populated cells. No value where the population table has no figure.
Measured people_within(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// Schools of the unit within `within_m`, inclusive; 0 for a unit without schools.
Measured schools_within(const hazard::ExposureTerm&, const Selection&, Workbench&);
/// Weighted mean of `Access` over the places of the unit.
Measured weighted_access(const hazard::ExposureTerm&, const Selection&, Workbench&);

// Of rasters: each cell weighs by the share of it that lies in the unit. Cells without data are
// left out and never 0; a unit without any cell with data has no value, and the notes tell how many
// units are covered in part.

Measured raster_sum(const geo::Raster& raster, Workbench&);
Measured raster_mean(const geo::Raster& raster, Workbench&);

}  // namespace riskmap::exposure
