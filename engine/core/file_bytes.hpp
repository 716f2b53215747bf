#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace riskmap {

/// All bytes of a regular file; none when it cannot be opened or not be read to its end. (A stream
/// of the standard library takes a disk that fails for the end of the file.)
std::optional<std::string> file_bytes(const std::filesystem::path& file);

}  // namespace riskmap
