#include "intake/table_title.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "domain/fold.hpp"

namespace riskmap::intake {
namespace {

constexpr std::array<std::string_view, 12> commune_types{"xã ",
                                                         "xa ",
                                                         "x. ",
                                                         "x.",
                                                         "phường ",
                                                         "phuong ",
                                                         "p. ",
                                                         "p.",
                                                         "thị trấn ",
                                                         "thi tran ",
                                                         "tt. ",
                                                         "tt."};
constexpr std::array<std::string_view, 15> district_types{"huyện ",
                                                          "huyen ",
                                                          "h. ",
                                                          "h.",
                                                          "thị xã ",
                                                          "thi xa ",
                                                          "tx. ",
                                                          "tx.",
                                                          "tx ",
                                                          "thành phố ",
                                                          "thanh pho ",
                                                          "tp. ",
                                                          "tp.",
                                                          "quận ",
                                                          "quan "};
constexpr std::array<std::string_view, 2> roads{"xa lộ ", "xa lo "};

template <std::size_t Size>
bool begins_with_any(std::string_view text, const std::array<std::string_view, Size>& types) {
    const std::string folded = domain::fold(std::string(text));
    return std::any_of(types.begin(), types.end(), [&](std::string_view type) {
        return folded.starts_with(type) && folded.size() > type.size();
    });
}

std::optional<int> number_after(std::string_view text, std::string_view word, int least, int most) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        std::size_t from = at + word.size();
        while (from < text.size() && (text[from] == ' ' || text[from] == ':')) {
            ++from;
        }
        int number = 0;
        const auto read = std::from_chars(text.data() + from, text.data() + text.size(), number);
        if (read.ec == std::errc() && number >= least && number <= most) {
            return number;
        }
    }
    return std::nullopt;
}

std::optional<int> quarter_after(std::string_view text, std::string_view word) {
    if (const auto number = number_after(text, word, 1, 4)) {
        return number;
    }
    constexpr std::array<std::string_view, 4> roman{"iv", "iii", "ii", "i"};
    const std::size_t at = text.find(std::string(word) + " ");
    for (std::size_t i = 0; at != std::string_view::npos && i < roman.size(); ++i) {
        if (begins_with_word(text.substr(at + word.size() + 1), roman[i])) {
            return static_cast<int>(roman.size() - i);
        }
    }
    return std::nullopt;
}

std::optional<int> year_in(std::string_view text, const OfficeWords& words) {
    for (const std::string& word : words.period_words("year")) {
        if (const auto year = number_after(text, word + " ", 1990, 2100)) {
            return year;
        }
    }
    for (std::size_t at = text.find_first_of("/-"); at != std::string_view::npos;
         at = text.find_first_of("/-", at + 1)) {
        int year = 0;
        const auto read = std::from_chars(text.data() + at + 1, text.data() + text.size(), year);
        if (read.ec == std::errc() && year >= 1990 && year <= 2100) {
            return year;
        }
    }
    return std::nullopt;
}

/// The period one line names; "" for none.
std::string period_in(std::string_view text, const OfficeWords& words) {
    const auto year = year_in(text, words);
    const auto names = [&](const char* kind) {
        const auto& list = words.period_words(kind);
        return std::any_of(list.begin(), list.end(), [&](const std::string& word) {
            return text.find(word) != std::string_view::npos;
        });
    };
    const bool dated_line = text.find("ngày") != std::string_view::npos;
    if (!year || dated_line) {
        return "";
    }
    if (names("half") || names("second_half")) {
        return fmt::format("{}-H{}", *year, names("half") ? 1 : 2);
    }
    for (const std::string& word : words.period_words("quarter")) {
        if (const auto quarter = quarter_after(text, word)) {
            return fmt::format("{}-Q{}", *year, *quarter);
        }
    }
    for (const std::string& word : words.period_words("month")) {
        if (const auto month = number_after(text, word + " ", 1, 12)) {
            return fmt::format("{}-{:02}", *year, *month);
        }
    }
    return fmt::format("{}", *year);
}

/// The words of a unit without what people write behind it, which may be somebody's name: its type
/// and up to four words, ended by a small word such as "nhà".
std::string unit_words(std::string_view part) {
    constexpr std::array<std::string_view, 12> behind{
        "nhà", "gần", "ông", "bà", "con", "cháu", "em", "anh", "chị", "thuộc", "của", "đoạn"};
    constexpr std::size_t most_words = 6;  // "thị trấn" and four more
    std::size_t words = 0;
    std::size_t at = 0;
    while (at < part.size() && words < most_words) {
        const std::size_t start = std::min(part.find_first_not_of(' ', at), part.size());
        const std::size_t end = std::min(part.find(' ', start), part.size());
        const std::string_view word = part.substr(start, end - start);
        if (words >= 2 && std::find(behind.begin(), behind.end(), word) != behind.end()) {
            break;
        }
        words += 1;
        at = end;
    }
    return std::string(part.substr(0, at));
}

std::string only_one(const std::set<std::string>& found) {
    return found.size() == 1 ? *found.begin() : "";
}

}  // namespace

bool names_commune(std::string_view text) {
    return begins_with_any(text, commune_types) && !begins_with_any(text, roads);
}
bool names_district(std::string_view text) { return begins_with_any(text, district_types); }

TableTitle units_in(std::string_view text) {
    TableTitle found;
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t end = std::min(text.find_first_of(",;:\n", start), text.size());
        std::string_view part = text.substr(start, end - start);
        for (std::size_t dash = part.find(" - "); dash != std::string_view::npos;
             dash = part.find(" - ")) {
            const TableTitle left = units_in(part.substr(0, dash));
            found.commune = found.commune.empty() ? left.commune : found.commune;
            found.district = found.district.empty() ? left.district : found.district;
            part.remove_prefix(dash + 3);
        }
        part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
        if (found.commune.empty() && names_commune(part)) {
            found.commune = unit_words(part);
        } else if (found.district.empty() && names_district(part)) {
            found.district = unit_words(part);
        }
        start = end + 1;
    }
    return found;
}

TableTitle read_title(const domain::TextGrid& grid, std::size_t end, const OfficeWords& words) {
    TableTitle title;
    std::set<std::string> periods;
    std::set<std::string> causes;
    for (std::size_t row = 0; row < end; ++row) {
        for (std::size_t column = 0; column < grid.width(); ++column) {
            const std::string_view cell = grid.at(row, column);
            if (cell.empty()) {
                continue;
            }
            if (std::string period = period_in(domain::fold(std::string(cell)), words);
                !period.empty()) {
                periods.insert(std::move(period));
            }
            if (std::string cause = words.cause(cell); !cause.empty()) {
                causes.insert(std::move(cause));
            }
            const TableTitle units = units_in(cell);
            title.commune = title.commune.empty() ? units.commune : title.commune;
            title.district = title.district.empty() ? units.district : title.district;
        }
    }
    title.period = only_one(periods);
    title.cause = only_one(causes);
    return title;
}

}  // namespace riskmap::intake
