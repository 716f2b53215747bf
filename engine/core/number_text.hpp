#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/text.hpp"

namespace riskmap {

/// A number for people: fixed decimals, grouped thousands; "1.426,5" in Vietnamese, "1,426.5" in
/// English. Not finite: "–".
std::string number_text(double number, int decimals, Language language);

/// The two-language text of one number.
Text number_text(double number, int decimals);

/// A count with its English noun: "1 case", "1,426 cases". `many` where an s does not make it.
std::string how_many(std::int64_t count, std::string_view one, std::string_view many = {});
std::string how_many(std::unsigned_integral auto count,
                     std::string_view one,
                     std::string_view many = {}) {
    return how_many(static_cast<std::int64_t>(count), one, many);
}

/// Decimals that show two significant digits of a positive number, at most 3: 0.034 -> 3,
/// 2.3 -> 1, 31 -> 0.
int telling_decimals(double number);

}  // namespace riskmap
