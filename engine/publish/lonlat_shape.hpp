#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/point.hpp"
#include "geo/projector.hpp"

namespace riskmap::publish {

/// A shape as it is published: degrees on WGS 84, longitude first, in the columns of
/// `geo::Geometry`. Rings are closed; outer rings run counter-clockwise and holes clockwise (the
/// right-hand rule of RFC 7946, section 3.1.6).
struct LonLatShape {
    geo::Shape shape = geo::Shape::none;
    std::vector<geo::LonLat> vertices;
    std::vector<std::uint32_t> part_ends;     ///< lines or rings; empty for points
    std::vector<std::uint32_t> polygon_ends;  ///< rings of each polygon; polygons only

    bool empty() const { return vertices.empty(); }
    std::span<const geo::LonLat> part(std::size_t index) const;
    std::size_t first_ring(std::size_t polygon) const {
        return polygon == 0 ? 0 : polygon_ends[polygon - 1];
    }
    /// Points, lines or polygons in the shape.
    std::size_t member_count() const;
};

/// `wgs84` is a projector from EPSG:4326 to the metres of the study. Throws an input `Error` when a
/// vertex has no image.
LonLatShape to_lonlat(const geo::Geometry&, const geo::Projector& wgs84);

/// The shape on the grid of 7 decimals (about 1 cm), without repeated vertices. A part that
/// collapses there (a ring without area, a line of one place) is dropped, except that a shape never
/// vanishes: its first part stays, degenerate as it is.
LonLatShape on_grid(const LonLatShape&);

}  // namespace riskmap::publish
