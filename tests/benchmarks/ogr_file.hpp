#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <ogrsf_frmts.h>

#include "gdal/operation.hpp"
#include "geo/geometry.hpp"

namespace riskmap::benchmarks {

using Cell = std::variant<std::int64_t, bool, std::string>;

struct Column {
    const char* name;
    OGRFieldType type;
};

inline void set_vertices(OGRSimpleCurve& curve, std::span<const geo::PointM> vertices) {
    curve.setNumPoints(static_cast<int>(vertices.size()), FALSE);
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        curve.setPoint(static_cast<int>(i), vertices[i].x, vertices[i].y);
    }
}

/// Single points, single lines and multipolygons, in the coordinates they have.
inline std::unique_ptr<OGRGeometry> ogr_shape(const geo::Geometry& geometry) {
    if (geometry.shape() == geo::Shape::points) {
        return std::make_unique<OGRPoint>(geometry.vertices()[0].x, geometry.vertices()[0].y);
    }
    if (geometry.shape() == geo::Shape::lines) {
        auto line = std::make_unique<OGRLineString>();
        set_vertices(*line, geometry.part(0));
        return line;
    }
    auto polygons = std::make_unique<OGRMultiPolygon>();
    for (std::size_t i = 0; i < geometry.polygon_count(); ++i) {
        auto polygon = std::make_unique<OGRPolygon>();
        for (std::size_t ring = geometry.first_ring(i); ring < geometry.last_ring(i); ++ring) {
            auto closed = std::make_unique<OGRLinearRing>();
            set_vertices(*closed, geometry.part(ring));
            polygon->addRingDirectly(closed.release());
        }
        polygons->addGeometryDirectly(polygon.release());
    }
    return polygons;
}

/// One layer in a file of its own, written feature by feature.
class OgrFile {
  public:
    OgrFile(const std::filesystem::path& file,
            const std::string& driver,
            OGRwkbGeometryType type,
            int epsg,
            std::span<const Column> columns)
        : operation_(file, ErrorKind::output) {
        std::filesystem::remove(file);
        dataset_.reset(GetGDALDriverManager()
                           ->GetDriverByName(driver.c_str())
                           ->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        operation_.require(dataset_ != nullptr, "making the file");
        OGRSpatialReference crs;
        crs.importFromEPSG(epsg);
        crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        layer_ = dataset_->CreateLayer(file.stem().c_str(), &crs, type, nullptr);
        operation_.require(layer_ != nullptr, "making the layer");
        for (const Column& column : columns) {
            OGRFieldDefn field(column.name, column.type);
            if (column.type == OFTInteger) {
                field.SetSubType(OFSTBoolean);
            }
            operation_.require(layer_->CreateField(&field) == OGRERR_NONE, "adding a column");
        }
        dataset_->StartTransaction();
    }

    void add(const geo::Geometry& shape, const std::vector<Cell>& cells) {
        OGRFeature feature(layer_->GetLayerDefn());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const int at = static_cast<int>(i);
            if (const auto* whole = std::get_if<std::int64_t>(&cells[i])) {
                feature.SetField(at, static_cast<GIntBig>(*whole));
            } else if (const auto* flag = std::get_if<bool>(&cells[i])) {
                feature.SetField(at, *flag ? 1 : 0);
            } else if (const auto& text = std::get<std::string>(cells[i]); !text.empty()) {
                feature.SetField(at, text.c_str());
            }
        }
        feature.SetGeometryDirectly(ogr_shape(shape).release());
        operation_.require(layer_->CreateFeature(&feature) == OGRERR_NONE, "writing a row");
    }

    void close() {
        dataset_->CommitTransaction();  // formats without transactions refuse, and need none
        dataset_.reset();
    }

  private:
    gdal::Operation operation_;
    GDALDatasetUniquePtr dataset_;
    OGRLayer* layer_ = nullptr;
};

}  // namespace riskmap::benchmarks
