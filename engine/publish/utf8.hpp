#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace riskmap::publish {

/// Whether every format can carry the text whole: valid UTF-8 (no surrogates, no overlong forms)
/// and no zero byte, where C readers would end it.
bool is_carriable(std::string_view text);

/// The text with every byte that spoils it replaced by U+FFFD.
std::string made_carriable(std::string_view text);

/// The longest beginning of at most `max_bytes` bytes that ends on a character.
std::string cut(std::string_view text, std::size_t max_bytes);

}  // namespace riskmap::publish
