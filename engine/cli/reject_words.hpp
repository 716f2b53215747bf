#pragma once

#include <string>

#include "core/text.hpp"

namespace riskmap::cli {

/// A few words for the reason of a rejected row, for counting in one line: "repeated" for
/// "incident.duplicate". A slug without words stands for itself.
Text reject_words(const std::string& slug);

}  // namespace riskmap::cli
