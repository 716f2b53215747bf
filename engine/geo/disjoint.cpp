#include "geo/disjoint.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/parallel.hpp"
#include "geo/detail/geos.hpp"
#include "geo/detail/segment_tree.hpp"
#include "geo/locate.hpp"
#include "geo/measure.hpp"

namespace riskmap::geo {
namespace {

using detail::geos;
using detail::GeosGeometry;

constexpr double smallest_m2 = 1e-6;
/// Of an area, more than rounding takes from the difference of two.
constexpr double rounding = 1e-12;
constexpr std::size_t edges_per_box = 8;
constexpr std::size_t polygons_per_block = 64;

/// A polygon and an earlier one it may share area with.
using Pair = std::pair<std::uint32_t, std::uint32_t>;

bool is_polygon(const Geometry& shape) {
    return shape.shape() == Shape::polygons && !shape.empty();
}

Pair later_first(std::uint32_t a, std::uint32_t b) { return {std::max(a, b), std::min(a, b)}; }

/// Earlier polygons with an edge near an edge of polygon `i`: boxes of a few edges, so that a long
/// river does not meet everything in its box.
void add_crossing(std::uint32_t i,
                  const Geometry& polygon,
                  const detail::SegmentTree& edges,
                  std::vector<Pair>& pairs) {
    for (std::size_t part = 0; part < polygon.part_count(); ++part) {
        const std::span<const PointM> ring = polygon.part(part);
        for (std::size_t first = 0; first + 1 < ring.size(); first += edges_per_box) {
            Box box;
            for (const PointM vertex :
                 ring.subspan(first, std::min(edges_per_box + 1, ring.size() - first))) {
                box.add(vertex);
            }
            edges.meeting(box, [&](std::uint32_t j, PointM) {
                if (j < i) {
                    pairs.emplace_back(i, j);
                }
            });
        }
    }
}

/// Polygons one of which holds a ring of the other.
void add_holding(std::uint32_t i,
                 const Geometry& polygon,
                 const UnitLocator& locator,
                 std::vector<Pair>& pairs) {
    for (std::size_t part = 0; part < polygon.part_count(); ++part) {
        for (const std::uint32_t j : locator.locate_all(polygon.part(part).front())) {
            if (j != i) {
                pairs.push_back(later_first(i, j));
            }
        }
    }
}

/// Ascending; complete: polygons that share area cross each other, or one holds the other.
std::vector<Pair> pairs_that_may_share(std::span<const Geometry> polygons,
                                       const RunContext& context) {
    const detail::SegmentTree edges(polygons);
    const UnitLocator locator(polygons);
    std::vector<std::vector<Pair>> blocks(block_count(polygons.size(), polygons_per_block));
    parallel_for(
        context, polygons.size(), polygons_per_block, [&](std::size_t first, std::size_t last) {
            std::vector<Pair>& pairs = blocks[first / polygons_per_block];
            for (std::size_t i = first; i < last; ++i) {
                if (is_polygon(polygons[i])) {
                    add_crossing(static_cast<std::uint32_t>(i), polygons[i], edges, pairs);
                    add_holding(static_cast<std::uint32_t>(i), polygons[i], locator, pairs);
                }
            }
            std::sort(pairs.begin(), pairs.end());
            pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        });
    std::vector<Pair> all;
    for (const std::vector<Pair>& pairs : blocks) {
        all.insert(all.end(), pairs.begin(), pairs.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::erase_if(all, [&](const Pair& pair) {
        return !is_polygon(polygons[pair.first]) || !is_polygon(polygons[pair.second]);
    });
    return all;
}

/// The polygon without its earlier ones; false when they take no area from it.
bool trim(Geometry& polygon, std::span<const Pair> pairs, std::span<const Geometry> all) {
    const GeosGeometry whole = detail::to_geos(polygon);
    const detail::GeosPrepared prepared(GEOSPrepare_r(geos(), whole.get()));
    std::vector<GeosGeometry> meeting;
    for (const Pair& pair : pairs) {
        GeosGeometry earlier = detail::to_geos(all[pair.second]);
        if (detail::answered(GEOSPreparedIntersects_r(geos(), prepared.get(), earlier.get()),
                             "GEOSPreparedIntersects")) {
            meeting.push_back(std::move(earlier));
        }
    }
    if (meeting.empty()) {
        return false;
    }
    std::vector<GEOSGeometry*> loose;
    for (GeosGeometry& earlier : meeting) {
        loose.push_back(earlier.release());
    }
    const GeosGeometry earlier = detail::owned(
        GEOSGeom_createCollection_r(
            geos(), GEOS_GEOMETRYCOLLECTION, loose.data(), static_cast<unsigned>(loose.size())),
        "GEOSGeom_createCollection");
    const GeosGeometry covered =
        detail::owned(GEOSUnaryUnion_r(geos(), earlier.get()), "GEOSUnaryUnion");
    const GeosGeometry left =
        detail::owned(GEOSDifference_r(geos(), whole.get(), covered.get()), "GEOSDifference");
    const double before = detail::area_of(*whole);
    if (before - detail::area_of(*left) <= std::max(smallest_m2, rounding * before)) {
        return false;
    }
    polygon = detail::from_geos(*left, Shape::polygons);
    return true;
}

}  // namespace

Disjoint without_shared_area(std::span<const Geometry> polygons, const RunContext& context) {
    Disjoint result{{polygons.begin(), polygons.end()}, 0};
    const std::vector<Pair> pairs = pairs_that_may_share(polygons, context);
    std::vector<std::uint8_t> trimmed(polygons.size(), 0);
    parallel_for(
        context, polygons.size(), polygons_per_block, [&](std::size_t first, std::size_t last) {
            auto from = std::lower_bound(
                pairs.begin(), pairs.end(), Pair(static_cast<std::uint32_t>(first), 0));
            for (std::size_t i = first; i < last; ++i) {
                const auto to = std::find_if(
                    from, pairs.end(), [&](const Pair& pair) { return pair.first != i; });
                if (from != to) {
                    trimmed[i] = trim(result.polygons[i], std::span(from, to), polygons) ? 1 : 0;
                }
                from = to;
            }
        });
    result.trimmed = static_cast<std::size_t>(std::count(trimmed.begin(), trimmed.end(), 1));
    return result;
}

}  // namespace riskmap::geo
