#include <set>

#include <gtest/gtest.h>

#include "gdal/read.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"

namespace riskmap::gdal {
namespace {

using domain::FieldType;
using domain::Value;
using test::draw_file;
using test::DrawnFile;
using test::error_of;
using test::Scratch;
using test::write_bytes;
using testing::Test;

domain::Layer read(const std::filesystem::path& file, const ReadOptions& options = {}) {
    std::vector<RowFault> faults;
    domain::Layer layer = read_vector(file, options, faults);
    EXPECT_TRUE(faults.empty());
    return layer;
}

std::string refusal(const std::filesystem::path& file, const ReadOptions& options = {}) {
    return error_of(ErrorKind::input, [&] { read(file, options); });
}

void expect_has(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << "no \"" << part << "\" in: " << text;
}

DrawnFile places() {
    DrawnFile drawn;
    drawn.fields = {{"code", OFTString}, {"count", OFTInteger64}, {"day", OFTDate}};
    drawn.rows = {{"POINT Z (570000 1300000 12)", {"00001", "7", "2021/02/28"}},
                  {"", {"00002", std::nullopt, std::nullopt}}};
    return drawn;
}

TEST(ReadVector, ValuesKeepTheirTypesAndCodesTheirZeros) {
    const Scratch scratch;
    const domain::Layer layer = read(draw_file(scratch / "điểm.gpkg", places()));
    ASSERT_EQ(layer.size(), 2U);
    EXPECT_EQ(layer.at(0, 0), Value("00001"));
    EXPECT_EQ(layer.at(1, 0), Value(std::int64_t{7}));
    EXPECT_EQ(layer.at(2, 0), Value("2021-02-28"));
    EXPECT_EQ(layer.fields[2].type, FieldType::date);
    EXPECT_TRUE(domain::is_missing(layer.at(1, 1)));
    EXPECT_EQ(layer.source_rows, (std::vector<std::int64_t>{1, 2}));
    expect_has(layer.crs, "VN-2000");
}

TEST(ReadVector, OnlyWhatMayComeNearIsReadWhenAsked) {
    const Scratch scratch;
    DrawnFile drawn;
    drawn.fields = {{"code", OFTString}};
    drawn.rows = {{"POINT (10 10)", {"near"}},
                  {"POINT (90 90)", {"far"}},
                  {"LINESTRING (15 -50,15 50)", {"across"}},
                  {"", {"nowhere"}}};
    for (const auto& [driver, file] : {std::pair("GPKG", "p.gpkg"),
                                       std::pair("GeoJSON", "p.geojson"),
                                       std::pair("FlatGeobuf", "p.fgb")}) {
        drawn.driver = driver;
        if (drawn.driver == "FlatGeobuf") {
            drawn.rows.pop_back();
        }
        ReadOptions options;
        std::string asked = "not asked";
        options.near = [&](const std::string& crs) {
            asked = crs;
            return std::optional(geo::Box{0, 0, 20, 20});
        };
        const auto path = draw_file(scratch / file, drawn);
        const domain::Layer layer = read(path, options);
        std::set<std::string> codes;
        for (std::size_t row = 0; row < layer.size(); ++row) {
            codes.insert(domain::as_text(layer.at(*layer.find("code"), row)));
        }
        EXPECT_EQ(codes, (std::set<std::string>{"across", "near"})) << driver;
        EXPECT_EQ(asked, layer.crs) << driver;
        options.near = [](const std::string&) { return std::optional<geo::Box>(); };
        EXPECT_EQ(read(path, options).size(), drawn.rows.size()) << driver;
    }
}

TEST(ReadVector, HeightsAreDroppedAndNullShapesKeptEmpty) {
    const Scratch scratch;
    const domain::Layer layer = read(draw_file(scratch / "p.gpkg", places()));
    EXPECT_EQ(layer.shapes[0], geo::Geometry::of_points({{570000, 1300000}}));
    EXPECT_TRUE(layer.shapes[1].empty());
}

TEST(ReadVector, EveryFormatCountsItsRowsFromOne) {
    const Scratch scratch;
    for (const auto& [driver, name] :
         {std::pair("ESRI Shapefile", "p.shp"), {"GeoJSON", "p.geojson"}, {"GPKG", "p.gpkg"}}) {
        DrawnFile drawn = places();
        drawn.driver = driver;
        drawn.layer = "p";
        drawn.crs = "EPSG:4326";
        drawn.rows.pop_back();
        EXPECT_EQ(read(draw_file(scratch / name, drawn)).source_rows, std::vector<std::int64_t>{1})
            << name;
    }
}

TEST(ReadVector, CurvesBecomeChordsAndHolesStay) {
    const Scratch scratch;
    DrawnFile drawn;
    drawn.rows = {
        {"CURVEPOLYGON (CIRCULARSTRING (0 0, 10 0, 0 0))", {}},
        {"MULTIPOLYGON (((0 0,9 0,9 9,0 0),(4 1,6 1,6 3,4 1)),((20 0,21 0,21 1,20 0)))", {}},
        {"GEOMETRYCOLLECTION (LINESTRING (0 0,1 1), LINESTRING (2 2,3 3))", {}}};
    const domain::Layer layer = read(draw_file(scratch / "c.gpkg", drawn));
    EXPECT_EQ(layer.shapes[0].shape(), geo::Shape::polygons);
    EXPECT_GT(layer.shapes[0].vertices().size(), 16U);
    EXPECT_EQ(layer.shapes[1].polygon_count(), 2U);
    EXPECT_EQ(layer.shapes[1].part_count(), 3U);
    EXPECT_EQ(layer.shapes[2].part_count(), 2U);
}

TEST(ReadVector, ShapesThatAreNotWholeAreTold) {
    const Scratch scratch;
    DrawnFile drawn;
    drawn.rows = {{"POINT (1 1)", {}},
                  {"GEOMETRYCOLLECTION (POINT (0 0), LINESTRING (2 2,3 3))", {}},
                  {"POLYGON ((0 0,9 0,9 9,0 0),(4 1,6 1,4 1))", {}}};
    std::vector<RowFault> faults;
    const domain::Layer layer = read_vector(draw_file(scratch / "c.gpkg", drawn), {}, faults);
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_EQ(faults[0].row, 1U);
    EXPECT_EQ(faults[0].fault, Fault::mixed_shapes);
    EXPECT_TRUE(layer.shapes[1].empty());
    EXPECT_EQ(faults[1].fault, Fault::short_ring);
    EXPECT_EQ(faults[1].count, 1U);
    EXPECT_EQ(layer.shapes[2].part_count(), 1U);
}

TEST(ReadVector, MissingFileUnknownFormatAndUnknownLayerAreThreeMessages) {
    const Scratch scratch;
    const auto file = draw_file(scratch / "duong.gpkg", places());
    expect_has(refusal(scratch / "duog.gpkg"),
               "there is no such file (did you mean \"duong.gpkg\"");
    expect_has(refusal(write_bytes(scratch / "x.gpkg", "hello")), "is not a layer or table");
    ReadOptions options;
    options.layer = "drawm";
    expect_has(refusal(file, options),
               "has no layer \"drawm\" (did you mean \"drawn\"?); its layers are: drawn");
}

TEST(ReadVector, FilesThatPointElsewhereAreRefused) {
    const Scratch scratch;
    const auto file = write_bytes(scratch / "x.vrt",
                                  "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>"
                                  "/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
    expect_has(refusal(file), "is a virtual layer that points to other files");
    expect_has(refusal("/vsicurl/http://localhost/x.gpkg"), "there is no such file");
}

DrawnFile communes(const std::string& encoding) {
    DrawnFile drawn;
    drawn.driver = "ESRI Shapefile";
    drawn.layer = "xa";
    drawn.fields = {{"ten_xa", OFTString}};
    drawn.rows = {{"POINT (570000 1300000)", {"Xã Lộc Thạnh"}}};
    drawn.options = {"ENCODING=" + encoding};
    return drawn;
}

TEST(ReadVector, ShapefileInWindows1258KeepsItsLastLetter) {
    const Scratch scratch;
    const auto file = draw_file(scratch / "xa.shp", communes("CP1258"));
    const domain::Layer by_cpg = read(file);
    EXPECT_EQ(by_cpg.fields[0].name, "ten_xa");
    EXPECT_EQ(by_cpg.at(0, 0), Value("Xã Lộc Thạnh"));
    std::filesystem::remove(scratch / "xa.cpg");
    expect_has(refusal(file), "record 0, column ten_xa; state the encoding of the file");
    ReadOptions options;
    options.encoding = "windows-1258";
    EXPECT_EQ(read(file, options).at(0, 0), Value("Xã Lộc Thạnh"));
    options.encoding = "windows-12580";
    expect_has(refusal(file, options), "\"windows-12580\" is not a text encoding");
}

TEST(ReadVector, LostIndexOfAShapefileIsMadeAnewInMemory) {
    const Scratch scratch;
    const auto file = draw_file(scratch / "xa.shp", communes("UTF-8"));
    std::filesystem::remove(scratch / "xa.shx");
    const domain::Layer layer = read(file);
    EXPECT_EQ(layer.shapes[0], geo::Geometry::of_points({{570000, 1300000}}));
    EXPECT_EQ(layer.at(0, 0), Value("Xã Lộc Thạnh"));
    EXPECT_FALSE(std::filesystem::exists(scratch / "xa.shx"));
}

TEST(ReadVector, DamagedRecordIsNamedByItsNumber) {
    const Scratch scratch;
    DrawnFile drawn = communes("UTF-8");
    drawn.rows = {{"LINESTRING (0 0,1 1)", {"a"}}, {"LINESTRING (0 0,1 1,2 2)", {"b"}}};
    const auto file = draw_file(scratch / "xa.shp", drawn);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 20);
    expect_has(refusal(file), "record 2 of xa is damaged");
}

TEST(ReadVector, SheetCellsStayTextAndRowsAreThoseOfTheSheet) {
    const Scratch scratch;
    for (const auto& [driver, name] : {std::pair("XLSX", "so.xlsx"), {"ODS", "so.ods"}}) {
        DrawnFile drawn;
        drawn.driver = driver;
        drawn.layer = "Sổ 2021";
        drawn.crs = "";
        drawn.fields = {{"Mã xã", OFTString}, {"Số vụ", OFTInteger}};
        drawn.rows = {{"", {"00001", "12"}}, {"", {"25280", "0"}}};
        const auto file = draw_file(scratch / name, drawn);
        const domain::Layer layer = read(file);
        EXPECT_EQ(layer.name, "Sổ 2021");
        EXPECT_EQ(layer.fields[0].name, "Mã xã");
        ASSERT_EQ(layer.size(), 2U) << name;
        EXPECT_EQ(layer.at(0, 0), Value("00001"));
        EXPECT_EQ(layer.at(1, 0), Value("12"));
        EXPECT_EQ(layer.source_rows, (std::vector<std::int64_t>{2, 3})) << name;
        EXPECT_EQ(layer_names(file), std::vector<std::string>{"Sổ 2021"});
    }
}

TEST(ReadVector, RealExtractIsReadStraightFromThePbf) {
    const auto folder = test::real_data();
    if (!folder) {
        GTEST_SKIP() << "SKIPPED: the folder of real data is not there (RISKMAP_SHARED)";
    }
    ReadOptions options;
    options.layer = "multipolygons";
    const domain::Layer layer =
        read(*folder / "li_liechtenstein" / "liechtenstein-2013-08-03.osm.pbf", options);
    EXPECT_GT(layer.size(), 1000U);
    EXPECT_TRUE(layer.find("natural").has_value());
}

TEST(ReadVector, RealWindows1258ShapefileReadsLetterByLetter) {
    const auto folder = test::real_data();
    if (!folder) {
        GTEST_SKIP() << "SKIPPED: the folder of real data is not there (RISKMAP_SHARED)";
    }
    ReadOptions options;
    options.encoding = "windows-1258";
    const domain::Layer layer = read(*folder / "dirty" / "bp_wgs84_nocpg_cp1258.shp", options);
    ASSERT_EQ(layer.size(), 111U);
    bool found = false;
    for (const auto& column : layer.columns) {
        for (const Value& value : column) {
            found = found || domain::as_text(value).find("Lộc Thạnh") != std::string::npos;
        }
    }
    EXPECT_TRUE(found);
}

}  // namespace
}  // namespace riskmap::gdal
