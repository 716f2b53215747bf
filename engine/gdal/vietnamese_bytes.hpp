#pragma once

#include <optional>
#include <string>

#include "gdal/text_decoder.hpp"

namespace riskmap::gdal {

/// The decoder of one of the three Vietnamese encodings of before Unicode, by any of its names:
/// TCVN3 (also "ABC"), VNI-Windows ("VNI"), VISCII; none for another name.
///
/// TCVN3 has capitals of its own only for Ă Â Đ Ê Ô Ơ Ư: other accented capitals are lower-case
/// bytes shown in a font of capitals. A word becomes capitals when its plain letters say so (a
/// capital that is not the first letter, and no small one), and with it the whole cell when no
/// plain letter in it is small: "X\xB7 L\xE9C" is "XÃ LỘC", "H\xE5" is "Hồ".
std::optional<TextDecoder> vietnamese_decoder(const std::string& encoding);

}  // namespace riskmap::gdal
