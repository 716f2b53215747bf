#pragma once

#include <string>
#include <vector>

#include "publish/annex/annex.hpp"

namespace riskmap::publish {

// One function per sheet of the annex; see `annex_sheets`.

AnnexSheet quality_sheet(const AnnexInput&);
AnnexSheet communes_sheet(const AnnexInput&);
AnnexSheet years_sheet(const AnnexInput&);
AnnexSheet age_sheet(const AnnexInput&);
AnnexSheet time_sheet(const AnnexInput&);
AnnexSheet water_sheet(const AnnexInput&);
AnnexSheet schools_sheet(const AnnexInput&);
/// T7 as the study's targets were published; without rows when it names none.
AnnexSheet published_targets_sheet(const AnnexInput&);
/// T7 for a study that names no targets: a column to fill in.
AnnexSheet targets_sheet(const AnnexInput&);
/// T8 and the sheet of prices it looks up.
std::vector<AnnexSheet> proposal_sheets(const AnnexInput&);

}  // namespace riskmap::publish
