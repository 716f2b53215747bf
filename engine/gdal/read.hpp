#pragma once

#include <filesystem>
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
};

/// A vector layer or table with coordinates as the file has them (longitude/east first, no
/// projection yet); `crs` is the WKT of the file or "". Cells of CSV stay text, so codes keep their
/// zeros. Throws an input `Error`: file not found, not a vector format, no such layer (with the
/// layers there are), damaged record (with its number).
domain::Layer read_vector(const std::filesystem::path& file, const ReadOptions& options);

/// Band 1 with its no-data cells as NaN. Throws an input `Error` for a rotated raster or one
/// without a CRS.
geo::Raster read_raster(const std::filesystem::path& file);

/// Names of the layers of a file.
std::vector<std::string> layer_names(const std::filesystem::path& file);

}  // namespace riskmap::gdal
