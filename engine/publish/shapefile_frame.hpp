#pragma once

#include <cstddef>
#include <filesystem>

namespace riskmap::publish {

/// Looks at what frames the records of NAME.dbf and, for a layer with shapes, of NAME.shp and
/// NAME.shx: GDAL's own reader passes over it, other programs do not. Lengths must be those of the
/// files, marks must stand where ESRI (1998) and dBASE III put them, and the headers of .shp and
/// .shx must agree. `main` is the .shp, or the .dbf of a table. Throws an output `Error` that names
/// the file.
void check_shapefile_frame(const std::filesystem::path& main, std::size_t rows);

}  // namespace riskmap::publish
