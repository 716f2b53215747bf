#pragma once

#include <vector>

#include "domain/layer.hpp"
#include "publish/annex/workbook.hpp"

namespace riskmap::publish {

/// T8 with the quantities of a plan and the sheet of prices it looks up: change a price there, or a
/// quantity, and the sums move. `purchases` is the table of an allocation (allocation.csv). Throws
/// an internal `Error` when one of its columns is not there.
std::vector<AnnexSheet> purchase_sheets(const domain::Layer& purchases);

}  // namespace riskmap::publish
