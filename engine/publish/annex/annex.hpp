#pragma once

#include <filesystem>
#include <vector>

#include "core/issue.hpp"
#include "domain/admin_units.hpp"
#include "plan/priority.hpp"
#include "publish/annex/workbook.hpp"
#include "publish/write.hpp"

namespace riskmap::publish {

/// What the annex is drawn from. Numbers of the published layers are taken as published, rounded
/// alike, so that the annex and every other file say the same.
struct AnnexInput {
    const Publication& publication;
    const std::vector<plan::HazardResult>& hazards;
    const domain::AdminUnits& units;
    const PerUnit<plan::Priority>& priorities;
    const IssueLog& log;
};

inline constexpr const char* annex_name = "annex.xlsx";

/// The tables of the annex, data quality first:
/// T1 rows read, used and rejected per source; T2 counts and rates per commune with intervals, and
/// per year; T3 age by sex by place; T4 month by hour; T5 water; T6 schools by distance to water
/// and major roads; T7 each year against the targets; T8 the proposal with its cost
/// estimate, and the prices on which its sums hang. A table whose data the study lacks has no rows.
std::vector<AnnexSheet> annex_sheets(const AnnexInput&);

/// annex.xlsx, in Vietnamese. Same input, same bytes. Throws an output `Error`.
void write_annex(const AnnexInput&, const std::filesystem::path& file);

}  // namespace riskmap::publish
