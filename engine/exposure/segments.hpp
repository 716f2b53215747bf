#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "exposure/sites.hpp"
#include "geo/geometry.hpp"
#include "geo/nearest.hpp"
#include "stats/network_kde.hpp"

namespace riskmap::exposure {

/// A piece of one part of a line.
struct Segment {
    std::uint32_t line = 0;  ///< row of the lines that were cut
    std::uint32_t part = 0;
    double first_m = 0;  ///< along the part
    double last_m = 0;
    geo::Geometry shape;
    geo::PointM middle;
};

/// Every part of every line cut into equal pieces as near to `length_m` as they come (at least
/// one), by line, part and place. Features that are no lines stay whole, with `last_m` 0; empty
/// shapes and parts without length have none.
std::vector<Segment> equal_segments(std::span<const geo::Geometry> lines, double length_m);

/// The pieces as places: name, kind and row of their line, the unit that holds their middle.
std::vector<Site> segment_sites(std::span<const Site> lines,
                                std::span<const Segment> segments,
                                const geo::UnitLocator& units);

/// The segment of a line that is nearest to a point, the first of equals. None when the line has no
/// segment. `segments` ascend by line.
std::optional<std::uint32_t> segment_at(std::span<const Segment> segments,
                                        std::uint32_t line,
                                        geo::PointM point);

/// The lines as a network of their junctions, and their segments on it.
struct SegmentNetwork {
    stats::Network network;
    std::vector<stats::Lixel> pieces;       ///< by edge; together they cover the network
    std::vector<std::uint32_t> segment_of;  ///< of each piece
};
SegmentNetwork segment_network(std::span<const geo::Geometry> lines,
                               const geo::NearestIndex& index,
                               std::span<const Segment> segments);

/// Where on the network a point on a segment lies: at the place of the segment nearest to it. None
/// when the segment is not on the network (no line).
std::optional<stats::NetworkPoint> on_network(const SegmentNetwork& network,
                                              std::span<const Segment> segments,
                                              std::uint32_t segment,
                                              geo::PointM point);

}  // namespace riskmap::exposure
