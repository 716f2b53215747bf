#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "domain/text_grid.hpp"
#include "intake/office_words.hpp"
#include "intake/read.hpp"
#include "intake/source_log.hpp"
#include "intake/source_table.hpp"
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
///
/// `whole_rows` of a line list: a number that tells each row as it stood, personal cells included,
/// from others. Never shown.
struct OfficeTable : SourceTable {
    IncidentSource source;            ///< the source it was read for, with its columns filled in
    std::vector<RowFinding> refused;  ///< rows that must not be read, in row order
    std::vector<RowFinding> told;     ///< warnings
    std::int64_t rows_not_data = 0;   ///< titles, headers, sections, totals, feet
    TableFound found;                 ///< for `check`
};

/// A recognised table whose rows are read block by block, so that a list of a million rows is never
/// held twice. Words, and the grid it was opened with, must outlive it.
class OfficeReader {
  public:
    static constexpr std::size_t block = 50000;

    /// None when no row of the grid can be a header.
    static std::optional<OfficeReader> open(const domain::TextGrid& grid,
                                            const OfficeWords& words,
                                            const IncidentSource& source);

    /// What is known of the table, with the rows of the last block.
    OfficeTable& table();
    /// Puts the next rows, about `most` of them, in the place of the last; false when there are
    /// none left. Columns that are first needed then are added to the layer and to the source.
    bool next(std::size_t most = block);
    /// Rows of the grid below the header.
    std::size_t rows() const;

  private:
    struct Parts;
    explicit OfficeReader(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}
    std::shared_ptr<Parts> parts_;
};

/// Recognises the table on a sheet by the words and reads all its rows, of a line list as of a
/// table of counts; `source` says what the study knows already (columns it names are taken by their
/// header, constants fill what the table does not say). Personal cells are never copied. None when
/// no row of the grid can be a header.
///
/// A table of counts gives one row per case and one per death, at its commune and in its period.
std::optional<OfficeTable> recognise_table(const domain::TextGrid& grid,
                                           const OfficeWords& words,
                                           const IncidentSource& source);

/// Names in `into` the columns that `now` has and `before` had not.
void take_new_columns(const IncidentSource& before,
                      const IncidentSource& now,
                      IncidentSource& into);

}  // namespace riskmap::intake
