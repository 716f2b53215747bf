#pragma once

#include <string>

namespace riskmap::domain {

/// Text for comparing: NFC, case folded, inner runs of white space as one blank, ends trimmed.
/// "Lộc  THẠNH " is "lộc thạnh". Bytes that are not UTF-8 become U+FFFD.
std::string fold(const std::string& text);

/// Unicode normal form C.
std::string to_nfc(const std::string& text);

}  // namespace riskmap::domain
