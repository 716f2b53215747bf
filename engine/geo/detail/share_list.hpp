#pragma once

#include <cstddef>
#include <vector>

#include "geo/measure.hpp"

namespace riskmap::geo::detail {

/// All shares by (unit, feature), those of one pair added up in the order of the blocks. Shares of
/// at most `least` are rounding and are left out.
std::vector<Share> gather_shares(const std::vector<std::vector<Share>>& blocks,
                                 std::size_t unit_count,
                                 double least);

}  // namespace riskmap::geo::detail
