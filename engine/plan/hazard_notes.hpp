#pragma once

#include "core/issue.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// What to know before believing a hazard's figures: the verdict of the fit, what its index rests
/// on, and each caveat of its exposure columns once, however many columns share it. Empty texts are
/// left out.
std::vector<Text> hazard_notes(const HazardResult&);

/// The same for the ledger, under the source "hazards.ID": `model.verdict` (a warning when nothing
/// may be published), `exposure.index` and, per column, `exposure.column`.
void log_notes(const HazardResult&, IssueLog&);

}  // namespace riskmap::plan
