#pragma once

#include <map>
#include <string>
#include <vector>

#include "intake/table_header.hpp"

namespace riskmap::intake {

/// What a row below the header is. Only `data` rows are read; the others are told, not lost.
enum class RowKind {
    data,
    section,         ///< names a cause, a commune or a district for the rows below it
    total,           ///< sums of rows above it
    column_numbers,  ///< "(1) (2) (3)"
    repeated_header,
    footer,  ///< signatures and what stands below them
    remark,  ///< one cell that is none of these
};

const Text& label(RowKind kind);

/// Kind of each row of the grid from the end of the header on.
std::vector<RowKind> sort_rows(const domain::TextGrid& grid,
                               const TableHeader& header,
                               const OfficeWords& words);

/// The one text of a section row without its number: "I. Bỏng" is "Bỏng"; "" when the row
/// has more than one text.
std::string section_text(const domain::TextGrid& grid, std::size_t row);

/// Whether a column is written once per block of rows, as merged cells are: its first data row is
/// filled, others are blank, at least one to two filled, and no value comes twice. A lone blank
/// cell in a long list is a cell left out.
bool fills_down(const domain::TextGrid& grid,
                std::size_t column,
                std::size_t first,
                const std::vector<RowKind>& kinds);

}  // namespace riskmap::intake
