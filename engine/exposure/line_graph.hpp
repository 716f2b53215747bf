#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/nearest.hpp"

namespace riskmap::exposure {

/// A node that a line passes.
struct PathStep {
    std::uint32_t node = 0;
    double along_m = 0;  ///< from the beginning of the part
};

/// The nodes one part of a line passes, in order; neighbours differ.
struct LinePath {
    std::uint32_t line = 0;
    std::uint32_t part = 0;
    std::vector<PathStep> steps;
};

/// Lines as paths over shared nodes.
///
/// Vertices closer than `tolerance_m` (chained) are one node; an end that lies within the tolerance
/// of another line's segment joins it there. Lines that cross without a common vertex do not meet:
/// bridges are not junctions. Points and polygons are passed over. Nodes are numbered by place, so
/// that the order of the lines does not matter.
struct LineGraph {
    std::vector<geo::PointM> nodes;  ///< the first vertex of each; not every number is used
    std::vector<LinePath> paths;     ///< by line, then part
};

/// `index` is over the same lines; the tolerance is positive.
LineGraph line_graph(std::span<const geo::Geometry> lines,
                     const geo::NearestIndex& index,
                     double tolerance_m);

}  // namespace riskmap::exposure
