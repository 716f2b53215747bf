#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <cpl_string.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "gdal/operation.hpp"
#include "support/source_folder.hpp"

namespace riskmap::test {

/// Writes the bytes as they are and gives back the path.
inline std::filesystem::path write_bytes(const std::filesystem::path& file,
                                         const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

/// A row of a drawn layer: its shape as WKT ("" for none) and its cells as text, nothing for null.
struct DrawnRow {
    std::string wkt;
    std::vector<std::optional<std::string>> cells;
};

struct DrawnField {
    std::string name;
    OGRFieldType type = OFTString;
};

/// A vector file to be written by GDAL for a test.
struct DrawnFile {
    std::string driver = "GPKG";
    std::string layer = "drawn";
    std::string crs = "EPSG:9212";  ///< "" for none
    std::vector<DrawnField> fields;
    std::vector<DrawnRow> rows;
    std::vector<std::string> options;  ///< layer creation, "ENCODING=UTF-8"
};

inline void draw_layer(GDALDataset& dataset, const DrawnFile& drawn) {
    OGRSpatialReference crs;
    if (!drawn.crs.empty()) {
        crs.SetFromUserInput(drawn.crs.c_str());
        crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    CPLStringList options;
    for (const std::string& option : drawn.options) {
        options.AddString(option.c_str());
    }
    bool shaped = false;
    for (const DrawnRow& row : drawn.rows) {
        shaped = shaped || !row.wkt.empty();
    }
    OGRLayer* layer = dataset.CreateLayer(drawn.layer.c_str(),
                                          drawn.crs.empty() ? nullptr : &crs,
                                          shaped ? wkbUnknown : wkbNone,
                                          options.List());
    ASSERT_NE(layer, nullptr);
    for (const DrawnField& field : drawn.fields) {
        OGRFieldDefn definition(field.name.c_str(), field.type);
        ASSERT_EQ(layer->CreateField(&definition), OGRERR_NONE);
    }
    for (const DrawnRow& row : drawn.rows) {
        OGRFeature feature(layer->GetLayerDefn());
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (row.cells[i]) {
                feature.SetField(static_cast<int>(i), row.cells[i]->c_str());
            }
        }
        if (!row.wkt.empty()) {
            OGRGeometry* shape = nullptr;
            ASSERT_EQ(OGRGeometryFactory::createFromWkt(row.wkt.c_str(), nullptr, &shape),
                      OGRERR_NONE)
                << row.wkt;
            feature.SetGeometryDirectly(shape);
        }
        ASSERT_EQ(layer->CreateFeature(&feature), OGRERR_NONE);
    }
}

/// Writes the layers into one file and gives back its path.
inline std::filesystem::path draw_file(const std::filesystem::path& file,
                                       const std::vector<DrawnFile>& layers) {
    const gdal::Operation operation(file, ErrorKind::output);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(layers.front().driver.c_str());
    const GDALDatasetUniquePtr dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    EXPECT_NE(dataset, nullptr);
    for (const DrawnFile& layer : layers) {
        draw_layer(*dataset, layer);
    }
    return file;
}

inline std::filesystem::path draw_file(const std::filesystem::path& file, const DrawnFile& layer) {
    return draw_file(file, std::vector<DrawnFile>{layer});
}

/// A GeoTIFF of one band.
inline std::filesystem::path draw_raster(const std::filesystem::path& file,
                                         const std::string& crs,
                                         double left,
                                         double top,
                                         double cell,
                                         const std::vector<std::vector<double>>& rows,
                                         std::optional<double> no_data = std::nullopt) {
    const gdal::Operation operation(file, ErrorKind::output);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    const int width = static_cast<int>(rows.front().size());
    const GDALDatasetUniquePtr dataset(driver->Create(
        file.c_str(), width, static_cast<int>(rows.size()), 1, GDT_Float64, nullptr));
    double to_ground[6] = {left, cell, 0, top, 0, -cell};
    dataset->SetGeoTransform(to_ground);
    if (!crs.empty()) {
        OGRSpatialReference system;
        system.SetFromUserInput(crs.c_str());
        dataset->SetSpatialRef(&system);
    }
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    if (no_data) {
        band.SetNoDataValue(*no_data);
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::vector<double> line = rows[row];
        EXPECT_EQ(band.RasterIO(GF_Write,
                                0,
                                static_cast<int>(row),
                                width,
                                1,
                                line.data(),
                                width,
                                1,
                                GDT_Float64,
                                0,
                                0,
                                nullptr),
                  CE_None);
    }
    return file;
}

/// The folder of real data, or none, in which case the test says so loudly and skips.
inline std::optional<std::filesystem::path> real_data() {
    const char* named = std::getenv("RISKMAP_SHARED");
    const std::filesystem::path folder =
        named != nullptr ? std::filesystem::path(named) : source_folder() / ".." / "shared";
    if (std::filesystem::is_directory(folder / "data")) {
        return folder / "data";
    }
    return std::nullopt;
}

}  // namespace riskmap::test
