#pragma once

#include "app/run.hpp"
#include "publish/report/report.hpp"

namespace riskmap::app {

/// What the report tells of a run. It points into its arguments, which live as long.
publish::ReportInput report_input(const RunReport& report,
                                  const publish::Publication& publication,
                                  const publish::RunRecord& record);

}  // namespace riskmap::app
