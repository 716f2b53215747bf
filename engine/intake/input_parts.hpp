#pragma once

#include <filesystem>
#include <vector>

namespace riskmap::intake {

/// The files an input consists of, in one order: all parts of a shapefile, all files of a folder,
/// else itself. The check sum of an input is that of its parts, joined.
std::vector<std::filesystem::path> parts_of(const std::filesystem::path& file);

}  // namespace riskmap::intake
