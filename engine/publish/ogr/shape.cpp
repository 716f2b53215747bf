#include "publish/ogr/shape.hpp"

#include <span>

#include "core/error.hpp"

namespace riskmap::publish {
namespace {

void set_vertices(OGRSimpleCurve& curve, std::span<const geo::LonLat> vertices) {
    curve.setNumPoints(static_cast<int>(vertices.size()), FALSE);
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        curve.setPoint(static_cast<int>(i), vertices[i].lon, vertices[i].lat);
    }
}

std::unique_ptr<OGRGeometry> polygon_of(const LonLatShape& shape, std::size_t polygon) {
    auto result = std::make_unique<OGRPolygon>();
    for (std::size_t ring = shape.first_ring(polygon); ring < shape.polygon_ends[polygon]; ++ring) {
        auto curve = std::make_unique<OGRLinearRing>();
        set_vertices(*curve, shape.part(ring));
        result->addRingDirectly(curve.release());
    }
    return result;
}

std::unique_ptr<OGRGeometry> member(const LonLatShape& shape, std::size_t index) {
    if (shape.shape == geo::Shape::points) {
        return std::make_unique<OGRPoint>(shape.vertices[index].lon, shape.vertices[index].lat);
    }
    if (shape.shape == geo::Shape::polygons) {
        return polygon_of(shape, index);
    }
    auto line = std::make_unique<OGRLineString>();
    set_vertices(*line, shape.part(index));
    return line;
}

void collect(const OGRGeometry& geometry, OgrVertices& out) {
    switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPoint: {
            const OGRPoint& point = *geometry.toPoint();
            out.vertices.push_back({point.getX(), point.getY()});
            ++out.parts;
            return;
        }
        case wkbLineString:
        case wkbLinearRing:
            for (const OGRPoint& point : *geometry.toSimpleCurve()) {
                out.vertices.push_back({point.getX(), point.getY()});
            }
            ++out.parts;
            return;
        case wkbPolygon:
            for (const OGRLinearRing* ring : *geometry.toPolygon()) {
                collect(*ring, out);
            }
            return;
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
                collect(*part, out);
            }
            return;
        default:
            return;
    }
}

}  // namespace

OGRwkbGeometryType ogr_type(geo::Shape shape, Members members) {
    const bool multiple = members == Members::multiple;
    switch (shape) {
        case geo::Shape::points:
            return multiple ? wkbMultiPoint : wkbPoint;
        case geo::Shape::lines:
            return multiple ? wkbMultiLineString : wkbLineString;
        case geo::Shape::polygons:
            return multiple ? wkbMultiPolygon : wkbPolygon;
        case geo::Shape::none:
            break;
    }
    return wkbUnknown;
}

std::unique_ptr<OGRGeometry> to_ogr(const LonLatShape& shape, Members members) {
    if (shape.empty()) {
        return nullptr;
    }
    if (members == Members::single && shape.member_count() == 1) {
        return member(shape, 0);
    }
    const OGRwkbGeometryType type = ogr_type(shape.shape, Members::multiple);
    std::unique_ptr<OGRGeometry> result(OGRGeometryFactory::createGeometry(type));
    for (std::size_t i = 0; i < shape.member_count(); ++i) {
        const OGRErr error =
            result->toGeometryCollection()->addGeometryDirectly(member(shape, i).release());
        expects(error == OGRERR_NONE, "to_ogr: members fit their collection");
    }
    return result;
}

OgrVertices vertices_of(const OGRGeometry* geometry) {
    OgrVertices result;
    if (geometry != nullptr) {
        collect(*geometry, result);
    }
    return result;
}

}  // namespace riskmap::publish
