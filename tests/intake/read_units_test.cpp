#include <gtest/gtest.h>

#include "intake/read.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"

namespace riskmap::intake {
namespace {

using test::draw_file;
using test::DrawnFile;
using test::error_of;
using test::Scratch;

const StudyFrame frame{"EPSG:9212", {}};

DrawnFile drawn(const std::vector<test::DrawnRow>& rows) {
    DrawnFile file;
    file.fields = {{"ma_xa", OFTString}, {"ten_xa", OFTString}, {"huyen", OFTString}};
    file.rows = rows;
    return file;
}

UnitSource source_of(const std::filesystem::path& file) {
    UnitSource source;
    source.source.file = file;
    source.source.written = "xã.gpkg";
    source.code = "ma_xa";
    source.name = "ten_xa";
    source.parent = "huyen";
    source.vintage = "2022-10-01";
    return source;
}

const std::string square_a = "POLYGON ((0 0,1000 0,1000 1000,0 1000,0 0))";
const std::string square_b = "POLYGON ((1000 0,2000 0,2000 1000,1000 1000,1000 0))";
const std::string over_b = "POLYGON ((1900 0,3000 0,3000 1000,1900 1000,1900 0))";
const std::string bow_tie = "POLYGON ((5000 0,6000 1000,6000 0,5000 1000,5000 0))";

struct Read {
    IssueLog log;
    std::vector<InputRecord> inputs;
    domain::AdminUnits units;

    explicit Read(const UnitSource& source) { units = read_units(source, frame, log, inputs); }
    const Issue* issue(const std::string& slug) const {
        for (const Issue& one : log.issues()) {
            if (one.slug == slug) {
                return &one;
            }
        }
        return nullptr;
    }
};

TEST(ReadUnits, UnitsAreSortedByCodeWithNeighboursAndParents) {
    const Scratch scratch;
    const Read read(source_of(draw_file(
        scratch / "x.gpkg",
        drawn({{square_b, {"00002", "Lộc Thành", "Lộc Ninh"}},
               {square_a, {"00001", "Lộc Thạnh", "Lộc Ninh"}},
               {"POLYGON ((9000 0,9100 0,9100 100,9000 0))", {"00003", "Đảo", std::nullopt}}}))));
    const domain::AdminUnits& units = read.units;
    EXPECT_EQ(units.code.values(), (std::vector<std::string>{"00001", "00002", "00003"}));
    EXPECT_EQ(units.name[UnitIndex(0)], "Lộc Thạnh");
    EXPECT_EQ(units.parent[UnitIndex(1)], "Lộc Ninh");
    EXPECT_NEAR(units.area_m2[UnitIndex(0)], 1e6, 1e-6);
    EXPECT_EQ(units.neighbours.neighbours(0).size(), 1U);
    EXPECT_TRUE(units.neighbours.neighbours(2).empty());
    EXPECT_EQ(read.inputs[0].crs, "EPSG:9212");
    EXPECT_EQ(read.inputs[0].sha256.size(), 64U);
}

TEST(ReadUnits, DegreesAreBroughtToStudyMetres) {
    const Scratch scratch;
    DrawnFile file =
        drawn({{"POLYGON ((106.5 11.5,106.6 11.5,106.6 11.6,106.5 11.5))", {"1", "A"}}});
    file.crs = "EPSG:4326";
    const Read read(source_of(draw_file(scratch / "x.gpkg", file)));
    EXPECT_NEAR(read.units.area_m2[UnitIndex(0)], 6.03e7, 1e6);
}

TEST(ReadUnits, AFileWithoutASystemIsShownWhereEachSystemWouldPutIt) {
    const Scratch scratch;
    DrawnFile unsaid = drawn(
        {{"POLYGON ((560000 1270000,561000 1270000,561000 1271000,560000 1270000))", {"1", "A"}}});
    unsaid.crs = "";
    const auto file = draw_file(scratch / "x.gpkg", unsaid);
    const std::string said = error_of(ErrorKind::input, [&] { const Read read(source_of(file)); });
    EXPECT_TRUE(test::contains(said, "\n  EPSG:9212, east first: 106.80 E, 11.48 N")) << said;
    EXPECT_TRUE(test::contains(said, "\n  EPSG:5899, east first: 108.30 E, 11.48 N")) << said;
    EXPECT_FALSE(test::contains(said, "EPSG:4326, east first:")) << said;
}

TEST(ReadUnits, LongitudesInTheOrderOfLatitudesArePutRight) {
    const Scratch scratch;
    DrawnFile exchanged =
        drawn({{"POLYGON ((11.5 106.7,11.6 106.7,11.6 106.8,11.5 106.8,11.5 106.7))", {"1", "A"}}});
    exchanged.crs = "EPSG:4326";
    const Read read(source_of(draw_file(scratch / "x.gpkg", exchanged)));
    EXPECT_NE(read.issue("layer.axes-exchanged"), nullptr);
    EXPECT_NEAR(read.units.area_m2[UnitIndex(0)] / 1e6, 10.9 * 11.06, 0.5);
}

TEST(ReadUnits, BowTieIsRepairedListedAndKept) {
    const Scratch scratch;
    const Read read(source_of(
        draw_file(scratch / "x.gpkg", drawn({{square_a, {"1", "A"}}, {bow_tie, {"2", "B"}}}))));
    EXPECT_EQ(read.units.size(), 2U);
    EXPECT_NEAR(read.units.area_m2[UnitIndex(1)], 500000, 1e-3);
    const Issue* issue = read.issue("unit.shape-repaired");
    ASSERT_NE(issue, nullptr);
    EXPECT_EQ(issue->place, (Place{"xã.gpkg", "", 2, "ma_xa", "2"}));
    EXPECT_NE(issue->message.en.find("0.500 km2 after"), std::string::npos) << issue->message.en;
}

TEST(ReadUnits, OverlapsAreToldWithAreaAndRule) {
    const Scratch scratch;
    const Read read(source_of(
        draw_file(scratch / "x.gpkg", drawn({{square_b, {"2", "B"}}, {over_b, {"3", "C"}}}))));
    const Issue* all = read.issue("unit.overlaps");
    ASSERT_NE(all, nullptr);
    EXPECT_NE(all->message.en.find("1 pair(s) of units overlap, 0.100 km2 in all; a point in an "
                                   "overlap belongs to the unit with the lowest code"),
              std::string::npos)
        << all->message.en;
    const Issue* one = read.issue("unit.overlap");
    ASSERT_NE(one, nullptr);
    EXPECT_EQ(one->place, (Place{"xã.gpkg", "", 2, "ma_xa", "3"}));
}

TEST(ReadUnits, RowsWithoutCodeOrPolygonAreRejected) {
    const Scratch scratch;
    const Read read(source_of(draw_file(scratch / "x.gpkg",
                                        drawn({{square_a, {"1", "A"}},
                                               {square_b, {std::nullopt, "B"}},
                                               {"", {"3", "C"}},
                                               {"POINT (1 1)", {"4", "D"}}}))));
    EXPECT_EQ(read.units.size(), 1U);
    EXPECT_EQ(read.issue("unit.no-code")->place.row, 2);
    EXPECT_EQ(read.issue("unit.no-polygon")->place, (Place{"xã.gpkg", "", 3, "ma_xa", "3"}));
    EXPECT_EQ(read.log.tallies()[0].rows_rejected, 3);
    EXPECT_EQ(read.log.tallies()[0].rows_in, 4);
}

TEST(ReadUnits, DuplicateCodesMissingColumnAndMissingSystemAreErrors) {
    const Scratch scratch;
    const auto twice =
        draw_file(scratch / "x.gpkg", drawn({{square_a, {"1", "A"}}, {square_b, {"1", "B"}}}));
    const std::string duplicate =
        error_of(ErrorKind::input, [&] { const Read read(source_of(twice)); });
    EXPECT_NE(duplicate.find("rows 1 and 2 have the same code \"1\" in column \"ma_xa\""),
              std::string::npos)
        << duplicate;
    UnitSource source = source_of(twice);
    source.code = "maxa";
    const std::string column = error_of(ErrorKind::input, [&] { const Read read(source); });
    EXPECT_NE(column.find("has no column \"maxa\" for the code of the units (did you mean "
                          "\"ma_xa\"?); its columns are: ma_xa, ten_xa, huyen"),
              std::string::npos)
        << column;
    DrawnFile unsaid = drawn({{square_a, {"1", "A"}}});
    unsaid.driver = "ESRI Shapefile";
    unsaid.layer = "y";
    unsaid.crs = "";
    const auto file = draw_file(scratch / "y.shp", unsaid);
    const std::string system =
        error_of(ErrorKind::input, [&] { const Read read(source_of(file)); });
    EXPECT_NE(system.find("does not say its coordinate system"), std::string::npos) << system;
    UnitSource said = source_of(file);
    said.source.crs = "EPSG:9212";
    EXPECT_EQ(Read(said).units.size(), 1U);
}

TEST(ReadUnits, RealOldCommunesOverlapAndNewOnesDoNot) {
    const auto folder = test::real_data();
    if (!folder) {
        GTEST_SKIP() << "SKIPPED: the folder of real data is not there (RISKMAP_SHARED)";
    }
    UnitSource source = source_of(*folder / "vn_binhphuoc" / "communes_old111.gpkg");
    source.code = "code";
    source.name = "name";
    source.parent = "";
    const Read old_units(source);
    EXPECT_EQ(old_units.units.size(), 111U);
    EXPECT_GE(old_units.units.coverage.overlaps.size(), 200U);
    source.source.file = *folder / "vn_binhphuoc" / "communes_new40.gpkg";
    const Read new_units(source);
    EXPECT_EQ(new_units.units.size(), 40U);
    EXPECT_EQ(new_units.issue("unit.overlaps"), nullptr);
}

}  // namespace
}  // namespace riskmap::intake
