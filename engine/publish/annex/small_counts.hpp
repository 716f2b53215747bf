#pragma once

#include <cstdint>
#include <vector>

#include "publish/annex/workbook.hpp"

namespace riskmap::publish {

/// Counts below this, and above 0, are not shown.
inline constexpr std::int64_t smallest_shown = 3;

/// A table of counts made safe to publish beside its row and column totals. Cells of 1 and 2 are
/// hidden; then, while a row or column hides exactly one cell, so that its total would tell it, its
/// smallest other cell is hidden too (zeros last). Hidden cells are true.
std::vector<std::vector<bool>> hidden_cells(const std::vector<std::vector<std::int64_t>>& counts);

/// The cell as printed: the count, "<3" for 1 and 2, "…" for one hidden to protect another.
AnnexCell shown_count(std::int64_t count, bool hidden);

}  // namespace riskmap::publish
