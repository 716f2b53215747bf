#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <gdal_alg.h>
#include <gdal_priv.h>

#include "benchmarks/ogr_file.hpp"
#include "core/error.hpp"
#include "geo/raster.hpp"

namespace riskmap::benchmarks {

/// People within a distance of polygons the way it is done with rasters: GDAL burns the polygons
/// into cells, measures from cell to cell, and the cells within the distance are added up.
class GdalBands {
  public:
    GdalBands(const geo::Raster& people, std::span<const geo::Geometry> polygons)
        : people_(people) {
        for (const geo::Geometry& polygon : polygons) {
            shapes_.push_back(ogr_shape(polygon));
        }
    }

    double people_within(double metres) const {
        const GDALDatasetUniquePtr wet = grid(GDT_Byte);
        const GDALDatasetUniquePtr far = grid(GDT_Float32);
        std::vector<OGRGeometryH> handles;
        for (const auto& shape : shapes_) {
            handles.push_back(OGRGeometry::ToHandle(shape.get()));
        }
        int band = 1;
        const std::vector<double> ones(handles.size(), 1);
        expects(GDALRasterizeGeometries(GDALDataset::ToHandle(wet.get()),
                                        1,
                                        &band,
                                        static_cast<int>(handles.size()),
                                        handles.data(),
                                        nullptr,
                                        nullptr,
                                        ones.data(),
                                        nullptr,
                                        nullptr,
                                        nullptr) == CE_None,
                "GdalBands: burnt");
        const char* options[] = {"DISTUNITS=GEO", nullptr};
        expects(GDALComputeProximity(GDALRasterBand::ToHandle(wet->GetRasterBand(1)),
                                     GDALRasterBand::ToHandle(far->GetRasterBand(1)),
                                     const_cast<char**>(options),
                                     nullptr,
                                     nullptr) == CE_None,
                "GdalBands: measured");
        double sum = 0;
        std::vector<float> line(people_.columns);
        for (std::size_t row = 0; row < people_.rows; ++row) {
            const auto width = static_cast<int>(people_.columns);
            expects(far->GetRasterBand(1)->RasterIO(GF_Read,
                                                    0,
                                                    static_cast<int>(row),
                                                    width,
                                                    1,
                                                    line.data(),
                                                    width,
                                                    1,
                                                    GDT_Float32,
                                                    0,
                                                    0) == CE_None,
                    "GdalBands: read");
            for (std::size_t column = 0; column < people_.columns; ++column) {
                const double count = people_.at(row, column);
                sum += line[column] <= metres && !std::isnan(count) ? count : 0;
            }
        }
        return sum;
    }

  private:
    GDALDatasetUniquePtr grid(GDALDataType type) const {
        GDALDatasetUniquePtr dataset(GetGDALDriverManager()->GetDriverByName("MEM")->Create(
            "",
            static_cast<int>(people_.columns),
            static_cast<int>(people_.rows),
            1,
            type,
            nullptr));
        double transform[] = {
            people_.left, people_.cell_width, 0, people_.top, 0, -people_.cell_height};
        dataset->SetGeoTransform(transform);
        return dataset;
    }

    const geo::Raster& people_;
    std::vector<std::unique_ptr<OGRGeometry>> shapes_;
};

}  // namespace riskmap::benchmarks
