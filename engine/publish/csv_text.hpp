#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::publish {

/// A cell of a CSV file; none is no data. No data is written as nothing, empty text as "".
using CsvCell = std::optional<std::string>;
using CsvRow = std::vector<CsvCell>;

/// Appends the row with commas and CRLF; cells are quoted when RFC 4180 asks for it.
void append_csv(std::string& out, const CsvRow& row);

/// Takes the first row off the text, which is not empty, quotes undone. Throws an input `Error` for
/// an open quote.
CsvRow take_csv_row(std::string_view& text);
/// Rows of a whole file after its byte order mark, quotes undone. Throws an input `Error` for an
/// open quote.
std::vector<CsvRow> parse_csv(std::string_view text);

/// Text that a spreadsheet would run as a formula (OWASP, "CSV Injection": a first character = + -
/// @, tab, return or line feed, plain or full width) with an apostrophe in front; other text as it
/// is.
std::string defused(const std::string& text);

}  // namespace riskmap::publish
