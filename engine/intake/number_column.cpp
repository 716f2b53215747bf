#include "intake/number_column.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace riskmap::intake {
namespace {

constexpr std::size_t enough_numbers = 50;
constexpr double far_below = 0.02;

bool is_number_like(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.,- ") == std::string_view::npos &&
           text.find_first_of("0123456789") != std::string_view::npos;
}

/// What one mark is taken for in one cell.
enum class Sign { none, groups, decimal, either };

Sign sign_of(std::string_view text, char mark, char other) {
    const std::size_t last = text.rfind(mark);
    if (last == std::string_view::npos) {
        return Sign::none;
    }
    const std::size_t other_at = text.rfind(other);
    if (std::count(text.begin(), text.end(), mark) > 1 ||
        (other_at != std::string_view::npos && other_at > last)) {
        return Sign::groups;
    }
    const std::size_t behind = text.size() - last - 1;
    const std::string_view before = text.substr(0, last);
    if (behind != 3 || before == "0" || before == "-0" || before.empty() ||
        other_at != std::string_view::npos) {
        return Sign::decimal;
    }
    return before.size() <= 3 ? Sign::either : Sign::decimal;
}

struct Evidence {
    std::string_view groups, decimal, either;
};

Evidence gather(const std::vector<std::string_view>& cells, char mark, char other) {
    Evidence evidence;
    for (const std::string_view text : cells) {
        if (!is_number_like(text)) {
            continue;
        }
        const Sign sign = sign_of(text, mark, other);
        std::string_view* const slot = sign == Sign::groups    ? &evidence.groups
                                       : sign == Sign::decimal ? &evidence.decimal
                                       : sign == Sign::either  ? &evidence.either
                                                               : nullptr;
        if (slot != nullptr && slot->empty()) {
            *slot = text;
        }
    }
    return evidence;
}

bool decide(const Evidence& evidence, bool counts, std::optional<Text>& doubt) {
    if (!evidence.groups.empty() && !evidence.decimal.empty()) {
        doubt = Text{
            fmt::format("\"{}\" có dấu phân cách hàng nghìn, \"{}\" có dấu thập phân",
                        evidence.groups,
                        evidence.decimal),
            fmt::format(
                "\"{}\" groups thousands, \"{}\" has decimals", evidence.groups, evidence.decimal)};
    } else if (!evidence.either.empty() && evidence.groups.empty() && evidence.decimal.empty() &&
               !counts) {
        doubt = Text{fmt::format("\"{}\" có thể là hàng nghìn hoặc thập phân", evidence.either),
                     fmt::format("\"{}\" may mean thousands or decimals", evidence.either)};
    }
    return !evidence.groups.empty() ||
           (counts && !evidence.either.empty() && evidence.decimal.empty());
}

}  // namespace

NumberStyle number_style(const std::vector<std::string_view>& cells, bool counts) {
    NumberStyle style;
    style.points_group = decide(gather(cells, '.', ','), counts, style.doubt);
    style.commas_group = decide(gather(cells, ',', '.'), counts, style.doubt);
    return style;
}

std::optional<double> styled_number(std::string_view text, const NumberStyle& style) {
    if (!is_number_like(text)) {
        return std::nullopt;
    }
    std::string plain;
    for (const char c : text) {
        const bool grouping =
            (c == '.' && style.points_group) || (c == ',' && style.commas_group) || c == ' ';
        if (!grouping) {
            plain += c == ',' ? '.' : c;
        }
    }
    double number = 0;
    const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), number);
    return read.ec == std::errc() && read.ptr == plain.data() + plain.size() ? std::optional(number)
                                                                             : std::nullopt;
}

std::optional<Text> lost_zeros(const std::vector<std::string_view>& cells) {
    std::vector<double> numbers;
    for (const std::string_view text : cells) {
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
            continue;
        }
        if (number % 10 == 0) {
            return std::nullopt;
        }
        numbers.push_back(static_cast<double>(number));
    }
    if (numbers.size() < enough_numbers) {
        return std::nullopt;
    }
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    const double usual = *middle;
    const double least = *std::min_element(numbers.begin(), numbers.end());
    const auto small = std::count_if(
        numbers.begin(), numbers.end(), [&](double each) { return each < far_below * usual; });
    if (small == 0) {
        return std::nullopt;
    }
    return Text{fmt::format("không số nào trong {} số tận cùng bằng 0 (thường cứ mười số có một), "
                            "và {} số nhỏ bất thường, như {:.0f} so với số giữa {:.0f}: các số 0 "
                            "cuối có lẽ đã mất khi dấu chấm hàng nghìn bị đọc là dấu thập phân",
                            numbers.size(),
                            small,
                            least,
                            usual),
                fmt::format("none of {} numbers ends in 0 (of counts one in ten does), and {} are "
                            "oddly small, such as {:.0f} against a middle of {:.0f}: their last "
                            "zeros were probably lost when a point between thousands was read as a "
                            "decimal point",
                            numbers.size(),
                            small,
                            least,
                            usual)};
}

}  // namespace riskmap::intake
