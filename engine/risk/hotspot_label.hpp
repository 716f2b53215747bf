#pragma once

#include <cstdint>

#include "core/text.hpp"

namespace riskmap::risk {

/// What a local statistic says about a unit. Unknown, alone and too few are never shown as "no".
enum class HotspotLabel : std::uint8_t {
    hot,              ///< Gi*: high here and around
    cold,             ///< Gi*: low here and around
    high_high,        ///< local Moran: high among high
    low_low,          ///< low among low
    high_low,         ///< high among low
    low_high,         ///< low among high
    not_significant,  ///< enough cases to see a strong pattern, and none seen
    too_few,          ///< too few cases to say
    isolated,         ///< no neighbour to compare with
    undefined,        ///< the statistic does not exist here, as without any variance
    no_data,          ///< not reported, or without a denominator
};
/// As published: "too_few".
const char* to_word(HotspotLabel);
/// For people: "Quá ít vụ để kết luận", "Too few cases to say".
const Text& label(HotspotLabel);

}  // namespace riskmap::risk
