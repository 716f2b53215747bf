#include "gdal/ogr_shape.hpp"

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace riskmap::gdal {
namespace {

using geo::PointM;

/// The members of a shape by kind, in columns as `geo::Geometry` has them.
class Collector {
  public:
    void add(const OGRGeometry& geometry) {
        switch (wkbFlatten(geometry.getGeometryType())) {
            case wkbPoint:
                add_point(*geometry.toPoint());
                return;
            case wkbLineString:
            case wkbLinearRing:
                add_line(*geometry.toSimpleCurve());
                return;
            case wkbPolygon:
            case wkbTriangle:
                add_polygon(*geometry.toPolygon());
                return;
            case wkbMultiPoint:
            case wkbMultiLineString:
            case wkbMultiPolygon:
            case wkbGeometryCollection:
                for (const OGRGeometry* member : *geometry.toGeometryCollection()) {
                    add(*member);
                }
                return;
            case wkbPolyhedralSurface:
            case wkbTIN:
                for (const OGRPolygon* face : *geometry.toPolyhedralSurface()) {
                    add_polygon(*face);
                }
                return;
            default:
                unknown_ = true;
        }
    }

    TakenShape result() {
        TakenShape taken;
        taken.left_out = left_out_;
        const int kinds = (points_.empty() ? 0 : 1) + (line_ends_.empty() ? 0 : 1) +
                          (polygon_ends_.empty() ? 0 : 1);
        if (!finite_) {
            taken.fault = Fault::bad_coordinate;
        } else if (unknown_) {
            taken.fault = Fault::unknown_shape;
        } else if (kinds > 1) {
            taken.fault = Fault::mixed_shapes;
        } else {
            taken.fault = left_out_ > 0 ? std::optional(Fault::short_ring) : std::nullopt;
            taken.geometry = geometry();
        }
        return taken;
    }

  private:
    geo::Geometry geometry() {
        if (!points_.empty()) {
            return geo::Geometry::of_points(points_);
        }
        if (!line_ends_.empty()) {
            return geo::Geometry::of_lines(line_vertices_, line_ends_);
        }
        if (!polygon_ends_.empty()) {
            return geo::Geometry::of_polygons(rings_, ring_ends_, polygon_ends_);
        }
        return {};
    }

    PointM checked(double x, double y) {
        finite_ = finite_ && std::isfinite(x) && std::isfinite(y);
        return {x, y};
    }

    void add_point(const OGRPoint& point) {
        if (point.IsEmpty() == 0) {
            points_.push_back(checked(point.getX(), point.getY()));
        }
    }

    std::vector<PointM> vertices(const OGRSimpleCurve& curve) {
        std::vector<PointM> result;
        result.reserve(static_cast<std::size_t>(curve.getNumPoints()) + 1);
        for (int i = 0; i < curve.getNumPoints(); ++i) {
            result.push_back(checked(curve.getX(i), curve.getY(i)));
        }
        return result;
    }

    void add_line(const OGRSimpleCurve& curve) {
        const std::vector<PointM> line = vertices(curve);
        if (line.empty()) {
            return;
        }
        if (line.size() < 2) {
            ++left_out_;
            return;
        }
        line_vertices_.insert(line_vertices_.end(), line.begin(), line.end());
        line_ends_.push_back(static_cast<std::uint32_t>(line_vertices_.size()));
    }

    bool add_ring(const OGRLinearRing& ring) {
        std::vector<PointM> closed = vertices(ring);
        if (!closed.empty() && closed.front() != closed.back()) {
            closed.push_back(closed.front());
        }
        if (closed.size() < 4) {
            left_out_ += closed.empty() ? 0 : 1;
            return false;
        }
        rings_.insert(rings_.end(), closed.begin(), closed.end());
        ring_ends_.push_back(static_cast<std::uint32_t>(rings_.size()));
        return true;
    }

    void add_polygon(const OGRPolygon& polygon) {
        const OGRLinearRing* outer = polygon.getExteriorRing();
        if (outer == nullptr || !add_ring(*outer)) {
            return;
        }
        for (int hole = 0; hole < polygon.getNumInteriorRings(); ++hole) {
            add_ring(*polygon.getInteriorRing(hole));
        }
        polygon_ends_.push_back(static_cast<std::uint32_t>(ring_ends_.size()));
    }

    std::vector<PointM> points_;
    std::vector<PointM> line_vertices_;
    std::vector<std::uint32_t> line_ends_;
    std::vector<PointM> rings_;
    std::vector<std::uint32_t> ring_ends_;
    std::vector<std::uint32_t> polygon_ends_;
    std::size_t left_out_ = 0;
    bool finite_ = true;
    bool unknown_ = false;
};

}  // namespace

TakenShape take_shape(const OGRGeometry* geometry) {
    if (geometry == nullptr || geometry->IsEmpty()) {
        return {};
    }
    Collector collector;
    if (geometry->hasCurveGeometry()) {
        const std::unique_ptr<OGRGeometry> chords(geometry->getLinearGeometry());
        collector.add(*chords);
    } else {
        collector.add(*geometry);
    }
    return collector.result();
}

}  // namespace riskmap::gdal
