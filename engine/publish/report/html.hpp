#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/text.hpp"

namespace riskmap::publish {

/// Text made harmless inside an element or a quoted attribute: & < > " ' as entities, control
/// characters and marks that turn the writing direction left out, broken UTF-8 as U+FFFD.
std::string escape_html(std::string_view text);

/// The text without the marks that turn the writing direction: they can show a name other than it
/// is.
std::string without_direction_marks(std::string_view text);

/// A text in both languages, of which the page shows one: escaped, in spans with `lang`; once when
/// both are the same.
std::string both(const Text& text);

/// A number in both languages ("2,3" and "2.3"), ready for the page.
std::string both(double number, int decimals);

/// The template with every {{key}} replaced by the escaped value of `key` and every {{{key}}} by
/// the value as it is. Throws an internal `Error` for a key without a value and for braces that do
/// not close.
std::string fill_template(std::string_view page, const std::map<std::string, std::string>& values);

}  // namespace riskmap::publish
