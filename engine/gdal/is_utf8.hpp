#pragma once

#include <string_view>

namespace riskmap::gdal {

/// Whether the bytes are well-formed UTF-8.
bool is_utf8(std::string_view text);

}  // namespace riskmap::gdal
