#pragma once

#include <filesystem>

#include "publish/published_layer.hpp"

namespace riskmap::publish {

/// The word of RFC 7946 for a shape that is not empty: "Polygon" for one member, "MultiPolygon" for
/// more.
const char* geojson_type(const LonLatShape& shape);

/// Reads a GeoJSON file back with a JSON parser and compares ids, properties and every coordinate
/// with what was meant, one feature at a time; coordinates are those of `meant` on the grid of 7
/// decimals. Throws an output `Error` that names file, layer, row and field of the first
/// difference.
void check_geojson(const std::filesystem::path& file,
                   const PublishedLayer& meant,
                   const domain::Cells& ids);

}  // namespace riskmap::publish
