#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "geo/detail/box_tree.hpp"
#include "geo/detail/loose_edges.hpp"
#include "geo/measure.hpp"
#include "geo/repair.hpp"

namespace riskmap::geo {
namespace {

using detail::area_of;
using detail::geos;
using detail::GeosGeometry;

/// One polygon of a geometry as a geometry of its own.
Geometry one_polygon(const Geometry& from, std::size_t polygon) {
    std::vector<PointM> vertices;
    std::vector<std::uint32_t> ends;
    for (std::size_t ring = from.first_ring(polygon); ring < from.last_ring(polygon); ++ring) {
        vertices.insert(vertices.end(), from.part(ring).begin(), from.part(ring).end());
        ends.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    const auto rings = static_cast<std::uint32_t>(ends.size());
    return Geometry::of_polygons(vertices, ends, {rings});
}

/// The land between loose edges: everywhere in a face equally many units lie on each other.
std::vector<Geometry> faces_between(std::span<const Geometry> units) {
    std::vector<PointM> vertices;
    std::vector<std::uint32_t> ends;
    for (const std::vector<PointM>& chain : detail::loose_edges(units)) {
        vertices.insert(vertices.end(), chain.begin(), chain.end());
        ends.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    if (ends.empty()) {
        return {};
    }
    const GeosGeometry lines = detail::to_geos(Geometry::of_lines(vertices, ends));
    const GeosGeometry noded =
        detail::owned(GEOSUnaryUnion_r(geos(), lines.get()), "GEOSUnaryUnion");
    const GEOSGeometry* loose = noded.get();
    const GeosGeometry rings = detail::owned(GEOSPolygonize_r(geos(), &loose, 1), "GEOSPolygonize");
    const Geometry all = detail::from_geos(*rings, Shape::polygons);
    std::vector<Geometry> faces;
    for (std::size_t i = 0; i < all.polygon_count(); ++i) {
        faces.push_back(one_polygon(all, i));
    }
    return faces;
}

/// Pairs of units whose boxes meet in the box of a face that several units hold; ascending.
class Suspects {
  public:
    Suspects(std::span<const Geometry> units, const detail::BoxTree& tree)
        : units_(units), tree_(tree) {}

    void add(const Box& face) {
        const std::vector<std::uint32_t> near = tree_.meeting(face);
        for (std::size_t a = 0; a < near.size(); ++a) {
            for (std::size_t b = a + 1; b < near.size(); ++b) {
                if (units_[near[a]].box().meets(units_[near[b]].box())) {
                    pairs_.emplace_back(near[a], near[b]);
                }
            }
        }
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs() {
        std::sort(pairs_.begin(), pairs_.end());
        pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
        return std::move(pairs_);
    }

  private:
    std::span<const Geometry> units_;
    const detail::BoxTree& tree_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
};

CoverageReport report_of(std::span<const Geometry> units, double smallest_m2) {
    CoverageReport report;
    const detail::BoxTree tree(units);
    Suspects suspects(units, tree);
    for (const Geometry& face : faces_between(units)) {
        const GeosGeometry shape = detail::to_geos(face);
        const GeosGeometry middle =
            detail::owned(GEOSPointOnSurface_r(geos(), shape.get()), "GEOSPointOnSurface");
        const Geometry inside = detail::from_geos(*middle, Shape::points);
        if (inside.empty()) {
            continue;  // a face without area
        }
        const PointM place = inside.vertices().front();
        Box box;
        box.add(place);
        const std::vector<std::uint32_t> near = tree.meeting(box);
        const auto holding = std::count_if(near.begin(), near.end(), [&](std::uint32_t unit) {
            return contains(units[unit], place);
        });
        if (holding == 0 && area_of(*shape) >= smallest_m2) {
            report.holes.push_back({place, area_of(*shape)});
        } else if (holding > 1) {
            suspects.add(face.box());
        }
    }
    for (const auto& [first, second] : suspects.pairs()) {
        const GeosGeometry shared = detail::owned(
            GEOSIntersection_r(
                geos(), detail::to_geos(units[first]).get(), detail::to_geos(units[second]).get()),
            "GEOSIntersection");
        const double area = area_of(*shared);
        if (area > 0 && area >= smallest_m2) {
            report.overlaps.push_back({first, second, area});
        }
    }
    std::sort(report.holes.begin(), report.holes.end(), [](const Hole& a, const Hole& b) {
        return std::tuple(-a.area_m2, a.inside.x, a.inside.y) <
               std::tuple(-b.area_m2, b.inside.x, b.inside.y);
    });
    return report;
}

}  // namespace

CoverageReport check_coverage(std::span<const Geometry> units, double smallest_m2) {
    std::vector<Geometry> valid;
    valid.reserve(units.size());
    for (const Geometry& unit : units) {
        Repaired repaired = make_valid(unit);
        valid.push_back(repaired.geometry.shape() == Shape::polygons ? std::move(repaired.geometry)
                                                                     : Geometry());
    }
    return report_of(valid, smallest_m2);
}

}  // namespace riskmap::geo
