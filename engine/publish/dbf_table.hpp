#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "publish/ogr/rows.hpp"
#include "publish/published_layer.hpp"

namespace riskmap::publish {

/// What DBF does to a column.
struct DbfChange {
    enum class Kind { text_cut, number_as_text } kind;
    std::string field;       ///< full name
    std::string short_name;  ///< name in the file
    std::size_t rows = 0;    ///< cells it concerns
    std::size_t first_row = 0;
};

/// A layer as a DBF file can hold it.
///
/// Fields bear their short names. Text is as wide as its longest cell and at most 254 bytes, cut on
/// a character. True and false are 1 and 0. Numbers have the width of their longest cell and the
/// field's decimals; a column that would need more than 18 digits becomes text. DBF has no empty
/// text: it reads back as no data, and spaces at the ends of a text are lost.
struct DbfTable {
    PublishedLayer layer;
    std::vector<ColumnWidth> widths;
    std::vector<DbfChange> changes;
};

DbfTable to_dbf(const PublishedLayer&);

/// Tells the ledger, once per column, what a reader of `file` does not get to see.
void report_changes(const DbfTable&, const std::string& file, IssueLog&);

}  // namespace riskmap::publish
