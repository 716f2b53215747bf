#pragma once

#include <optional>

#include <ogr_geometry.h>

#include "gdal/read.hpp"
#include "geo/geometry.hpp"

namespace riskmap::gdal {

/// A shape as taken from OGR, and what could not be taken.
struct TakenShape {
    geo::Geometry geometry;
    std::optional<Fault> fault;
    std::size_t left_out = 0;  ///< rings and lines of too few points
};

/// Heights and measures are dropped, curves become chords, open rings are closed. A collection of
/// one kind becomes that kind's multiple shape. Null and empty give an empty geometry.
TakenShape take_shape(const OGRGeometry* geometry);

}  // namespace riskmap::gdal
