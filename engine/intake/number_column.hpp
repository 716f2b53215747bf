#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"

namespace riskmap::intake {

/// What the marks between the digits of one column mean, decided from all its cells.
struct NumberStyle {
    bool points_group = false;  ///< "1.426" is 1426
    bool commas_group = false;  ///< "1,426" is 1426
    std::optional<Text> doubt;  ///< why nobody can tell, with a cell as evidence
};

/// Two equal marks in one number ("1.234.567"), or a mark before another kind ("1.234,5"), group
/// digits; a mark with other than three digits behind it, or after a lone zero, is decimal. A mark
/// that always has three digits behind it groups them when `counts` (people are whole), and is a
/// doubt otherwise. Evidence both ways is a doubt too.
NumberStyle number_style(const std::vector<std::string_view>& cells, bool counts);

/// The number of a cell in that style; none when it is no number.
std::optional<double> styled_number(std::string_view text, const NumberStyle& style);

/// Why whole numbers seem to have lost their last zeros, as "41.500" does when a program reads it
/// as 41.5 and another drops the point: at least 50 numbers, none of which ends in 0 (of whole
/// counts one in ten does), and some a hundredth of the middle one. None otherwise.
std::optional<Text> lost_zeros(const std::vector<std::string_view>& cells);

}  // namespace riskmap::intake
