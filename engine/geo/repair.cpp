#include "geo/repair.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "geo/detail/geos.hpp"
#include "geo/detail/ring.hpp"
#include "geo/detail/simple_ring.hpp"

namespace riskmap::geo {
namespace {

using detail::area_of;
using detail::geos;
using detail::GeosGeometry;

/// GEOS's words and the place, empty when valid.
std::string fault(const GEOSGeometry& geometry) {
    char* words = nullptr;
    GEOSGeometry* where = nullptr;
    const char answer = GEOSisValidDetail_r(geos(), &geometry, 0, &words, &where);
    const detail::GeosText reason(words);
    const GeosGeometry place(where);
    if (detail::answered(answer, "GEOSisValidDetail")) {
        return "";
    }
    double x = 0;
    double y = 0;
    if (!place || GEOSGeomGetX_r(geos(), place.get(), &x) != 1 ||
        GEOSGeomGetY_r(geos(), place.get(), &y) != 1) {
        return reason.get();
    }
    return fmt::format("{} at {:.2f} {:.2f}", reason.get(), x, y);
}

/// One pass of GEOS's structure method; of the older one by lines where it gives up, as it does on
/// some outlines that run back over themselves.
GeosGeometry structured(const GEOSGeometry& polygon) {
    const std::unique_ptr<GEOSMakeValidParams, detail::GeosDeleter> params(
        GEOSMakeValidParams_create_r(geos()));
    GEOSMakeValidParams_setMethod_r(geos(), params.get(), GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos(), params.get(), 0);
    GeosGeometry result(GEOSMakeValidWithParams_r(geos(), &polygon, params.get()));
    return result ? std::move(result)
                  : detail::owned(GEOSMakeValid_r(geos(), &polygon), "GEOSMakeValid");
}

/// Corners where edges cross are rounded, and the rounded edges may cross anew. So the passes are
/// repeated, and what two do not mend is laid on a grid of a hundredth of a millimetre, where
/// rounding makes no new crossing.
GeosGeometry valid(const GEOSGeometry& polygon) {
    constexpr double grid_m = 1e-5;
    GeosGeometry result = structured(polygon);
    if (!fault(*result).empty()) {
        result = structured(*result);
    }
    if (!fault(*result).empty()) {
        result = detail::owned(GEOSGeom_setPrecision_r(geos(), result.get(), grid_m, 0),
                               "GEOSGeom_setPrecision");
    }
    return result;
}

}  // namespace

Repaired make_valid(const Geometry& polygon) {
    Repaired result;
    result.geometry = polygon;
    if (polygon.shape() != Shape::polygons || polygon.empty()) {
        return result;
    }
    for (const PointM vertex : polygon.vertices()) {
        if (!std::isfinite(vertex.x) || !std::isfinite(vertex.y)) {
            throw Error(
                ErrorKind::input,
                Text{"một vùng có đỉnh không phải là số, không sửa được; xoá hoặc vẽ lại đỉnh đó",
                     "a polygon has a vertex that is not a number and cannot be repaired; "
                     "delete or redraw the vertex"});
        }
    }
    if (polygon.part_count() == 1 && detail::is_surely_simple(polygon.part(0))) {
        result.area_before_m2 = std::abs(detail::turned_area(polygon.part(0)));
        result.area_after_m2 = result.area_before_m2;
        return result;
    }
    const GeosGeometry before = detail::to_geos(polygon);
    result.area_before_m2 = area_of(*before);
    result.area_after_m2 = result.area_before_m2;
    result.reason = fault(*before);
    if (result.reason.empty()) {
        return result;
    }
    const GeosGeometry after = valid(*before);
    result.geometry = detail::from_geos(*after, Shape::polygons);
    result.changed = true;
    result.area_after_m2 = area_of(*after);
    return result;
}

}  // namespace riskmap::geo
