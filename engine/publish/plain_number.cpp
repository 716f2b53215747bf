#include "publish/plain_number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "core/error.hpp"

namespace riskmap::publish {
namespace {

// The longest fixed form of a double: sign, 309 digits, point, 17 decimals; the shortest form of
// the smallest ones has 324 zeros and 17 digits.
using Buffer = std::array<char, 400>;

std::string_view fixed(Buffer& buffer, double number, int decimals) {
    expects(decimals >= 0 && decimals <= 17, "plain_number: 0 to 17 decimals");
    const auto [end, error] = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed, decimals);
    expects(error == std::errc(), "plain_number: the number fits its buffer");
    return {buffer.data(), end};
}

}  // namespace

double rounded(double number, int decimals) {
    if (!std::isfinite(number)) {
        return number;
    }
    Buffer buffer;
    const std::string_view text = fixed(buffer, number, decimals);
    double result = 0;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result + 0.0;  // minus zero plus zero is zero
}

void append_plain(std::string& out, double number) {
    Buffer buffer;
    const auto [end, error] = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
    expects(error == std::errc(), "plain_number: the number fits its buffer");
    out.append(buffer.data(), end);
}

void append_plain(std::string& out, std::int64_t number) {
    Buffer buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    expects(error == std::errc(), "plain_number: the number fits its buffer");
    out.append(buffer.data(), end);
}

std::string fixed_text(double number, int decimals) {
    Buffer buffer;
    return std::string(fixed(buffer, rounded(number, decimals), decimals));
}

}  // namespace riskmap::publish
