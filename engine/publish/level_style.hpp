#pragma once

#include <span>

#include "core/text.hpp"
#include "risk/level.hpp"

namespace riskmap::publish {

/// How a level looks and what it says, the same in every product.
struct LevelStyle {
    risk::Level level;
    const char* fill;  ///< "#a63603"
    const char* ink;   ///< of text on the fill
    bool hatched;      ///< lines across: the data cannot tell
    Text meaning;      ///< one sentence in plain words
};

/// In the order of the levels. Orange for above the average, blue for below, grey for no data: told
/// apart by people who do not see red or green, and in grey print by lightness and hatching.
std::span<const LevelStyle> level_styles();
const LevelStyle& style_of(risk::Level level);

}  // namespace riskmap::publish
