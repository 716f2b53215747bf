#include <cmath>

#include <gtest/gtest.h>

#include "gdal/read.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"

namespace riskmap::gdal {
namespace {

using test::draw_raster;
using test::error_of;
using test::Scratch;

void expect_has(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << "no \"" << part << "\" in: " << text;
}

TEST(ReadRaster, MissingCellsAreNotZero) {
    const Scratch scratch;
    const geo::Raster raster = read_raster(
        draw_raster(scratch / "dân.tif", "EPSG:9212", 500, 900, 100, {{1, -99}, {0, 4}}, -99));
    EXPECT_EQ(raster.columns, 2U);
    EXPECT_EQ(raster.left, 500);
    EXPECT_EQ(raster.top, 900);
    EXPECT_EQ(raster.cell_height, 100);
    EXPECT_EQ(raster.at(0, 0), 1);
    EXPECT_TRUE(std::isnan(raster.at(0, 1)));
    EXPECT_EQ(raster.at(1, 0), 0);
    expect_has(raster.crs, "VN-2000");
}

TEST(ReadRaster, GridWithSouthUpIsTurned) {
    const Scratch scratch;
    const auto file = draw_raster(scratch / "s.tif", "EPSG:9212", 0, 0, 10, {{1, 2}, {3, 4}});
    {
        const Operation operation(file, ErrorKind::output);
        const GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str(), GDAL_OF_UPDATE));
        double to_ground[6] = {0, 10, 0, 0, 0, 10};
        dataset->SetGeoTransform(to_ground);
    }
    const geo::Raster raster = read_raster(file);
    EXPECT_EQ(raster.top, 20);
    EXPECT_EQ(raster.at(0, 0), 3);
    EXPECT_EQ(raster.at(1, 1), 2);
}

TEST(ReadRaster, RotatedUnplacedAndForeignFilesAreRefusedEachInItsWords) {
    const Scratch scratch;
    const auto file = draw_raster(scratch / "r.tif", "EPSG:9212", 5, 5, 10, {{1, 2}});
    {
        const Operation operation(file, ErrorKind::output);
        const GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str(), GDAL_OF_UPDATE));
        double to_ground[6] = {5, 10, 1, 5, 1, -10};
        dataset->SetGeoTransform(to_ground);
    }
    expect_has(error_of(ErrorKind::input, [&] { read_raster(file); }), "is rotated");
    const auto no_crs = draw_raster(scratch / "n.tif", "", 5, 5, 10, {{1, 2}});
    expect_has(error_of(ErrorKind::input, [&] { read_raster(no_crs); }),
               "has no coordinate system");
    const auto text = test::write_bytes(scratch / "t.tif", "not a raster");
    expect_has(error_of(ErrorKind::input, [&] { read_raster(text); }), "is not a raster");
    expect_has(error_of(ErrorKind::input, [&] { read_raster(scratch / "tt.tif"); }),
               "there is no such file");
}

}  // namespace
}  // namespace riskmap::gdal
