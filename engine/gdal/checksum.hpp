#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace riskmap::gdal {

/// SHA-256 of the bytes of a file, 64 lower-case hexadecimal digits. Throws an input `Error` when
/// it is no file (a pipe or a device may never end) or cannot be read to its end.
std::string sha256_file(const std::filesystem::path& file);
/// The same of the bytes of several files one after the other.
std::string sha256_files(std::span<const std::filesystem::path> files);
/// The same of a text.
std::string sha256_text(std::string_view text);

}  // namespace riskmap::gdal
