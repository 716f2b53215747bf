#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/point.hpp"

namespace riskmap::geo::detail {

/// Rows of the points in the order in which a Hilbert curve of 16 bits a side over their box meets
/// them; points of one cell of the curve stay in row order.
std::vector<std::uint32_t> hilbert_order(std::span<const PointM> points);

}  // namespace riskmap::geo::detail
