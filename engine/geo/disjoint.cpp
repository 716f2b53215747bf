#include "geo/disjoint.hpp"

#include <cstdint>

#include "geo/detail/box_tree.hpp"

namespace riskmap::geo {
namespace {

using detail::geos;
using detail::GeosGeometry;

constexpr double smallest_m2 = 1e-6;

bool is_polygon(const Geometry& shape) {
    return shape.shape() == Shape::polygons && !shape.empty();
}

bool share_area(const GEOSGeometry& a, const GEOSGeometry& b) {
    if (!detail::answered(GEOSIntersects_r(geos(), &a, &b), "GEOSIntersects")) {
        return false;
    }
    const GeosGeometry shared =
        detail::owned(GEOSIntersection_r(geos(), &a, &b), "GEOSIntersection");
    return detail::area_of(*shared) > smallest_m2;
}

}  // namespace

Disjoint without_shared_area(std::span<const Geometry> polygons) {
    Disjoint result{{polygons.begin(), polygons.end()}, 0};
    const detail::BoxTree tree(polygons);
    for (std::uint32_t i = 0; i < polygons.size(); ++i) {
        if (!is_polygon(polygons[i])) {
            continue;
        }
        GeosGeometry left;
        bool cut = false;
        for (const std::uint32_t j : tree.meeting(polygons[i].box())) {
            if (j >= i || !is_polygon(polygons[j])) {
                continue;
            }
            if (!left) {
                left = detail::to_geos(polygons[i]);
            }
            const GeosGeometry earlier = detail::to_geos(polygons[j]);
            if (share_area(*left, *earlier)) {
                left = detail::owned(GEOSDifference_r(geos(), left.get(), earlier.get()),
                                     "GEOSDifference");
                cut = true;
            }
        }
        if (cut) {
            result.polygons[i] = detail::from_geos(*left, Shape::polygons);
            ++result.trimmed;
        }
    }
    return result;
}

}  // namespace riskmap::geo
