#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "core/text.hpp"

namespace riskmap::publish {

/// A live formula with the value it has when written; not a number: empty text.
struct Formula {
    std::string text;
    double value = 0;
};

/// A share that is shown as a percentage.
struct Percent {
    double share = 0;
};

/// A cell that the reader has to fill in: empty and yellow.
struct ToFill {};

using AnnexCell =
    std::variant<std::monostate, std::int64_t, double, Percent, std::string, Formula, ToFill>;

struct AnnexColumn {
    std::string head;
    double width = 12;  ///< characters
    int decimals = 0;   ///< of reals
};

/// One sheet: a title, how to read it, a table with a filter and frozen heads, and what stands
/// under it.
struct AnnexSheet {
    std::string name;  ///< at most 31 characters
    std::string title;
    std::string note;
    std::string source;
    std::vector<AnnexColumn> columns;
    std::vector<std::vector<AnnexCell>> rows;
    std::vector<AnnexCell> totals;  ///< a last row in bold, or none
    std::size_t naming = 0;         ///< first columns, that stay in sight and on every page
    int pages_across = 1;           ///< of paper, side by side
    std::size_t printed_rows = 0;   ///< only the first of many go to paper; 0: all
    bool signatures = false;        ///< the block for signing, as Decree 30/2020/NĐ-CP places it

    /// Where the rows begin, counted from 1 as spreadsheets do.
    static constexpr int first_row = 5;
};

/// The first sheet, without a table: heading of an official document, title, contents.
struct AnnexCover {
    std::string title;
    std::string notice;  ///< may be empty
    std::vector<std::string> lines;
};

/// Writes an .xlsx workbook; text stays text whatever it begins with, so that nothing read from a
/// table can become a formula. Numbers show dots for thousands and a decimal comma. Same content,
/// same bytes. Throws an output `Error` when the file cannot be written, `std::bad_alloc` without
/// memory.
void write_workbook(const AnnexCover& cover,
                    const std::vector<AnnexSheet>& sheets,
                    const std::filesystem::path& file);

}  // namespace riskmap::publish
