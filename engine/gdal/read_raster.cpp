#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "core/error.hpp"
#include "gdal/open.hpp"
#include "gdal/operation.hpp"
#include "gdal/read.hpp"

namespace riskmap::gdal {
namespace {

constexpr double most_cells = 4e8;  // 3.2 GB of numbers

[[noreturn]] void refuse(const Operation& operation, const Text& what) {
    throw Error(ErrorKind::input, what).within(operation.file().string());
}

/// The grid of a dataset without its numbers. `south_up` grids are turned when read.
geo::Raster grid_of(GDALDataset& dataset, const Operation& operation, bool& south_up) {
    double to_ground[6];
    if (dataset.GetGeoTransform(to_ground) != CE_None) {
        refuse(operation,
               {"không ghi vị trí trên mặt đất; xuất lại thành GeoTIFF",
                "does not say where on the ground it lies; export it again as GeoTIFF"});
    }
    if (to_ground[2] != 0 || to_ground[4] != 0 || to_ground[1] <= 0) {
        refuse(operation,
               {"bị xoay; chuyển sang lưới hướng bắc (gdalwarp)",
                "is rotated; warp it to a grid with north up (gdalwarp)"});
    }
    const OGRSpatialReference* crs = dataset.GetSpatialRef();
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    if (crs == nullptr || crs->exportToWkt(&text, options) != OGRERR_NONE) {
        VSIFree(text);
        refuse(operation,
               {"không có hệ toạ độ; ghi vào tệp (gdal_edit -a_srs)",
                "has no coordinate system; state it in the file (gdal_edit -a_srs)"});
    }
    geo::Raster raster;
    raster.crs = text;
    VSIFree(text);
    raster.columns = static_cast<std::size_t>(dataset.GetRasterXSize());
    raster.rows = static_cast<std::size_t>(dataset.GetRasterYSize());
    raster.left = to_ground[0];
    raster.cell_width = to_ground[1];
    raster.cell_height = std::abs(to_ground[5]);
    south_up = to_ground[5] > 0;
    raster.top = to_ground[3] + (south_up ? to_ground[5] * static_cast<double>(raster.rows) : 0);
    if (static_cast<double>(raster.columns) * static_cast<double>(raster.rows) > most_cells) {
        refuse(operation,
               {fmt::format(
                    "có {} x {} ô, quá lớn cho bộ nhớ; cắt theo vùng nghiên cứu (gdalwarp -te)",
                    raster.columns,
                    raster.rows),
                fmt::format("has {} x {} cells, more than fit in memory; cut it to the study area "
                            "(gdalwarp -te)",
                            raster.columns,
                            raster.rows)});
    }
    return raster;
}

}  // namespace

geo::Raster read_raster(const std::filesystem::path& file) {
    const Operation operation(file, ErrorKind::input);
    const GDALDatasetUniquePtr dataset = open_raster(operation);
    bool south_up = false;
    geo::Raster raster = grid_of(*dataset, operation, south_up);
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    int has_scale = 0;
    int has_offset = 0;
    const double scale = band.GetScale(&has_scale);
    const double offset = band.GetOffset(&has_offset);
    raster.values.resize(raster.columns * raster.rows);
    std::vector<GByte> mask(raster.columns);
    const int width = static_cast<int>(raster.columns);
    for (std::size_t row = 0; row < raster.rows; ++row) {
        const int line = static_cast<int>(south_up ? raster.rows - 1 - row : row);
        double* values = raster.values.data() + row * raster.columns;
        const bool read =
            band.RasterIO(
                GF_Read, 0, line, width, 1, values, width, 1, GDT_Float64, 0, 0, nullptr) ==
                CE_None &&
            band.GetMaskBand()->RasterIO(
                GF_Read, 0, line, width, 1, mask.data(), width, 1, GDT_Byte, 0, 0, nullptr) ==
                CE_None;
        operation.require(read, fmt::format("reading line {}", line + 1));
        for (std::size_t column = 0; column < raster.columns; ++column) {
            const bool known = mask[column] != 0 && std::isfinite(values[column]);
            values[column] = !known ? std::numeric_limits<double>::quiet_NaN()
                                    : values[column] * (has_scale != 0 ? scale : 1) +
                                          (has_offset != 0 ? offset : 0);
        }
    }
    return raster;
}

}  // namespace riskmap::gdal
