#pragma once

#include <cstdint>
#include <string>

namespace riskmap::publish {

/// The double nearest to `number` written with `decimals` digits after the point (0 to 17). Ties go
/// by the exact binary value; minus zero becomes zero; not finite stays.
double rounded(double number, int decimals);

/// The shortest decimal that reads back as the same double, never with an exponent or a locale's
/// comma: "0.0000001", "105.8412345". `number` is finite.
void append_plain(std::string& out, double number);
void append_plain(std::string& out, std::int64_t number);

/// Exactly `decimals` digits after the point: what a fixed column shows.
std::string fixed_text(double number, int decimals);

}  // namespace riskmap::publish
