#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "geo/projector.hpp"
#include "intake/read.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"

namespace riskmap::intake {
namespace {

using domain::Value;
using test::draw_file;
using test::error_of;
using test::Scratch;

const StudyFrame frame{"EPSG:9212", {}};

std::filesystem::path ponds(const Scratch& scratch) {
    test::DrawnFile file;
    file.fields = {{"loai", OFTString}, {"ten", OFTString}};
    file.rows = {{"POINT (1 2)", {"Ao", "Ao ông Tư"}},
                 {"", {"ao", "chưa vẽ"}},
                 {"POLYGON ((0 0,10 10,10 0,0 10,0 0))", {"hồ", std::nullopt}},
                 {"LINESTRING (0 0,1 1)", {"mương", "x"}}};
    return draw_file(scratch / "nước.gpkg", file);
}

LayerSource source_of(const std::filesystem::path& file) {
    LayerSource source;
    source.id = "water";
    source.source.file = file;
    source.source.written = "nước.gpkg";
    source.class_field = "loai";
    source.classes = {{"ao", "pond"}, {"hồ", "lake"}};
    source.rename = {{"ten", "name"}};
    source.survey_status = "partly";
    return source;
}

TEST(ReadLayer, ClassesBecomeTheStudysWordsAndAllColumnsStay) {
    const Scratch scratch;
    IssueLog log;
    std::vector<InputRecord> inputs;
    const domain::Layer layer = read_layer(source_of(ponds(scratch)), frame, log, inputs);
    ASSERT_EQ(layer.size(), 3U);
    const std::size_t kind = *layer.find("class");
    EXPECT_EQ(layer.at(kind, 0), Value("pond"));
    EXPECT_EQ(layer.at(kind, 1), Value("lake"));
    EXPECT_EQ(layer.at(kind, 2), Value("mương"));
    EXPECT_EQ(layer.at(*layer.find("name"), 0), Value("Ao ông Tư"));
    EXPECT_TRUE(layer.find("ten").has_value());
    EXPECT_EQ(layer.survey_status, "partly");
    EXPECT_EQ(layer.source_rows, (std::vector<std::int64_t>{1, 3, 4}));
    EXPECT_EQ(inputs[0].source, "layers.water");
    EXPECT_EQ(inputs[0].rows, 4);
}

TEST(ReadLayer, NearABoxOfTheStudyWhateverTheSystemOfTheFile) {
    const Scratch scratch;
    // Wells each kilometre from west to east, in degrees.
    std::vector<geo::PointM> wells;
    for (int i = 0; i < 40; ++i) {
        wells.push_back({560000 + 1000.0 * i, 1290000});
    }
    std::vector<geo::PointM> degrees = wells;
    geo::Projector("EPSG:4326", frame.crs).from_study(degrees);
    test::DrawnFile file;
    file.crs = "EPSG:4326";
    for (const geo::PointM& at : degrees) {
        file.rows.push_back({fmt::format("POINT ({:.10f} {:.10f})", at.x, at.y), {}});
    }
    LayerSource source;
    source.id = "wells";
    source.source.file = draw_file(scratch / "giếng.gpkg", file);
    source.survey_status = "surveyed";
    StudyFrame part = frame;
    part.near = geo::Box{569500, 1280000, 579500, 1300000};
    IssueLog log;
    std::vector<InputRecord> inputs;
    const domain::Layer near = read_layer(source, part, log, inputs);
    const domain::Layer all = read_layer(source, frame, log, inputs);
    ASSERT_EQ(all.size(), 40U);
    EXPECT_LE(near.size(), 12U);
    for (std::size_t row = 10; row < 20; ++row) {
        EXPECT_EQ(std::count(near.shapes.begin(), near.shapes.end(), all.shapes[row]), 1) << row;
    }
    EXPECT_FALSE(inputs[1].crs_found);
}

LayerSource register_of(const std::filesystem::path& file) {
    LayerSource source;
    source.id = "ponds";
    source.source.file = file;
    source.source.written = file.filename().string();
    source.source.crs = "EPSG:9212";
    source.x = "Y (m)";
    source.y = "X (m)";
    source.class_field = "Loại";
    source.classes = {{"ao", "pond"}};
    source.rename = {{"Rào", "fenced"}, {"Sâu", "depth_m"}};
    return source;
}

TEST(ReadLayer, ARegisterInATableIsALayerOfPoints) {
    const Scratch scratch;
    IssueLog log;
    std::vector<InputRecord> inputs;
    const auto file = test::write_bytes(scratch / "so.csv",
                                        "SỔ AO;;;;;;\n"
                                        "Mã;Chủ ao;Loại;X (m);Y (m);Sâu;Rào\n"
                                        "007;PLANTED;Ao;1276543,25;546151,8;1,5;có\n"
                                        "008;PLANTED;Ao;ở đầu xóm;;2;không\n"
                                        "009;PLANTED;Ao;;;;\n"
                                        "Cộng;3;;;;;\n");
    StudyFrame known = frame;
    known.words = test::source_folder() / "data" / "words" / "headers.toml";
    const domain::Layer layer = read_layer(register_of(file), known, log, inputs);
    ASSERT_EQ(layer.size(), 1U);
    EXPECT_EQ(layer.shapes[0].vertices()[0].x, 546151.8);
    EXPECT_EQ(layer.shapes[0].vertices()[0].y, 1276543.25);
    EXPECT_EQ(layer.at(*layer.find("class"), 0), Value("pond"));
    EXPECT_EQ(layer.at(*layer.find("fenced"), 0), Value(true));
    EXPECT_EQ(layer.at(*layer.find("depth_m"), 0), Value(1.5));
    EXPECT_EQ(layer.at(*layer.find("Mã"), 0), Value("007"));
    EXPECT_FALSE(layer.find("Chủ ao").has_value());
    ASSERT_EQ(log.tallies().size(), 1U);
    EXPECT_EQ(log.tallies()[0].rows_in, 3);
    EXPECT_EQ(log.tallies()[0].rows_rejected, 2);
    for (const Issue& issue : log.issues()) {
        EXPECT_GE(issue.place.row, 4);
        EXPECT_FALSE(test::contains(issue.message.vi + issue.place.value, "PLANTED"));
    }
}

TEST(ReadLayer, ATableNeedsItsColumnsAndItsSystem) {
    const Scratch scratch;
    IssueLog log;
    std::vector<InputRecord> inputs;
    const auto file = test::write_bytes(scratch / "so.csv", "Loại,X (m),Y (m)\nAo,1,2\n");
    LayerSource source = register_of(file);
    source.rename.clear();
    source.source.crs.clear();
    EXPECT_TRUE(
        test::contains(error_of(ErrorKind::input, [&] { read_layer(source, frame, log, inputs); }),
                       "state it in the study as crs"));
    source.x = "Đông";
    EXPECT_TRUE(
        test::contains(error_of(ErrorKind::input, [&] { read_layer(source, frame, log, inputs); }),
                       "no header row has both columns \"Đông\" and \"X (m)\""));
}

TEST(ReadLayer, RowsWithoutShapeAreRejectedAndBowTiesRepaired) {
    const Scratch scratch;
    IssueLog log;
    std::vector<InputRecord> inputs;
    read_layer(source_of(ponds(scratch)), frame, log, inputs);
    ASSERT_EQ(log.issues().size(), 4U);
    EXPECT_EQ(log.issues()[0].slug, "layer.no-shape");
    EXPECT_EQ(log.issues()[0].place.row, 2);
    EXPECT_EQ(log.issues()[1].slug, "layer.shape-repaired");
    EXPECT_EQ(log.issues()[1].place.row, 3);
    EXPECT_EQ(log.issues()[2].slug, "layer.partly-surveyed");
    EXPECT_EQ(log.issues()[2].severity, Severity::warning);
    EXPECT_NE(log.issues()[2].message.en.find("3 feature(s)"), std::string::npos);
    EXPECT_EQ(log.issues()[3].slug, "layer.class-not-mapped");
    EXPECT_EQ(log.issues()[3].place.value, "mương");
    ASSERT_EQ(log.tallies().size(), 1U);
    EXPECT_EQ(log.tallies()[0].rows_rejected, 1);
}

TEST(ReadLayer, RowsNotAskedForAreNotSelected) {
    const Scratch scratch;
    IssueLog log;
    std::vector<InputRecord> inputs;
    LayerSource source = source_of(ponds(scratch));
    domain::Condition pond;
    pond.field = "loai";
    pond.values = {Value("AO")};
    source.where = {pond};
    EXPECT_EQ(read_layer(source, frame, log, inputs).size(), 1U);
    EXPECT_EQ(log.tallies()[0].rows_not_selected, 2);
}

TEST(ReadLayer, UnknownColumnsAndTablesWithoutShapesAreErrors) {
    const Scratch scratch;
    IssueLog log;
    std::vector<InputRecord> inputs;
    LayerSource source = source_of(ponds(scratch));
    source.class_field = "loaj";
    const std::string column =
        error_of(ErrorKind::input, [&] { read_layer(source, frame, log, inputs); });
    EXPECT_NE(column.find("no column \"loaj\" for the classes of the layer (did you mean"),
              std::string::npos)
        << column;
    source = source_of(test::write_bytes(scratch / "x.csv", "loai,ten\nao,x\n"));
    const std::string table =
        error_of(ErrorKind::input, [&] { read_layer(source, frame, log, inputs); });
    EXPECT_NE(table.find("is a table without shapes"), std::string::npos) << table;
}

}  // namespace
}  // namespace riskmap::intake
