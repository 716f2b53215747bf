#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "domain/text_grid.hpp"
#include "intake/office_words.hpp"
#include "intake/read.hpp"
#include "intake/source_log.hpp"
#include "intake/sources.hpp"

namespace riskmap::intake {

/// A finding about a row, or about the whole table when `row` is none.
struct RowFinding {
    std::optional<std::size_t> row;  ///< of `OfficeTable::layer`
    std::int64_t source_row = 0;     ///< in the file; 0 for the whole table
    Finding finding;
};

/// An office table made plain: a layer with a header and one row per incident, in the file's words
/// but without what is not data, and the columns of an `IncidentSource` that fit it.
struct OfficeTable {
    domain::Layer layer;
    IncidentSource source;            ///< the source it was read for, with its columns filled in
    std::vector<RowFinding> refused;  ///< rows that must not be read, in row order
    std::vector<RowFinding> told;     ///< warnings
    /// Of a line list: a number that tells each row as it stood, personal cells included, from
    /// others. Never shown.
    std::vector<std::size_t> whole_rows;
    std::int64_t rows_not_data = 0;  ///< titles, headers, sections, totals, feet
    TableFound found;                ///< for `check`
};

/// Recognises the table on a sheet by the words and reads its rows, of a line list as of a table of
/// counts; `source` says what the study knows already (columns it names are taken by their header,
/// constants fill what the table does not say). Personal cells are never copied. None when no row
/// of the grid can be a header.
///
/// A table of counts gives one row per case and one per death, at its commune and in its period.
std::optional<OfficeTable> recognise_table(const domain::TextGrid& grid,
                                           const OfficeWords& words,
                                           const IncidentSource& source);

}  // namespace riskmap::intake
