#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <ogr_geometry.h>

#include "publish/lonlat_shape.hpp"

namespace riskmap::publish {

enum class Members { single, multiple };

/// The OGR type of a layer; `none` in a layer with shapes means that they differ.
OGRwkbGeometryType ogr_type(geo::Shape shape, Members members);

/// The shape as OGR knows it, null for an empty one. With `Members::multiple` it is a Multi... even
/// of one member; with `single` a shape of one member is plain.
std::unique_ptr<OGRGeometry> to_ogr(const LonLatShape& shape, Members members);

/// All vertices in order, and how many points, lines or rings they make.
struct OgrVertices {
    std::vector<geo::LonLat> vertices;
    std::size_t parts = 0;
};
OgrVertices vertices_of(const OGRGeometry* geometry);

}  // namespace riskmap::publish
