#pragma once

#include <cstdint>
#include <vector>

namespace riskmap::publish {

/// Which of the counts must not be shown so that one or two cases cannot be read off, not even from
/// the total and the counts beside them. Every 1 and 2 is hidden; when what is hidden could then be
/// worked out from its sum, the smallest other counts are hidden too (zero last).
std::vector<bool> hidden_counts(const std::vector<std::int64_t>& counts);

}  // namespace riskmap::publish
