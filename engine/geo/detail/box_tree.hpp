#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/detail/geos.hpp"

namespace riskmap::geo::detail {

/// Finds the shapes whose boxes meet a box (borders count). Empty shapes are never found. For one
/// thread: the tree is packed at the first query.
class BoxTree {
  public:
    explicit BoxTree(std::span<const Geometry> shapes);

    /// Rows of the shapes, ascending.
    std::vector<std::uint32_t> meeting(const Box& box) const;

  private:
    std::vector<std::uint32_t> rows_;  // what the tree points at: must not move
    GeosTree tree_;
};

}  // namespace riskmap::geo::detail
