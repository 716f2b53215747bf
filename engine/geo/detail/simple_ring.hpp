#pragma once

#include <span>

#include "geo/point.hpp"

namespace riskmap::geo::detail {

/// Whether a closed ring of finite vertices certainly neither crosses, touches nor follows itself:
/// the polygon inside it is valid. False also of a ring with a repeated vertex, and of one that
/// would take long to judge (a comb of thousands of teeth); of those GEOS has to be asked.
bool is_surely_simple(std::span<const PointM> ring);

}  // namespace riskmap::geo::detail
