#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/text.hpp"

namespace riskmap {

/// Damerau-Levenshtein distance in bytes, neighbours swapped once (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The word of `words` nearest to `word` when it is near enough to be meant (at most a third of its
/// length, at least 2 edits allowed), else "". Ties go to the first.
std::string nearest_word(std::string_view word, std::span<const std::string> words);

/// " (did you mean \"x\"?)" of a nearest word, or "" of none.
Text did_you_mean(std::string_view nearest);
/// The same of the nearest of `words`.
Text did_you_mean(std::string_view word, std::span<const std::string> words);

}  // namespace riskmap
