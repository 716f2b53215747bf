#pragma once

#include <string>
#include <string_view>

namespace riskmap::publish {

/// The text as a JSON string (RFC 8259, section 7): in quotes, with quote, backslash and control
/// characters escaped. "<" is escaped too, and the two line separators JavaScript trips over, so
/// that the file may stand inside a page.
void append_json(std::string& out, std::string_view text);

}  // namespace riskmap::publish
