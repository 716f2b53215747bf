#include "intake/table_cells.hpp"

#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "domain/fold.hpp"
#include "intake/date_text.hpp"

namespace riskmap::intake {
namespace {

/// Days of spreadsheets count from 1899-12-30; only recent ones are taken for dates.
constexpr int first_serial = 32874;  // 1990-01-01
constexpr int last_serial = 54789;   // 2050-01-01

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Token {
    std::string_view text;
    std::size_t start = 0;
};

/// Runs of digits and the marks that join them.
std::vector<Token> number_tokens(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && (is_digit(text[end]) ||
                                     ((text[end] == '/' || text[end] == '-' || text[end] == '.') &&
                                      end + 1 < text.size() && is_digit(text[end + 1])))) {
            ++end;
        }
        tokens.push_back({text.substr(at, end - at), at});
        at = end;
    }
    return tokens;
}

int whole(std::string_view text) {
    int number = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? number : -1;
}

int marks_in(std::string_view text) {
    int count = 0;
    for (const char c : text) {
        count += is_digit(c) ? 0 : 1;
    }
    return count;
}

std::string serial_date(int serial) {
    const std::chrono::sys_days day =
        std::chrono::sys_days(std::chrono::year(1899) / 12 / 30) + std::chrono::days(serial);
    return to_iso(Date(day));
}

/// "ngày 5 tháng 3 năm 2021" as "5/3/2021".
std::string worded_date(const std::string& folded, const std::vector<Token>& tokens) {
    if (folded.find("tháng") == std::string::npos) {
        return "";
    }
    std::vector<int> numbers;
    for (const Token& token : tokens) {
        numbers.push_back(whole(token.text));
    }
    if (numbers.size() == 3 && numbers[2] >= 1900) {
        return fmt::format("{}/{}/{}", numbers[0], numbers[1], numbers[2]);
    }
    return numbers.size() == 2 && numbers[1] >= 1900 ? fmt::format("{}/{}", numbers[0], numbers[1])
                                                     : "";
}

}  // namespace

const std::string hidden_cell = "[…]";

std::string plain_date(std::string_view text, const std::string& year) {
    const std::string given(text);
    if (text.find_first_not_of("0123456789/") == std::string_view::npos && marks_in(text) == 2) {
        return given;
    }
    if (const int serial = whole(text); serial >= first_serial && serial <= last_serial) {
        return serial_date(serial);
    }
    const std::string folded = domain::fold(given);
    const std::vector<Token> tokens = number_tokens(folded);
    if (std::string worded = worded_date(folded, tokens); !worded.empty()) {
        return worded;
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string day(tokens[i].text);
        if (marks_in(day) != 2) {
            if (tokens.size() == 1 && tokens[i].text == folded && marks_in(day) == 1 &&
                year.size() == 4 && whole(day.substr(0, 2)) != 0 && day.size() <= 5) {
                return day + "/" + year;
            }
            continue;
        }
        if (i + 1 == tokens.size() && i >= 1 && folded.find_first_of("hg:") != std::string::npos) {
            const std::string hours = folded.substr(0, tokens[i].start);
            if (const auto hour = read_hour(hours.substr(tokens[0].start))) {
                return fmt::format("{} {:02}:00", day, *hour);
            }
        }
        if (tokens.size() == 1) {
            return day;
        }
    }
    return given;
}

std::optional<int> age_at(std::string_view birth, std::string_view date) {
    const auto born = read_date(plain_date(birth, ""), "dmy");
    const auto at = read_date(std::string(date), "dmy");
    if (!born || !at) {
        return std::nullopt;
    }
    int age = static_cast<int>(at->date.year()) - static_cast<int>(born->date.year());
    if (born->detail == DateDetail::day && at->detail == DateDetail::day) {
        const auto month_day = [](const Date& each) {
            return 100 * static_cast<unsigned>(each.month()) + static_cast<unsigned>(each.day());
        };
        age -= month_day(at->date) < month_day(born->date) ? 1 : 0;
    }
    return age >= 0 && age <= 120 ? std::optional(age) : std::nullopt;
}

bool is_birth_year(std::string_view text) {
    const int year = whole(text);
    return year >= 1900 && year <= 2100;
}

std::optional<CasePair> read_pair(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c != ' ') {
            plain += c;
        }
    }
    const std::size_t slash = plain.find('/');
    CasePair pair;
    pair.cases = whole(plain.substr(0, slash));
    pair.has_deaths = slash != std::string::npos;
    pair.deaths = pair.has_deaths ? whole(plain.substr(slash + 1)) : 0;
    const bool fits = pair.cases >= 0 && pair.deaths >= 0 && pair.deaths <= pair.cases;
    return fits ? std::optional(pair) : std::nullopt;
}

}  // namespace riskmap::intake
