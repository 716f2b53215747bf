#include "intake/table_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "domain/fold.hpp"
#include "intake/table_title.hpp"

namespace riskmap::intake {
namespace {

constexpr std::size_t few_cells = 3;

std::string_view without_brackets(std::string_view text) {
    if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
        return text.substr(1, text.size() - 2);
    }
    return text;
}

bool is_whole_number(std::string_view text, int& number) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

/// "I", "IV.", "A", "1." in front of a section.
bool is_numbering(std::string_view text) {
    while (!text.empty() && (text.back() == '.' || text.back() == ')' || text.back() == '/')) {
        text.remove_suffix(1);
    }
    const bool roman = text.find_first_not_of("IVX") == std::string_view::npos;
    const bool digits = text.find_first_not_of("0123456789.") == std::string_view::npos;
    const bool letter = text.size() == 1 &&
                        ((text[0] >= 'A' && text[0] <= 'Z') || (text[0] >= 'a' && text[0] <= 'z'));
    return !text.empty() && (roman || digits || letter);
}

bool are_column_numbers(const domain::TextGrid& grid, std::size_t row) {
    int last = 0;
    std::size_t numbers = 0;
    for (std::size_t column = 0; column < grid.width(); ++column) {
        const std::string_view text = without_brackets(grid.at(row, column));
        int number = 0;
        if (text.empty() || (text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z')) {
            continue;
        }
        if (!is_whole_number(text, number) || number != last + 1) {
            return false;
        }
        last = number;
        ++numbers;
    }
    return numbers >= few_cells || (numbers > 1 && numbers == grid.filled(row));
}

bool repeats_header(const domain::TextGrid& grid, const TableHeader& header, std::size_t row) {
    if (grid.filled(row) < 2) {
        return false;
    }
    for (std::size_t of = header.first; of < header.end; ++of) {
        bool same = true;
        for (std::size_t column = 0; column < grid.width() && same; ++column) {
            const std::string_view text = grid.at(row, column);
            same = text.empty() || text == grid.at(of, column);
        }
        if (same) {
            return true;
        }
    }
    return false;
}

/// The first cell that is not a number of a row.
std::string_view first_text(const domain::TextGrid& grid, std::size_t row) {
    for (std::size_t column = 0; column < grid.width(); ++column) {
        const std::string_view text = grid.at(row, column);
        if (!text.empty() && !is_numbering(text)) {
            return text;
        }
    }
    return {};
}

bool is_dated_signature(std::string_view text) {
    const std::string folded = domain::fold(std::string(text));
    return contains_word(folded, "ngày") && contains_word(folded, "tháng") &&
           contains_word(folded, "năm");
}

/// How many columns with a known meaning, other than the number of the row, are filled.
std::size_t known_cells(const domain::TextGrid& grid, const TableHeader& header, std::size_t row) {
    std::size_t count = 0;
    for (const HeaderColumn& column : header.columns) {
        const bool known =
            column.meaning != Meaning::unknown || column.year || !column.cause.empty();
        const bool filled = !grid.at(row, column.column).empty();
        count += known && filled && column.meaning != Meaning::number ? 1 : 0;
    }
    return count;
}

bool signs(const domain::TextGrid& grid,
           const TableHeader& header,
           const OfficeWords& words,
           std::size_t row) {
    if (known_cells(grid, header, row) > few_cells) {
        return false;
    }
    for (std::size_t column = 0; column < grid.width(); ++column) {
        const std::string_view text = grid.at(row, column);
        const bool in_date =
            column < header.columns.size() && header.columns[column].meaning == Meaning::date;
        if (!text.empty() && (words.is_footer(text) || (!in_date && is_dated_signature(text)))) {
            return true;
        }
    }
    return false;
}

RowKind kind_of_single(const domain::TextGrid& grid, std::size_t row, const OfficeWords& words) {
    const std::string text = section_text(grid, row);
    const bool names = !words.cause(text).empty() || names_commune(text) || names_district(text);
    return names ? RowKind::section : RowKind::remark;
}

}  // namespace

const Text& label(RowKind kind) {
    static const std::array<Text, 7> labels{{
        {"dòng số liệu", "row of data"},
        {"dòng mục", "section row"},
        {"dòng cộng", "total row"},
        {"dòng số cột", "row of column numbers"},
        {"tiêu đề lặp lại", "repeated header"},
        {"chân bảng", "foot of the table"},
        {"dòng chỉ có một ô", "row of a single cell"},
    }};
    return labels[static_cast<std::size_t>(kind)];
}

std::string section_text(const domain::TextGrid& grid, std::size_t row) {
    std::string found;
    for (std::size_t column = 0; column < grid.width(); ++column) {
        const std::string_view text = grid.at(row, column);
        if (text.empty() || is_numbering(text)) {
            continue;
        }
        if (!found.empty()) {
            return "";
        }
        found = text;
    }
    const std::size_t blank = found.find(' ');
    if (blank != std::string::npos && is_numbering(std::string_view(found).substr(0, blank))) {
        found.erase(0, blank + 1);
    }
    return found;
}

std::vector<RowKind> sort_rows(const domain::TextGrid& grid,
                               const TableHeader& header,
                               const OfficeWords& words) {
    std::vector<RowKind> kinds;
    kinds.reserve(grid.size() - header.end);
    bool in_foot = false;
    for (std::size_t row = header.end; row < grid.size(); ++row) {
        const std::size_t known = known_cells(grid, header, row);
        in_foot = (in_foot && known < few_cells) || signs(grid, header, words, row);
        if (in_foot) {
            kinds.push_back(RowKind::footer);
        } else if (row < header.end + 2 && are_column_numbers(grid, row)) {
            kinds.push_back(RowKind::column_numbers);
        } else if (words.is_total(first_text(grid, row))) {
            kinds.push_back(RowKind::total);
        } else if (repeats_header(grid, header, row)) {
            kinds.push_back(RowKind::repeated_header);
        } else if (grid.filled(row) == 1 || (known <= 1 && !section_text(grid, row).empty())) {
            kinds.push_back(kind_of_single(grid, row, words));
        } else {
            kinds.push_back(known == 0 ? RowKind::remark : RowKind::data);
        }
    }
    return kinds;
}

bool fills_down(const domain::TextGrid& grid,
                std::size_t column,
                std::size_t first,
                const std::vector<RowKind>& kinds) {
    std::set<std::string_view> seen;
    std::size_t blanks = 0;
    bool first_data = true;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] != RowKind::data) {
            continue;
        }
        const std::string_view text = grid.at(first + i, column);
        if (text.empty() && first_data) {
            return false;
        }
        first_data = false;
        blanks += text.empty() ? 1 : 0;
        if (!text.empty() && !seen.insert(text).second) {
            return false;
        }
    }
    return blanks > 0 && 2 * blanks >= seen.size();
}

}  // namespace riskmap::intake
