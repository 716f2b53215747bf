#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace riskmap::domain {

/// One cell of a table. `monostate` is no data.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

inline bool is_missing(const Value& value) { return std::holds_alternative<std::monostate>(value); }

/// The number in a cell (bool as 0 and 1, text that is wholly a plain number with a decimal point);
/// NaN when there is none.
double as_number(const Value& value);
/// The cell as text: numbers in their shortest exact form, true/false, "" for no data.
std::string as_text(const Value& value);

/// Why a published cell holds what it holds; the words stand in the `..._status` columns.
enum class ValueState {
    value,
    zero_reported,
    not_reported,
    not_computed,
    suppressed,
    not_applicable
};
const char* to_word(ValueState state);

}  // namespace riskmap::domain
