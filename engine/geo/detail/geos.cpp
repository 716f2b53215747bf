#include "geo/detail/geos.hpp"

#include <utility>
#include <vector>

#include "core/error.hpp"

namespace riskmap::geo::detail {
namespace {

class Context {
  public:
    Context() : handle_(GEOS_init_r()) {
        GEOSContext_setErrorMessageHandler_r(handle_, &Context::hear, this);
    }
    ~Context() { GEOS_finish_r(handle_); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    GEOSContextHandle_t handle() const { return handle_; }
    const std::string& complaint() const { return complaint_; }

  private:
    static void hear(const char* message, void* self) {
        static_cast<Context*>(self)->complaint_ = message;
    }

    GEOSContextHandle_t handle_;
    std::string complaint_;
};

/// One per thread, as the reentrant interface asks.
Context& context() {
    thread_local Context mine;
    return mine;
}

[[noreturn]] void fail(const char* call) {
    throw Error(ErrorKind::internal, std::string(call) + ": " + geos_complaint());
}

GEOSCoordSequence* sequence(std::span<const PointM> vertices) {
    static_assert(sizeof(PointM) == 2 * sizeof(double));
    GEOSCoordSequence* result = GEOSCoordSeq_copyFromBuffer_r(
        geos(), &vertices.front().x, static_cast<unsigned>(vertices.size()), 0, 0);
    if (result == nullptr) {
        fail("GEOSCoordSeq_copyFromBuffer");
    }
    return result;
}

/// One part as it is, several as a collection of `type`; GEOS takes the parts over in any case.
GeosGeometry gathered(std::vector<GeosGeometry> parts, int type) {
    if (parts.size() == 1) {
        return std::move(parts.front());
    }
    std::vector<GEOSGeometry*> loose;
    loose.reserve(parts.size());
    for (GeosGeometry& part : parts) {
        loose.push_back(part.release());
    }
    return owned(GEOSGeom_createCollection_r(
                     geos(), type, loose.data(), static_cast<unsigned>(loose.size())),
                 "GEOSGeom_createCollection");
}

GeosGeometry ring(std::span<const PointM> vertices) {
    return owned(GEOSGeom_createLinearRing_r(geos(), sequence(vertices)),
                 "GEOSGeom_createLinearRing");
}

/// Gathers the wanted parts of a GEOS geometry into columns.
class Columns {
  public:
    explicit Columns(Shape keep) : keep_(keep) {}

    void add(const GEOSGeometry& geometry) {
        if (GEOSisEmpty_r(geos(), &geometry) == 1) {
            return;
        }
        switch (GEOSGeomTypeId_r(geos(), &geometry)) {
            case GEOS_POINT:
                if (keep_ == Shape::points) {
                    add_vertices(geometry);
                }
                break;
            case GEOS_LINESTRING:
            case GEOS_LINEARRING:
                if (keep_ == Shape::lines) {
                    add_part(geometry);
                }
                break;
            case GEOS_POLYGON:
                if (keep_ == Shape::polygons) {
                    add_polygon(geometry);
                }
                break;
            default:
                for (int i = 0; i < GEOSGetNumGeometries_r(geos(), &geometry); ++i) {
                    add(*GEOSGetGeometryN_r(geos(), &geometry, i));
                }
        }
    }

    Geometry finish() {
        switch (keep_) {
            case Shape::points:
                return Geometry::of_points(vertices_);
            case Shape::lines:
                return Geometry::of_lines(vertices_, part_ends_);
            case Shape::polygons:
                return Geometry::of_polygons(vertices_, part_ends_, polygon_ends_);
            case Shape::none:
                break;
        }
        return {};
    }

  private:
    void add_vertices(const GEOSGeometry& simple) {
        const GEOSCoordSequence* from = GEOSGeom_getCoordSeq_r(geos(), &simple);
        unsigned count = 0;
        succeeded(GEOSCoordSeq_getSize_r(geos(), from, &count), "GEOSCoordSeq_getSize");
        if (count == 0) {
            return;
        }
        const std::size_t start = vertices_.size();
        vertices_.resize(start + count);
        succeeded(GEOSCoordSeq_copyToBuffer_r(geos(), from, &vertices_[start].x, 0, 0),
                  "GEOSCoordSeq_copyToBuffer");
    }
    void add_part(const GEOSGeometry& line) {
        add_vertices(line);
        part_ends_.push_back(static_cast<std::uint32_t>(vertices_.size()));
    }
    void add_polygon(const GEOSGeometry& polygon) {
        add_part(*GEOSGetExteriorRing_r(geos(), &polygon));
        for (int i = 0; i < GEOSGetNumInteriorRings_r(geos(), &polygon); ++i) {
            add_part(*GEOSGetInteriorRingN_r(geos(), &polygon, i));
        }
        polygon_ends_.push_back(static_cast<std::uint32_t>(part_ends_.size()));
    }

    Shape keep_;
    std::vector<PointM> vertices_;
    std::vector<std::uint32_t> part_ends_;
    std::vector<std::uint32_t> polygon_ends_;
};

}  // namespace

GEOSContextHandle_t geos() { return context().handle(); }

const std::string& geos_complaint() { return context().complaint(); }

void GeosDeleter::operator()(GEOSGeometry* geometry) const noexcept {
    GEOSGeom_destroy_r(geos(), geometry);
}
void GeosDeleter::operator()(GEOSSTRtree* tree) const noexcept {
    GEOSSTRtree_destroy_r(geos(), tree);
}
void GeosDeleter::operator()(const GEOSPreparedGeometry* prepared) const noexcept {
    GEOSPreparedGeom_destroy_r(geos(), prepared);
}
void GeosDeleter::operator()(GEOSMakeValidParams* params) const noexcept {
    GEOSMakeValidParams_destroy_r(geos(), params);
}
void GeosDeleter::operator()(char* text) const noexcept { GEOSFree_r(geos(), text); }

GeosGeometry owned(GEOSGeometry* result, const char* call) {
    if (result == nullptr) {
        fail(call);
    }
    return GeosGeometry(result);
}

bool answered(char answer, const char* call) {
    if (answer == 2) {
        fail(call);
    }
    return answer == 1;
}

void succeeded(int answer, const char* call) {
    if (answer == 0) {
        fail(call);
    }
}

double area_of(const GEOSGeometry& geometry) {
    double area = 0;
    succeeded(GEOSArea_r(geos(), &geometry, &area), "GEOSArea");
    return area;
}

GeosGeometry to_geos_polygon(const Geometry& geometry, std::size_t polygon) {
    const std::size_t first = geometry.first_ring(polygon);
    GeosGeometry shell = ring(geometry.part(first));
    std::vector<GeosGeometry> holes;
    for (std::size_t i = first + 1; i < geometry.last_ring(polygon); ++i) {
        holes.push_back(ring(geometry.part(i)));
    }
    std::vector<GEOSGeometry*> loose;
    loose.reserve(holes.size());
    for (GeosGeometry& hole : holes) {
        loose.push_back(hole.release());
    }
    return owned(GEOSGeom_createPolygon_r(
                     geos(), shell.release(), loose.data(), static_cast<unsigned>(loose.size())),
                 "GEOSGeom_createPolygon");
}

GeosGeometry to_geos(const Geometry& geometry) {
    std::vector<GeosGeometry> parts;
    switch (geometry.shape()) {
        case Shape::none:
            return gathered({}, GEOS_GEOMETRYCOLLECTION);
        case Shape::points:
            for (std::size_t i = 0; i < geometry.part_count(); ++i) {
                parts.push_back(owned(GEOSGeom_createPoint_r(geos(), sequence(geometry.part(i))),
                                      "GEOSGeom_createPoint"));
            }
            return gathered(std::move(parts), GEOS_MULTIPOINT);
        case Shape::lines:
            for (std::size_t i = 0; i < geometry.part_count(); ++i) {
                parts.push_back(
                    owned(GEOSGeom_createLineString_r(geos(), sequence(geometry.part(i))),
                          "GEOSGeom_createLineString"));
            }
            return gathered(std::move(parts), GEOS_MULTILINESTRING);
        case Shape::polygons:
            for (std::size_t i = 0; i < geometry.polygon_count(); ++i) {
                parts.push_back(to_geos_polygon(geometry, i));
            }
            return gathered(std::move(parts), GEOS_MULTIPOLYGON);
    }
    return gathered({}, GEOS_GEOMETRYCOLLECTION);
}

Geometry from_geos(const GEOSGeometry& geometry, Shape keep) {
    Columns columns(keep);
    columns.add(geometry);
    return columns.finish();
}

}  // namespace riskmap::geo::detail
