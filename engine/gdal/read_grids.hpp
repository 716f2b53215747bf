#pragma once

#include <filesystem>
#include <vector>

#include "domain/text_grid.hpp"
#include "gdal/read.hpp"

namespace riskmap::gdal {

/// The cells of every sheet of a workbook (or of the one `options.layer` names), or of a delimited
/// file, as text without any header: rows keep the number they have in the file, numbers and
/// dates the text a spreadsheet shows (dates as 2021/03/31). Sheets without a cell are left out.
/// Text is UTF-8, NFC. Throws an input `Error` as `read_vector` does, and for files that are no
/// tables.
std::vector<domain::TextGrid> read_grids(const std::filesystem::path& file,
                                         const ReadOptions& options);

}  // namespace riskmap::gdal
