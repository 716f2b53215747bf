#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::domain {

/// Cells of a sheet or of delimited text as they stand, before anybody knows what they mean: text
/// without blanks at its ends, "" for nothing. Rows keep the number they have in the file. Cells
/// share one buffer, so that a million rows fit a desk computer; a row holds up to 4 GB.
class TextGrid {
  public:
    std::string file;   ///< as the study wrote it
    std::string sheet;  ///< "" for a file that has none

    /// Appends a row; wholly blank rows are left out.
    void add(std::int64_t source_row, std::span<const std::string> cells);

    /// Makes room for so many bytes of text.
    void reserve(std::size_t bytes) { text_.reserve(bytes); }
    std::size_t size() const { return rows_.size(); }
    /// Cells of the widest row.
    std::size_t width() const { return width_; }
    std::int64_t source_row(std::size_t row) const { return rows_[row].source_row; }
    /// "" right of the row's last cell.
    std::string_view at(std::size_t row, std::size_t column) const;
    /// Cells that are not blank.
    std::size_t filled(std::size_t row) const;

  private:
    struct Row {
        std::size_t first_cell = 0;
        std::size_t text = 0;  ///< where its first cell begins
        std::int64_t source_row = 0;
    };
    std::string text_;
    std::vector<std::uint32_t> ends_;  ///< of each cell, from the beginning of its row
    std::vector<Row> rows_;
    std::size_t width_ = 0;
};

/// "A" for column 0, "AB" for 27: as spreadsheets name columns.
std::string column_letters(std::size_t column);

}  // namespace riskmap::domain
