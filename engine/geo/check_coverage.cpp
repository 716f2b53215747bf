#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "geo/detail/box_tree.hpp"
#include "geo/repair.hpp"

namespace riskmap::geo {
namespace {

using detail::area_of;
using detail::geos;
using detail::GeosGeometry;

std::vector<Overlap> overlaps_of(std::span<const Geometry> units, double smallest_m2) {
    std::vector<GeosGeometry> shapes;
    shapes.reserve(units.size());
    for (const Geometry& unit : units) {
        shapes.push_back(detail::to_geos(unit));
    }
    const detail::BoxTree tree(units);
    std::vector<Overlap> overlaps;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        for (const std::uint32_t j : tree.meeting(units[i].box())) {
            if (j <= i) {
                continue;
            }
            const GeosGeometry shared = detail::owned(
                GEOSIntersection_r(geos(), shapes[i].get(), shapes[j].get()), "GEOSIntersection");
            const double area = area_of(*shared);
            if (area > 0 && area >= smallest_m2) {
                overlaps.push_back({i, j, area});
            }
        }
    }
    return overlaps;
}

GeosGeometry union_of(std::span<const Geometry> units) {
    std::vector<GEOSGeometry*> loose;
    for (const Geometry& unit : units) {
        loose.push_back(detail::to_geos(unit).release());
    }
    const GeosGeometry all = detail::owned(
        GEOSGeom_createCollection_r(
            geos(), GEOS_GEOMETRYCOLLECTION, loose.data(), static_cast<unsigned>(loose.size())),
        "GEOSGeom_createCollection");
    return detail::owned(GEOSUnaryUnion_r(geos(), all.get()), "GEOSUnaryUnion");
}

/// One polygon of a geometry as a geometry of its own, from its rings first..last-1.
Geometry from_rings(const Geometry& from, std::size_t first, std::size_t last) {
    std::vector<PointM> vertices;
    std::vector<std::uint32_t> ends;
    for (std::size_t ring = first; ring < last; ++ring) {
        vertices.insert(vertices.end(), from.part(ring).begin(), from.part(ring).end());
        ends.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    const auto rings = static_cast<std::uint32_t>(ends.size());
    return Geometry::of_polygons(std::move(vertices), std::move(ends), {rings});
}

void add_hole(const GEOSGeometry& land, double smallest_m2, std::vector<Hole>& holes) {
    if (area_of(land) < smallest_m2) {
        return;
    }
    const GeosGeometry inside =
        detail::owned(GEOSPointOnSurface_r(geos(), &land), "GEOSPointOnSurface");
    holes.push_back({detail::from_geos(*inside, Shape::points).vertices().front(), area_of(land)});
}

/// Inner rings of the union; an island of units within a ring is taken out of the hole.
std::vector<Hole> holes_of(const Geometry& all, double smallest_m2) {
    std::vector<Geometry> pieces;
    for (std::size_t i = 0; i < all.polygon_count(); ++i) {
        pieces.push_back(from_rings(all, all.first_ring(i), all.last_ring(i)));
    }
    const detail::BoxTree tree(pieces);
    std::vector<Hole> holes;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t ring = 1; ring < pieces[i].part_count(); ++ring) {
            const Geometry enclosed = from_rings(pieces[i], ring, ring + 1);
            GeosGeometry land = detail::to_geos(enclosed);
            for (const std::uint32_t j : tree.meeting(enclosed.box())) {
                if (j != i) {
                    land = detail::owned(
                        GEOSDifference_r(geos(), land.get(), detail::to_geos(pieces[j]).get()),
                        "GEOSDifference");
                }
            }
            const Geometry parts = detail::from_geos(*land, Shape::polygons);
            for (std::size_t part = 0; part < parts.polygon_count(); ++part) {
                add_hole(*detail::to_geos_polygon(parts, part), smallest_m2, holes);
            }
        }
    }
    std::sort(holes.begin(), holes.end(), [](const Hole& a, const Hole& b) {
        return std::tuple(-a.area_m2, a.inside.x, a.inside.y) <
               std::tuple(-b.area_m2, b.inside.x, b.inside.y);
    });
    return holes;
}

}  // namespace

CoverageReport check_coverage(std::span<const Geometry> units, double smallest_m2) {
    std::vector<Geometry> valid;
    valid.reserve(units.size());
    for (const Geometry& unit : units) {
        valid.push_back(make_valid(unit).geometry);
    }
    return {overlaps_of(valid, smallest_m2),
            holes_of(detail::from_geos(*union_of(valid), Shape::polygons), smallest_m2)};
}

}  // namespace riskmap::geo
