#pragma once

#include "app/run.hpp"
#include "app/stage_clock.hpp"
#include "publish/run_folder.hpp"

namespace riskmap::app {

/// Writes everything a run of `config` has found into `folder` and makes it the result; the report
/// then names what was written. The places of the report are used up. What follows the layers
/// (report, annex, tables) is written side by side on `context.threads`. Throws `Error`; the result
/// that was there before is then still whole.
void write_results(RunReport& report,
                   const RunConfig& config,
                   publish::RunFolder& folder,
                   StageClock& clock,
                   const RunContext& context);

}  // namespace riskmap::app
