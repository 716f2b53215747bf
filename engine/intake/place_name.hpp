#pragma once

#include <string>
#include <vector>

namespace riskmap::intake {

/// A Vietnamese place name taken apart for comparing.
struct PlaceName {
    std::string exact;  ///< NFC, inner runs of blanks as one, ends trimmed, nothing else changed
    std::string type;  ///< "xã", "phường", "thị trấn", "thị xã", "thành phố", "huyện", ...; or ""
    std::string folded;  ///< the rest with case, punctuation and tone placement folded
    std::string bare;    ///< `folded` without tones, marks and đ
    std::string parent;  ///< what followed a comma, bracket or spaced hyphen, as written; or ""
};

/// Takes a name apart. Type words and their short forms are recognised in front ("x.", "P.", "TT",
/// "Tp. "); tone marks count for the syllable wherever they stand (hòa = hoà, thủy = thuỷ); Đak,
/// Đăk and Đắk are one; numbers lose leading zeros (Phường 05 = P.5). In `folded` each syllable
/// ends in the digit of its tone. Text that is only a type word is a name without type.
PlaceName read_place_name(const std::string& text);

/// True when `told` is `real` with some or none of its marks left out: "loc Thành" may be Lộc
/// Thành, and never Lộc Thạnh. Both are `PlaceName::folded`.
bool may_stand_for(const std::string& told, const std::string& real);

/// `PlaceName::folded` of a text: "Xã Lộc Thạnh" and "x. LỘC  THẠNH" are the same.
std::string folded_name(const std::string& text);

}  // namespace riskmap::intake
