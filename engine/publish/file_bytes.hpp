#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace riskmap::publish {

/// Writes the whole file and closes it. Throws an output `Error` with the system's own reason (no
/// space left, read-only) when any byte or the closing fails.
void write_bytes(const std::filesystem::path& file, std::string_view bytes);

/// The whole file. Throws an output `Error` when it cannot be read.
std::string read_bytes(const std::filesystem::path& file);

/// Makes a file or folder durable. Throws an output `Error` when the system cannot.
void sync_to_disk(const std::filesystem::path& path);

}  // namespace riskmap::publish
