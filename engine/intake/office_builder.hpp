#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "intake/office_table.hpp"
#include "intake/table_header.hpp"
#include "intake/table_rows.hpp"

namespace riskmap::intake {

/// Fills the layer of an office table: columns as they are first asked for, rows one by one.
class OfficeBuilder {
  public:
    using Member = std::string IncidentSource::*;

    /// `into` must outlive this.
    OfficeBuilder(OfficeTable& into, const domain::TextGrid& grid);

    /// The column that holds what `member` names; made, under a name no other has, when new.
    std::size_t column(Member member, const std::string& name) {
        return column(into_.source.*member, name);
    }
    /// The same of a place beside the one that the source tells.
    std::size_t column(domain::EventPlace place,
                       std::string PlaceColumns::*member,
                       const std::string& name) {
        return column(into_.source.elsewhere[domain::index_of(place)].*member, name);
    }
    /// Makes room for rows.
    void reserve(std::size_t rows) { rows_ = rows; }
    /// A column of the file that the study keeps.
    std::size_t kept(const std::string& name);
    /// Leaves out all rows there are; columns stay.
    void clear();
    /// Begins a row; returns its place.
    std::size_t row(std::int64_t source_row);
    /// Sets a cell of the last row; "" is no data.
    void set(std::size_t column, const std::string& text);

  private:
    std::size_t column(std::string& names, const std::string& name);
    std::size_t add(const std::string& name);

    OfficeTable& into_;
    std::size_t rows_ = 0;
    std::vector<std::pair<const std::string*, std::size_t>> members_;  ///< of the source
};

/// What is found of the columns, and the count of rows that are no data by kind, for `check`.
void describe_table(OfficeTable& table,
                    const domain::TextGrid& grid,
                    const TableHeader& header,
                    const std::vector<RowKind>& kinds,
                    const OfficeWords& words);

}  // namespace riskmap::intake
