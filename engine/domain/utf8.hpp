#pragma once

#include <string_view>

namespace riskmap::domain {

/// Whether every byte is below 128.
bool is_ascii(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (Unicode Standard, table 3-7).
bool is_utf8(std::string_view text);

}  // namespace riskmap::domain
