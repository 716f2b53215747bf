#pragma once

#include "core/issue.hpp"

namespace riskmap::app {

/// The ledger of a public result: rows of incidents keep their file, sheet, row, column, kind of
/// issue and repair in general words; what they hold, and messages that quote it or count cases,
/// stay with the offices that hold the records (an internal run, `riskmap check`). Issues of maps,
/// units, population and the model stay whole.
IssueLog public_log(const IssueLog& log);

}  // namespace riskmap::app
