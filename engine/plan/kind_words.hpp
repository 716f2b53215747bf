#pragma once

#include <string>

#include "core/text.hpp"

namespace riskmap::plan {

/// The standard words of class columns in plain language; a word that is not standard as it is.
Text kind_words(const std::string& kind);

}  // namespace riskmap::plan
