#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace riskmap::gdal {

/// Turns the bytes of one cell into UTF-8, NFC. Throws an input `Error` that says which encoding
/// the bytes do not fit and shows those beyond ASCII, never the letters of a cell; the caller adds
/// the place.
using TextDecoder = std::function<std::string(std::string_view bytes)>;

/// The decoder of an encoding by its usual name ("UTF-8", "windows-1258", "TCVN3", "VNI"); "" is
/// UTF-8. Throws an input `Error` for a name nobody knows. A decoder is for one thread.
TextDecoder text_decoder(const std::string& encoding);

/// A whole text file as UTF-8 when it begins with a byte order mark of UTF-16, else its bytes
/// without a UTF-8 mark.
std::string without_byte_order_mark(std::string bytes);

}  // namespace riskmap::gdal
