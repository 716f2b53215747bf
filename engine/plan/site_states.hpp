#pragma once

#include <string>

#include "core/text.hpp"
#include "domain/value.hpp"

namespace riskmap::plan {

/// Whether something is done at a place; what nobody looked at is not the same as not done.
enum class SiteState { yes, no, not_surveyed };
const char* to_word(SiteState state);

/// What a cell of true and false says; a missing cell says that nobody looked.
SiteState state_of(const domain::Value& cell);

/// The word of a state for people; the word itself when it is none.
Text state_words(const std::string& word);

}  // namespace riskmap::plan
