#pragma once

#include <memory>
#include <string>

#include <geos_c.h>

#include "geo/geometry.hpp"

namespace riskmap::geo::detail {

/// The GEOS context of the calling thread, made on first use and ended with the thread.
GEOSContextHandle_t geos();

/// What GEOS last complained about on this thread; empty when it never did.
const std::string& geos_complaint();

/// Stateless: frees through the context of the thread that lets go.
struct GeosDeleter {
    void operator()(GEOSGeometry* geometry) const noexcept;
    void operator()(GEOSSTRtree* tree) const noexcept;
    void operator()(const GEOSPreparedGeometry* prepared) const noexcept;
    void operator()(GEOSMakeValidParams* params) const noexcept;
    void operator()(char* text) const noexcept;
};
using GeosGeometry = std::unique_ptr<GEOSGeometry, GeosDeleter>;
using GeosTree = std::unique_ptr<GEOSSTRtree, GeosDeleter>;
using GeosPrepared = std::unique_ptr<const GEOSPreparedGeometry, GeosDeleter>;
using GeosText = std::unique_ptr<char, GeosDeleter>;

/// Takes over what a GEOS call returned. Throws an internal `Error` with the call's name and GEOS's
/// words when it is null.
GeosGeometry owned(GEOSGeometry* result, const char* call);

/// Throws an internal `Error` with GEOS's words for the answer 2 ("exception") of a predicate.
bool answered(char answer, const char* call);
/// Throws likewise for the answer 0 of a measuring call.
void succeeded(int answer, const char* call);

/// Planar area in square units of the coordinates.
double area_of(const GEOSGeometry& geometry);

/// A copy of a geometry: (multi)point, (multi)line string, (multi)polygon; an empty collection for
/// no shape. Rings are taken as they are, valid or not.
GeosGeometry to_geos(const Geometry& geometry);

/// A copy of one polygon of a geometry, with its holes.
GeosGeometry to_geos_polygon(const Geometry& geometry, std::size_t polygon);

/// The parts of one shape; others, empty parts and Z are left out, collections are opened. Linear
/// rings count as lines.
Geometry from_geos(const GEOSGeometry& geometry, Shape keep);

}  // namespace riskmap::geo::detail
