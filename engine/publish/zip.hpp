#pragma once

#include <filesystem>
#include <vector>

namespace riskmap::publish {

/// Packs files, by their names without folders and in the order given, into one zip archive. Every
/// entry bears the fixed date, so the same files make the same archive (GDAL's own writer leaves
/// the month 0, which some programs refuse). Throws an output `Error` when a file cannot be read,
/// the archive not be written, or a part reaches 4 GB.
void write_zip(const std::vector<std::filesystem::path>& files,
               const std::filesystem::path& archive);

}  // namespace riskmap::publish
