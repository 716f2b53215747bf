#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "gdal/read.hpp"
#include "publish/file_bytes.hpp"
#include "publish/published_layer.hpp"
#include "publish/support/sample.hpp"
#include "publish/support/scratch.hpp"
#include "publish/write.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

class Formats : public testing::Test {
  protected:
    void SetUp() override { gdal::register_drivers(); }
    Scratch scratch_;
    IssueLog log_;
};

Publication whole() {
    Publication publication;
    publication.title = {"Tỉnh Mẫu", "Sample"};
    publication.study_crs = sample::study_crs;
    publication.layers = sample::all_layers();
    return publication;
}

domain::Layer read_again(const fs::path& file) {
    std::vector<gdal::RowFault> faults;
    domain::Layer layer = gdal::read_vector(file, {}, faults);
    EXPECT_TRUE(faults.empty());
    return layer;
}

TEST_F(Formats, EveryFileThatIsPromisedIsThere) {
    const auto written = write_all(whole(), scratch_.path(), log_, {});
    std::set<std::string> names;
    for (const fs::path& file : written) {
        names.insert(file.generic_string());
        EXPECT_TRUE(fs::is_regular_file(scratch_ / file)) << file;
    }
    EXPECT_TRUE(std::is_sorted(written.begin(), written.end()));
    for (const char* name : {"riskmap.gpkg",
                             "geojson/communes.geojson",
                             "geojson/data_quality.geojson",
                             "shapefile/communes.shp",
                             "shapefile/communes.shx",
                             "shapefile/communes.dbf",
                             "shapefile/communes.prj",
                             "shapefile/communes.cpg",
                             "shapefile/communes.shp.zip",
                             "shapefile/water_point.shp",
                             "shapefile/water_line.shp",
                             "shapefile/water_polygon.shp",
                             "communes.csv",
                             "schools.csv"}) {
        EXPECT_TRUE(names.contains(name)) << name;
    }
}

TEST_F(Formats, TheSameLayersGiveTheSameBytes) {
    fs::create_directories(scratch_ / "a");
    fs::create_directories(scratch_ / "b");
    const auto written = write_all(whole(), scratch_ / "a", log_, {});
    RunContext several;
    several.threads = 4;
    write_all(whole(), scratch_ / "b", log_, several);
    for (const fs::path& file : written) {
        EXPECT_EQ(read_bytes(scratch_ / "a" / file), read_bytes(scratch_ / "b" / file)) << file;
    }
}

TEST_F(Formats, OnlyTheFormatsAskedForAreWritten) {
    Publication publication = whole();
    publication.formats = {Format::csv};
    for (const fs::path& file : write_all(publication, scratch_.path(), log_, {})) {
        EXPECT_EQ(file.extension(), ".csv");
    }
    EXPECT_FALSE(fs::exists(scratch_ / "riskmap.gpkg"));
}

TEST_F(Formats, GeoJsonFollowsRfc7946) {
    const fs::path file = scratch_ / "communes.geojson";
    write_geojson(sample::communes(), sample::study_crs, file);
    const auto json = nlohmann::json::parse(read_bytes(file));
    EXPECT_EQ(json["type"], "FeatureCollection");
    EXPECT_FALSE(json.contains("crs"));
    std::set<std::string> ids;
    for (const auto& feature : json["features"]) {
        EXPECT_EQ(feature["type"], "Feature");
        ids.insert(feature["id"].get<std::string>());
    }
    EXPECT_EQ(ids.size(), json["features"].size());
    EXPECT_TRUE(ids.contains("00001"));
    const auto& rings = json["features"][0]["geometry"]["coordinates"];
    const auto area = [](const nlohmann::json& ring) {
        double sum = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            sum += ring[i][0].get<double>() * ring[i + 1][1].get<double>() -
                   ring[i + 1][0].get<double>() * ring[i][1].get<double>();
        }
        return sum;
    };
    ASSERT_EQ(rings.size(), 2U);
    EXPECT_GT(area(rings[0]), 0) << "the outer ring runs counter-clockwise";
    EXPECT_LT(area(rings[1]), 0) << "a hole runs clockwise";
    EXPECT_EQ(rings[0].front(), rings[0].back());
    EXPECT_TRUE(json["features"][4]["geometry"].is_null());
}

TEST_F(Formats, NumbersAndTextsOfEveryStateComeBackFromEveryFormat) {
    write_all(whole(), scratch_.path(), log_, {});
    for (const char* file :
         {"riskmap.gpkg", "geojson/communes.geojson", "shapefile/communes.shp"}) {
        SCOPED_TRACE(file);
        const bool dbf = std::string(file).ends_with("shp");
        const domain::Layer read = read_again(scratch_ / file);
        const auto cell = [&](const char* name, std::size_t row) {
            const auto field = read.find(name);
            EXPECT_TRUE(field.has_value()) << name;
            return field ? read.at(*field, row) : domain::Value();
        };
        const char* name = dbf ? "ten_xa" : "name";
        const char* rate = dbf ? "ts_100k" : "harm_rate";
        const char* status = dbf ? "tinhtrang" : "harm_status";
        ASSERT_EQ(read.size(), 6U);
        EXPECT_EQ(domain::as_text(cell(dbf ? "ma_xa" : "code", 0)), "00001");
        EXPECT_EQ(domain::as_text(cell(name, 1)), "Lộc Thạnh");
        EXPECT_EQ(domain::as_text(cell(name, 3)), "Đăk Ơ");
        EXPECT_DOUBLE_EQ(domain::as_number(cell(rate, 0)), 12.35);
        EXPECT_DOUBLE_EQ(domain::as_number(cell(rate, 1)), 0);
        EXPECT_TRUE(domain::is_missing(cell(rate, 2)));
        EXPECT_TRUE(domain::is_missing(cell(rate, 3)));
        const std::vector<std::string> states{"value",
                                              "zero_reported",
                                              "not_reported",
                                              "not_computed",
                                              "suppressed",
                                              "not_applicable"};
        for (std::size_t row = 0; row < states.size(); ++row) {
            EXPECT_EQ(domain::as_text(cell(status, row)), states[row]);
        }
    }
}

TEST_F(Formats, CsvOpensRightInExcelAndRunsNoFormula) {
    domain::Layer layer =
        sample::table(sample::field("name", "ten", domain::FieldType::text),
                      {"=cmd|' /C calc'!A0", "a,b", "say \"x\"", domain::Value()});
    write_csv(layer, scratch_ / "t.csv");
    EXPECT_EQ(read_bytes(scratch_ / "t.csv"),
              "\xEF\xBB\xBFname\r\n'=cmd|' /C calc'!A0\r\n\"a,b\"\r\n\"say \"\"x\"\"\"\r\n\r\n");
}

TEST_F(Formats, ShortNamesThatCollideAreRefused) {
    domain::Layer layer = sample::communes();
    layer.fields[3].short_name = "TEN_XA";
    const std::string message = error_of(ErrorKind::internal, [&] { check_short_names({layer}); });
    EXPECT_TRUE(contains(message, "harm_rate")) << message;
}

TEST_F(Formats, TextThatDbfCutsIsToldInTheLedger) {
    std::string text;
    for (int i = 0; i < 200; ++i) {
        text += "ế";
    }
    domain::Layer layer =
        sample::table(sample::field("note", "ghi_chu", domain::FieldType::text), {text});
    layer.shapes = {sample::point(sample::east, sample::north)};
    write_shapefile(layer, sample::study_crs, scratch_.path(), log_);
    ASSERT_EQ(log_.issues().size(), 1U);
    EXPECT_EQ(log_.issues()[0].place.column, "ghi_chu");
    EXPECT_TRUE(contains(log_.issues()[0].repair.en, "column note")) << log_.issues()[0].repair.en;
    const domain::Layer read = read_again(scratch_ / "things.shp");
    const std::string kept = domain::as_text(read.at(0, 0));
    EXPECT_EQ(kept.size() % 3, 0U) << "cut between characters";
    EXPECT_TRUE(text.starts_with(kept));
}

TEST_F(Formats, AReadOnlyFolderIsAnOutputErrorThatNamesTheFile) {
    const std::string message = error_of(ErrorKind::output, [&] {
        write_csv(sample::communes(), scratch_ / "no folder" / "communes.csv");
    });
    EXPECT_TRUE(contains(message, "communes.csv")) << message;
}

}  // namespace
}  // namespace riskmap::publish
