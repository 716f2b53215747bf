#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/office_builder.hpp"
#include "intake/office_table.hpp"
#include "intake/table_header.hpp"
#include "intake/table_rows.hpp"
#include "intake/table_title.hpp"

namespace riskmap::intake {

/// A table taken apart: where to read and what is known of it. All must outlive their readers.
struct TableParts {
    OfficeTable& table;  ///< filled by the reader
    const domain::TextGrid& grid;
    const TableHeader& header;
    const std::vector<RowKind>& kinds;  ///< of the rows from the end of the header on
    const TableTitle& title;
    const OfficeWords& words;
};

/// What readers of line lists and of tables of counts share: cells by their meaning, and what
/// section rows say of the rows below them.
class TableReader {
  protected:
    /// A column of the grid; none where the table has no such column.
    using At = std::optional<std::size_t>;

    explicit TableReader(const TableParts& parts)
        : table_(parts.table),
          grid_(parts.grid),
          header_(parts.header),
          kinds_(parts.kinds),
          title_(parts.title),
          words_(parts.words),
          builder_(parts.table, parts.grid),
          cause_(parts.title.cause),
          district_(parts.title.district) {
        for (const HeaderColumn& column : header_.columns) {
            names_.push_back(column.shown());
        }
    }

    At at(Meaning meaning) const {
        const HeaderColumn* found = header_.find(meaning);
        return found == nullptr ? At() : At(found->column);
    }
    /// The first of these that the table has.
    At first_of(std::initializer_list<Meaning> meanings) const {
        for (const Meaning meaning : meanings) {
            if (const At found = at(meaning)) {
                return found;
            }
        }
        return std::nullopt;
    }
    std::string_view cell(std::size_t row, At column) const {
        return column ? grid_.at(row, *column) : std::string_view();
    }
    std::string_view cell(std::size_t row, Meaning meaning) const { return cell(row, at(meaning)); }
    /// How messages name a column; what has none comes from the title.
    const std::string& name_of(At column) const { return column ? names_[*column] : title_name_; }
    const std::string& name_of(Meaning meaning) const { return name_of(at(meaning)); }
    /// Heeds a section row: it names a commune, a district or a cause.
    void section(std::size_t row);

    OfficeTable& table_;
    const domain::TextGrid& grid_;
    const TableHeader& header_;
    const std::vector<RowKind>& kinds_;
    const TableTitle& title_;
    const OfficeWords& words_;
    OfficeBuilder builder_;
    std::string cause_, commune_, district_;  ///< said by sections, or by cells above

  private:
    std::vector<std::string> names_;  ///< of the columns, as messages have them
    std::string title_name_ = "tiêu đề / title";
};

}  // namespace riskmap::intake
