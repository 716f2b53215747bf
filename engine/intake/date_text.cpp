#include "intake/date_text.hpp"

#include <charconv>
#include <string_view>
#include <vector>

#include "domain/fold.hpp"

namespace riskmap::intake {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Number {
    int value = 0;
    std::size_t digits = 0;
};

/// Up to three numbers joined by one separator each; what follows stays in `text`.
std::vector<Number> leading_numbers(std::string_view& text) {
    std::vector<Number> numbers;
    std::size_t at = 0;
    while (numbers.size() < 3 && at < text.size() && is_digit(text[at])) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) {
            ++end;
        }
        Number number;
        number.digits = end - at;
        if (number.digits > 4) {
            return {};
        }
        std::from_chars(text.data() + at, text.data() + end, number.value);
        numbers.push_back(number);
        at = end;
        const bool goes_on = numbers.size() < 3 && at + 1 < text.size() &&
                             (text[at] == '/' || text[at] == '-' || text[at] == '.') &&
                             is_digit(text[at + 1]);
        if (!goes_on) {
            break;
        }
        ++at;
    }
    text.remove_prefix(at);
    return numbers;
}

int full_year(const Number& year) {
    if (year.digits > 2) {
        return year.value;
    }
    return year.value + (year.value < 70 ? 2000 : 1900);
}

std::optional<DateText> dated(int year, int month, int day, DateDetail detail) {
    DateText result;
    result.date = Date{std::chrono::year(year),
                       std::chrono::month(static_cast<unsigned>(month)),
                       std::chrono::day(static_cast<unsigned>(day))};
    result.detail = detail;
    const bool plausible = year >= 1900 && year <= 2200;
    return result.date.ok() && plausible ? std::optional(result) : std::nullopt;
}

std::optional<DateText> in_order(const std::vector<Number>& n, const std::string& format) {
    if (n.size() == 1) {
        return n[0].digits == 4 ? dated(n[0].value, 1, 1, DateDetail::year) : std::nullopt;
    }
    const bool year_first = n[0].digits == 4;
    if (n.size() == 2) {
        if (year_first) {
            return dated(n[0].value, n[1].value, 1, DateDetail::month);
        }
        return n[1].digits == 4 ? dated(n[1].value, n[0].value, 1, DateDetail::month)
                                : std::nullopt;
    }
    if (year_first) {
        return dated(n[0].value, n[1].value, n[2].value, DateDetail::day);
    }
    if (format == "dmy") {
        return dated(full_year(n[2]), n[1].value, n[0].value, DateDetail::day);
    }
    if (format == "mdy") {
        return dated(full_year(n[2]), n[0].value, n[1].value, DateDetail::day);
    }
    return std::nullopt;
}

/// "2021-Q1", "2021-H2".
std::optional<DateText> part_of_year(std::string_view text) {
    if (text.size() != 7 || text[4] != '-' || (text[5] != 'Q' && text[5] != 'H')) {
        return std::nullopt;
    }
    int year = 0;
    const auto read = std::from_chars(text.data(), text.data() + 4, year);
    const bool quarter = text[5] == 'Q';
    const int part = text[6] - '0';
    if (read.ptr != text.data() + 4 || part < 1 || part > (quarter ? 4 : 2)) {
        return std::nullopt;
    }
    return dated(year,
                 (quarter ? 3 : 6) * (part - 1) + 1,
                 1,
                 quarter ? DateDetail::quarter : DateDetail::half);
}

}  // namespace

Date last_day(const Date& first, DateDetail detail) {
    if (detail == DateDetail::day) {
        return first;
    }
    const int months = detail == DateDetail::month     ? 0
                       : detail == DateDetail::quarter ? 2
                       : detail == DateDetail::half    ? 5
                                                       : 11;
    const std::chrono::year_month last = first.year() / first.month() + std::chrono::months(months);
    return Date(last / std::chrono::last);
}

std::optional<DateText> read_date(const std::string& text, const std::string& format) {
    std::string_view rest = text;
    while (!rest.empty() && rest.front() == ' ') {
        rest.remove_prefix(1);
    }
    if (const auto part = part_of_year(rest)) {
        return part;
    }
    const std::vector<Number> numbers = leading_numbers(rest);
    if (numbers.empty()) {
        return std::nullopt;
    }
    std::optional<DateText> result = in_order(numbers, format);
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == 'T' || rest.front() == ',')) {
        rest.remove_prefix(1);
    }
    if (!result || rest.empty()) {
        return result;
    }
    result->hour = read_hour(std::string(rest));
    return result->detail == DateDetail::day && result->hour ? result : std::nullopt;
}

std::optional<int> read_hour(const std::string& text) {
    const std::string folded = domain::fold(text);
    std::size_t end = 0;
    while (end < folded.size() && is_digit(folded[end])) {
        ++end;
    }
    if (end == 0 || end > 2) {
        return std::nullopt;
    }
    int hour = 0;
    std::from_chars(folded.data(), folded.data() + end, hour);
    const bool afternoon = folded.ends_with("pm") || folded.ends_with("p.m.");
    const bool morning = folded.ends_with("am") || folded.ends_with("a.m.");
    if ((afternoon || morning) && (hour < 1 || hour > 12)) {
        return std::nullopt;
    }
    if (morning && hour == 12) {
        hour = 0;
    } else if (afternoon && hour < 12) {
        hour += 12;
    }
    return hour <= 23 ? std::optional(hour) : std::nullopt;
}

}  // namespace riskmap::intake
