#pragma once

#include <filesystem>
#include <string>

namespace riskmap::gdal {

/// SHA-256 of the bytes of a file, 64 lower-case hexadecimal digits. Throws an input `Error` when
/// the file cannot be read to its end.
std::string sha256_file(const std::filesystem::path& file);

}  // namespace riskmap::gdal
