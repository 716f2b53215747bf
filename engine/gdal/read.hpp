#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "geo/raster.hpp"

namespace riskmap::gdal {

/// Registers the drivers riskmap reads and writes, once per process. Main thread.
void register_drivers();

struct ReadOptions {
    std::string layer;     ///< "" for the first
    std::string encoding;  ///< "" to trust the file
    bool shapes = true;
    /// Asked with the system of the layer (WKT or ""): only features that may come into the box, in
    /// the coordinates of the file, are read; none: all. Tables and OSM extracts are read whole.
    std::function<std::optional<geo::Box>(const std::string& crs)> near = {};
};

/// What keeps a row from being taken as it stands in the file.
enum class Fault {
    mixed_shapes,    ///< a collection of different kinds (points with polygons); no shape was taken
    unknown_shape,   ///< a kind without a plain form; no shape was taken
    bad_coordinate,  ///< infinite or not a number; no shape was taken
    short_ring,      ///< a ring or line of too few points was left out
    too_many_cells,  ///< more cells than the header has columns: cells have shifted
};

/// A row that is not whole, by its place in the layer.
struct RowFault {
    std::size_t row = 0;
    Fault fault = Fault::mixed_shapes;
    std::size_t count = 0;  ///< of cells, or of rings left out
};

/// A vector layer or table with coordinates as the file has them (longitude/east first, no
/// projection yet); `crs` is the WKT of the file or "". Drawings lose their heights and measures,
/// curves become chords, a row without a shape has an empty one; a table has no shapes at all. Text
/// is UTF-8, NFC; blank text is no data. Cells of CSV and of sheets stay text, so codes keep their
/// zeros. `source_rows`: line of a CSV, row of a sheet, else the feature id, counted from 1.
///
/// Rows that are not whole are appended to `faults` in order. Throws an input `Error`: file not
/// found (with the nearest name there), not a format that is read, a file that only points to
/// others, no such layer (with the layers there are), damaged record (with its number), text that
/// is not of the encoding.
domain::Layer read_vector(const std::filesystem::path& file,
                          const ReadOptions& options,
                          std::vector<RowFault>& faults);

/// Band 1 with its no-data cells as NaN; the rows turned north up. Throws an input `Error` for a
/// missing file, one that is no raster, a rotated raster, one without a CRS and one too large for
/// the memory of a desk computer.
geo::Raster read_raster(const std::filesystem::path& file);

/// Names of the layers of a file, in its order.
std::vector<std::string> layer_names(const std::filesystem::path& file);

}  // namespace riskmap::gdal
