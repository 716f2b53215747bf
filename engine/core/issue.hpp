#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/text.hpp"

namespace riskmap {

/// Where in the inputs something is wrong. Empty parts do not apply. `row` counts as the file's own
/// program shows it (line of a CSV, row of a sheet, feature id of a layer); 0 means the whole file.
struct Place {
    std::string file;
    std::string sheet;
    std::int64_t row = 0;
    std::string column;
    std::string value;

    bool operator==(const Place&) const = default;
};

enum class Severity { note, warning, rejected };

/// Something wrong with the data that the run survives.
struct Issue {
    std::string slug;  ///< stable, "incident.outside-study-area"
    Severity severity = Severity::warning;
    std::string source;  ///< id of the source in the study: "incidents.police", "layers.water"
    Place place;
    Text message;  ///< what is wrong
    Text repair;   ///< what the reader can do about it
};

/// Rows of one source: `rows_in == rows_used + rows_not_selected + rows_not_data + rows_rejected`
/// always, and
/// `rows_rejected` is the number of issues of severity `rejected` for that source. A row that does
/// not meet the conditions of the study (`where`) was not asked for: it is not selected, not
/// rejected. Titles, headers, totals and feet of an office table are no data.
struct SourceTally {
    std::string source;
    std::string file;
    std::int64_t rows_in = 0;
    std::int64_t rows_used = 0;
    std::int64_t rows_rejected = 0;
    std::int64_t rows_not_selected = 0;
    std::int64_t rows_not_data = 0;
};

/// The ledger of a run: every issue in the order found, and a tally per source. One thread.
class IssueLog {
  public:
    void add(Issue issue);
    /// Closes a source. Throws an internal `Error` when its rows do not balance against the
    /// rejected issues.
    void close(SourceTally tally);

    const std::vector<Issue>& issues() const { return issues_; }
    const std::vector<SourceTally>& tallies() const { return tallies_; }
    std::int64_t rejected(const std::string& source) const;

  private:
    std::vector<Issue> issues_;
    std::vector<SourceTally> tallies_;
};

}  // namespace riskmap
