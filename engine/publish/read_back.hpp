#pragma once

#include <filesystem>
#include <string>

#include "publish/published_layer.hpp"

namespace riskmap::publish {

/// What a format cannot carry, so that its absence is not a mismatch.
struct Limits {
    /// DBF: text without its spaces at both ends, and then empty text is no data.
    bool trims_text = false;
};

/// Opens a written file again with GDAL and compares it with what was meant: the layer's name and
/// number of rows, the fields' names and order, every cell (text byte for byte, numbers exactly as
/// rounded, no data kept apart from zero) and every vertex. Ring order and start are the format's
/// own affair. Throws an output `Error` that names file, layer, row and field of the first
/// difference.
void check_written(const std::filesystem::path& file, const PublishedLayer& meant, Limits limits);

/// The end of every such check: throws the output `Error`.
[[noreturn]] void report_mismatch(const std::filesystem::path& file,
                                  const std::string& place,
                                  const std::string& meant,
                                  const std::string& found);

}  // namespace riskmap::publish
