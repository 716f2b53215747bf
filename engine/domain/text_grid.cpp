#include "domain/text_grid.hpp"

#include <algorithm>

namespace riskmap::domain {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

void TextGrid::add(std::int64_t source_row, std::span<const std::string> cells) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        used = trimmed(cells[i]).empty() ? used : i + 1;
    }
    if (used == 0) {
        return;
    }
    rows_.push_back({ends_.size(), text_.size(), source_row});
    for (const std::string& cell : cells.first(used)) {
        const std::string_view text = trimmed(cell);
        text_ += text;
        ends_.push_back(static_cast<std::uint32_t>(text_.size() - rows_.back().text));
    }
    width_ = std::max(width_, used);
}

std::string_view TextGrid::at(std::size_t row, std::size_t column) const {
    const std::size_t at = rows_[row].first_cell + column;
    const std::size_t end = row + 1 < rows_.size() ? rows_[row + 1].first_cell : ends_.size();
    if (at >= end) {
        return {};
    }
    const std::size_t start = column == 0 ? 0 : ends_[at - 1];
    return std::string_view(text_).substr(rows_[row].text + start, ends_[at] - start);
}

std::size_t TextGrid::filled(std::size_t row) const {
    std::size_t count = 0;
    for (std::size_t column = 0; column < width_; ++column) {
        count += at(row, column).empty() ? 0 : 1;
    }
    return count;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters;
}

}  // namespace riskmap::domain
