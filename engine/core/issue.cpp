#include "core/issue.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap {

void IssueLog::add(Issue issue) { issues_.push_back(std::move(issue)); }

std::int64_t IssueLog::rejected(const std::string& source) const {
    return std::count_if(issues_.begin(), issues_.end(), [&](const Issue& issue) {
        return issue.severity == Severity::rejected && issue.source == source;
    });
}

void IssueLog::close(SourceTally tally) {
    const std::int64_t listed = rejected(tally.source);
    const std::int64_t accounted =
        tally.rows_used + tally.rows_not_selected + tally.rows_not_data + tally.rows_rejected;
    if (tally.rows_in != accounted || listed != tally.rows_rejected) {
        throw Error(ErrorKind::internal,
                    fmt::format("the ledger of {} does not balance: {} rows in, {} used, {} not "
                                "selected, {} rejected, {} listed",
                                tally.source,
                                tally.rows_in,
                                tally.rows_used,
                                tally.rows_not_selected,
                                tally.rows_rejected,
                                listed));
    }
    tallies_.push_back(std::move(tally));
}

}  // namespace riskmap
