#pragma once

#include <string>

namespace riskmap::gdal {

/// Whether a word (UTF-8, any case, either place of the tone mark) is spelt as one Vietnamese
/// syllable can be: an initial, a rime and at most one tone, where a rime that ends in c, ch, p or
/// t takes only the acute or the dot below.
bool is_vietnamese_syllable(const std::string& word);

}  // namespace riskmap::gdal
