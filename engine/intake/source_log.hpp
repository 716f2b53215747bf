#pragma once

#include <string>

#include "core/issue.hpp"
#include "domain/layer.hpp"

namespace riskmap::intake {

/// What is wrong with one row or one file, without the place.
struct Finding {
    std::string slug;
    std::string column;  ///< the column at fault; "" when it is the row or its shape
    std::string value;   ///< the cell at fault, never another cell of the row
    Text message;
    Text repair;
};

/// The ledger of one source: fills in file, sheet and row, and counts.
class SourceLog {
  public:
    /// `id` is "units", "layers.water"; `layer` is the table as read and must outlive this.
    SourceLog(IssueLog& log, std::string id, const domain::Layer& layer);

    /// One reason per row: the caller drops the row afterwards.
    void reject(std::size_t row, Finding finding);
    void warn(std::size_t row, Finding finding);
    /// About the whole source.
    void warn(Finding finding);
    void note(std::size_t row, Finding finding);
    void note(Finding finding);
    void not_selected() { ++not_selected_; }
    /// Rows of the file that are not in the layer because they are titles, totals and the like.
    void not_data(std::int64_t rows) { not_data_ = rows; }
    /// About a row of the file that is not in the layer.
    void warn_at(std::int64_t source_row, Finding finding);
    /// Ends the source; the rest of its rows was used.
    void close();
    /// The same of a table of so many rows, of which the layer held one block after the other.
    void close(std::size_t rows);

    const std::string& id() const { return id_; }

  private:
    void add(Severity severity, std::int64_t row, Finding finding);

    IssueLog& log_;
    std::string id_;
    const domain::Layer& layer_;
    std::string sheet_;
    std::int64_t rejected_ = 0;
    std::int64_t not_selected_ = 0;
    std::int64_t not_data_ = 0;
};

}  // namespace riskmap::intake
