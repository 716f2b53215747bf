#pragma once

#include "app/run.hpp"
#include "publish/report/report.hpp"

namespace riskmap::app {

/// Whether the study asks for report.html.
bool wants_report(const intake::StudySpec& study);

/// What the report tells of a run. It points into its arguments, which live as long.
publish::ReportInput report_input(const RunReport& report,
                                  const publish::Publication& publication,
                                  const publish::RunRecord& record);

}  // namespace riskmap::app
