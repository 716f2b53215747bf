#include "core/number_text.hpp"

#include <cmath>

#include <fmt/format.h>

namespace riskmap {

std::string number_text(double number, int decimals, Language language) {
    if (!std::isfinite(number)) {
        return "–";
    }
    const std::string plain = fmt::format("{:.{}f}", std::abs(number), decimals);
    const std::size_t whole = plain.find('.') == std::string::npos ? plain.size() : plain.find('.');
    const char group = language == Language::vi ? '.' : ',';
    const char point = language == Language::vi ? ',' : '.';
    const bool is_zero = plain.find_first_not_of("0.") == std::string::npos;
    std::string text = number < 0 && !is_zero ? "-" : "";
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) {
            text += group;
        }
        text += plain[i] == '.' ? point : plain[i];
    }
    return text;
}

Text number_text(double number, int decimals) {
    return {number_text(number, decimals, Language::vi),
            number_text(number, decimals, Language::en)};
}

std::string how_many(std::int64_t count, std::string_view one, std::string_view many) {
    const std::string number = number_text(static_cast<double>(count), 0, Language::en);
    if (count == 1) {
        return fmt::format("{} {}", number, one);
    }
    return many.empty() ? fmt::format("{} {}s", number, one) : fmt::format("{} {}", number, many);
}

int telling_decimals(double number) {
    const double size = std::abs(number);
    if (!(size < 9.95)) {
        return 0;
    }
    if (size >= 0.995) {
        return 1;
    }
    return size >= 0.0995 ? 2 : 3;
}

}  // namespace riskmap
