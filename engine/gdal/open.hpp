#pragma once

#include <filesystem>
#include <list>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "gdal/operation.hpp"

namespace riskmap::gdal {

/// The file beside `file` with another ending (".prj"), in whatever case; "" when there is none.
std::filesystem::path sibling(const std::filesystem::path& file, const std::string& extension);

/// Throws an input `Error` when nothing of that name is on the local disk, with the nearest name in
/// its folder, and when the file is a virtual one that points to others.
void check_local_file(const std::filesystem::path& file);

/// Whether the first row of a sheet names its columns, or is a row like the others.
enum class SheetHeader { first_row, none };

/// A dataset open for reading, and what must live as long.
class OpenVector {
  public:
    /// One of the formats riskmap reads, and no other: nothing that reaches past the file. A
    /// shapefile gives its text as raw bytes, sheets give every cell as text. Throws an input
    /// `Error`.
    explicit OpenVector(const Operation& operation, SheetHeader header = SheetHeader::first_row);
    ~OpenVector();
    OpenVector(const OpenVector&) = delete;
    OpenVector& operator=(const OpenVector&) = delete;

    GDALDataset& dataset() { return *dataset_; }
    /// "GPKG"
    std::string driver() const;
    /// The layer of that name, or the first for "". Throws an input `Error` with the names there
    /// are.
    OGRLayer& layer(const std::string& name);

  private:
    void copy_to_memory(const std::filesystem::path& shapefile);

    std::filesystem::path file_;
    std::vector<std::string> memory_files_;
    std::list<ConfigOption> options_;  ///< sheets are read when their cells are first asked for
    GDALDatasetUniquePtr dataset_;
};

/// A raster open for reading. Throws an input `Error`.
GDALDatasetUniquePtr open_raster(const Operation& operation);

}  // namespace riskmap::gdal
