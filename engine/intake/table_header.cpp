#include "intake/table_header.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "domain/fold.hpp"

namespace riskmap::intake {
namespace {

constexpr std::size_t rows_looked_at = 80;
constexpr std::size_t most_rows_below = 2;

using Pins = std::map<std::string, HeaderMeaning>;

std::optional<HeaderMeaning> header_of(std::string_view text,
                                       const OfficeWords& words,
                                       const Pins& pinned) {
    const auto pin = pinned.find(domain::fold(std::string(text)));
    return pin == pinned.end() ? words.header(text) : pin->second;
}

std::optional<Meaning> meaning_of(std::string_view text,
                                  const OfficeWords& words,
                                  const Pins& pinned) {
    const auto found = header_of(text, words, pinned);
    return found ? std::optional(found->meaning) : std::nullopt;
}

bool begins_like_data(std::string_view text) {
    return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

/// A row that could be the header: how many different meanings it names, 0 when it is not one.
std::size_t meanings_in(const domain::TextGrid& grid,
                        std::size_t row,
                        const OfficeWords& words,
                        const Pins& pinned) {
    std::set<Meaning> found;
    std::size_t known = 0;
    for (std::size_t column = 0; column < grid.width(); ++column) {
        if (const auto meaning = meaning_of(grid.at(row, column), words, pinned)) {
            found.insert(*meaning);
            ++known;
        } else if (year_in_header(grid.at(row, column))) {
            ++known;
        }
    }
    return found.size() >= 2 && 2 * known >= grid.filled(row) ? found.size() : 0;
}

/// Whether a row below goes on with the header: all its cells are words, some stand below a blank
/// or are known, and none stands below the number column.
bool goes_on(const domain::TextGrid& grid,
             std::size_t header,
             std::size_t row,
             const OfficeWords& words,
             const Pins& pinned) {
    bool known = false;
    for (std::size_t column = 0; column < grid.width(); ++column) {
        const std::string_view text = grid.at(row, column);
        if (text.empty()) {
            continue;
        }
        const auto meaning = meaning_of(text, words, pinned);
        const bool named = meaning || year_in_header(text) || !words.cause(text).empty();
        if (begins_like_data(text) && !named) {
            return false;
        }
        const auto above = meaning_of(grid.at(header, column), words, pinned);
        if (above == Meaning::number || above == Meaning::name) {
            return false;
        }
        known = known || (named && meaning != Meaning::total) ||
                (meaning && grid.at(header, column).empty());
    }
    return known;
}

/// Whether the row above holds the upper part of merged header cells.
bool begins_above(const domain::TextGrid& grid,
                  std::size_t row,
                  const OfficeWords& words,
                  const Pins& pinned) {
    if (row == 0 || grid.filled(row - 1) < 2) {
        return false;
    }
    for (std::size_t column = 0; column < grid.width(); ++column) {
        const bool only_above = grid.at(row, column).empty() && !grid.at(row - 1, column).empty();
        if (only_above && meaning_of(grid.at(row - 1, column), words, pinned)) {
            return true;
        }
    }
    return false;
}

/// The header texts above a column: a blank cell takes the text left of it when a row below has
/// cells there, as merged cells do.
std::vector<std::string> parts_of(const domain::TextGrid& grid,
                                  std::size_t first,
                                  std::size_t end,
                                  std::size_t column) {
    std::vector<std::string> parts;
    for (std::size_t row = first; row < end; ++row) {
        std::string text(grid.at(row, column));
        bool below = false;
        for (std::size_t lower = row + 1; lower < end; ++lower) {
            below = below || !grid.at(lower, column).empty();
        }
        for (std::size_t left = column; text.empty() && below && left > 0; --left) {
            text = grid.at(row, left - 1);
        }
        std::replace(text.begin(), text.end(), '\n', ' ');
        if (!text.empty() && (parts.empty() || parts.back() != text)) {
            parts.push_back(std::move(text));
        }
    }
    return parts;
}

HeaderColumn column_of_parts(std::size_t column,
                             std::vector<std::string> parts,
                             const OfficeWords& words,
                             const Pins& pinned) {
    HeaderColumn result;
    result.column = column;
    bool found = false;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        const auto year = year_in_header(*part);
        result.year = result.year ? result.year : year;
        const auto meaning = year ? std::nullopt : header_of(*part, words, pinned);
        if (meaning && !found) {
            result.meaning = meaning->meaning;
            result.group = meaning->group;
            found = true;
        } else if (meaning && !result.group) {
            result.group = meaning->meaning;
        }
        if (result.cause.empty() && !meaning) {
            result.cause = words.cause(*part);
        }
    }
    result.text = fmt::format("{}", fmt::join(parts, " / "));
    result.parts = std::move(parts);
    return result;
}

}  // namespace

std::string HeaderColumn::shown() const {
    return text.empty() ? domain::column_letters(column)
                        : fmt::format("{} ({})", text, domain::column_letters(column));
}

const HeaderColumn* TableHeader::find(Meaning meaning) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const HeaderColumn& each) {
        return each.meaning == meaning;
    });
    return found == columns.end() ? nullptr : &*found;
}

const HeaderColumn* TableHeader::find(Meaning meaning, Meaning group) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const HeaderColumn& each) {
        return each.meaning == meaning && each.group == group;
    });
    return found == columns.end() ? nullptr : &*found;
}

std::optional<int> year_in_header(std::string_view text) {
    const std::string folded = domain::fold(std::string(text));
    std::string_view digits = folded;
    for (const std::string_view word : {"năm ", "year "}) {
        digits = digits.starts_with(word) ? digits.substr(word.size()) : digits;
    }
    int year = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    return whole && digits.size() == 4 && year >= 1990 && year <= 2100 ? std::optional(year)
                                                                       : std::nullopt;
}

std::optional<TableHeader> find_header(const domain::TextGrid& grid,
                                       const OfficeWords& words,
                                       const Pins& pinned) {
    const std::size_t looked_at = std::min(grid.size(), rows_looked_at);
    for (std::size_t row = 0; row < looked_at; ++row) {
        if (meanings_in(grid, row, words, pinned) == 0) {
            continue;
        }
        TableHeader header;
        header.first = begins_above(grid, row, words, pinned) ? row - 1 : row;
        header.end = row + 1;
        while (header.end < grid.size() && header.end <= row + most_rows_below &&
               goes_on(grid, header.first, header.end, words, pinned)) {
            ++header.end;
        }
        for (std::size_t column = 0; column < grid.width(); ++column) {
            header.columns.push_back(column_of_parts(
                column, parts_of(grid, header.first, header.end, column), words, pinned));
        }
        return header;
    }
    return std::nullopt;
}

}  // namespace riskmap::intake
