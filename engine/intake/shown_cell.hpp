#pragma once

#include <string>

namespace riskmap::intake {

/// A cell that should hold a number, a date or coordinates, as it may be shown to a reader: two or
/// more words with capitals side by side, which may be somebody's name, become "[…]".
std::string shown_cell(const std::string& text);

}  // namespace riskmap::intake
