#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "domain/text_grid.hpp"
#include "gdal/read.hpp"

namespace riskmap::gdal {

/// Whether the file's name says that it is delimited text: .csv, .tsv, .txt.
bool is_delimited_text(const std::filesystem::path& file);

/// A table of text cells from delimited text. The first line that is not blank names the columns.
///
/// Lines end in LF, CR LF or a bare CR; cells may be quoted and then hold separators, doubled
/// quotes and line ends. The separator is the one of `,` `;` tab `|` that the header has most of
/// (outside quotes, the first on a tie). Blank lines are no rows; blank cells are missing; a row
/// that is too short lacks its last cells, one with more cells than there are columns is a fault.
/// `source_rows` are line numbers, of the line a row begins on. A column without a name is
/// "column 7", a repeated name gets " (2)".
///
/// Throws an input `Error`: unreadable, no header, a quote that never closes (with its line), bytes
/// that are not of the encoding (with line and column).
domain::Layer read_delimited_text(const std::filesystem::path& file,
                                  const std::string& encoding,
                                  std::vector<RowFault>& faults);

/// The same file as cells without a header: every line is a row, whatever stands above the table.
/// The separator is the one that the middle line, by how often each has it, has most of.
domain::TextGrid read_delimited_grid(const std::filesystem::path& file,
                                     const std::string& encoding);

/// Text such as "X\u00e3" with the letters its escapes stand for, NFC; other text unchanged.
std::string without_escapes(std::string text);

}  // namespace riskmap::gdal
