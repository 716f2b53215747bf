#include "intake/layer_crs.hpp"

#include <cmath>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "geo/projector.hpp"
#include "intake/support/square_communes.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"

namespace riskmap::intake {
namespace {

using geo::PointM;
using test::error_of;
using test::Scratch;
using test::study_crs;

constexpr double width = test::side * test::across;

/// Roads of four vertices in the study, every fourth one cut at the border by another program.
std::vector<std::vector<PointM>> roads(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> within(0, width);
    std::uniform_real_distribution<double> step(-800, 800);
    const auto held = [](double at) { return std::min(std::max(at, 0.0), width); };
    std::vector<std::vector<PointM>> result(count);
    for (std::size_t i = 0; i < count; ++i) {
        PointM at{within(random), within(random)};
        if (i % 4 == 0) {
            (i % 8 == 0 ? at.x : at.y) = i % 16 < 8 ? 0 : width;
        }
        for (int vertex = 0; vertex < 4; ++vertex) {
            result[i].push_back({test::west + at.x, test::south + at.y});
            at = {held(at.x + step(random)), held(at.y + step(random))};
        }
    }
    return result;
}

/// Those roads as a file in `crs` holds them, which says that it is in `told`.
std::filesystem::path drawn(const Scratch& scratch,
                            const std::vector<std::vector<PointM>>& lines,
                            const std::string& crs,
                            bool swapped,
                            const std::string& told) {
    const geo::Projector projector(crs, study_crs);
    test::DrawnFile file;
    static int files = 0;
    file.driver = told.empty() && !swapped ? "ESRI Shapefile" : "GPKG";
    file.layer = fmt::format("duong{}", ++files);
    file.crs = told;
    for (std::vector<PointM> line : lines) {
        projector.from_study(line);
        std::string wkt;
        for (const PointM& point : line) {
            wkt += fmt::format("{}{:.10f} {:.10f}",
                               wkt.empty() ? "LINESTRING (" : ", ",
                               swapped ? point.y : point.x,
                               swapped ? point.x : point.y);
        }
        file.rows.push_back({wkt + ")", {}});
    }
    const char* ending = file.driver == "GPKG" ? ".gpkg" : ".shp";
    return test::draw_file(scratch / (file.layer + ending), file);
}

/// What becomes of a layer read in a study of the square communes.
struct Reading {
    domain::Layer layer;
    IssueLog log;
    bool crs_found = false;
};

Reading read(const std::filesystem::path& file, const std::string& stated = "") {
    static const domain::AdminUnits units = test::communes();
    static const geo::UnitLocator locator(units.shape.values());
    StudyFrame frame{study_crs, {}};
    frame.locator = &locator;
    LayerSource source;
    source.id = "roads";
    source.survey_status = "surveyed";
    source.source.file = file;
    source.source.written = "duong.gpkg";
    source.source.crs = stated;
    Reading reading;
    std::vector<InputRecord> inputs;
    reading.layer = read_layer(source, frame, reading.log, inputs);
    reading.crs_found = inputs.front().crs_found;
    return reading;
}

double farthest_off(const domain::Layer& layer, const std::vector<std::vector<PointM>>& truth) {
    double most = layer.size() == truth.size() ? 0 : HUGE_VAL;
    for (std::size_t row = 0; row < layer.size() && most < HUGE_VAL; ++row) {
        const auto vertices = layer.shapes[row].vertices();
        for (std::size_t i = 0; i < vertices.size(); ++i) {
            most = std::max(
                most, std::hypot(vertices[i].x - truth[row][i].x, vertices[i].y - truth[row][i].y));
        }
    }
    return most;
}

TEST(LayerCrs, LayersOfEverySystemAndOrderOfAxesComeBackWithinAMetre) {
    const Scratch scratch;
    const auto truth = roads(400, 5);
    for (const std::string crs : test::systems) {
        for (const bool swapped : {false, true}) {
            const Reading reading = read(drawn(scratch, truth, crs, swapped, ""));
            EXPECT_LE(farthest_off(reading.layer, truth), 1) << crs << " " << swapped;
            EXPECT_TRUE(reading.crs_found);
            ASSERT_EQ(reading.log.issues().size(), 1U);
            EXPECT_EQ(reading.log.issues()[0].slug, "layer.crs-detected");
            EXPECT_TRUE(test::contains(reading.log.issues()[0].repair.en, "state crs = \"EPSG"));
        }
    }
}

TEST(LayerCrs, WithoutEvidenceForTheShiftOfTheDatumDegreesAreRefusedWithTheCandidates) {
    const Scratch scratch;
    std::vector<std::vector<PointM>> inner;
    for (const std::vector<PointM>& line : roads(400, 6)) {
        std::vector<PointM> moved;
        for (const PointM& point : line) {  // nothing within 600 m of the border
            moved.push_back({test::west + 600 + (point.x - test::west) * 0.95,
                             test::south + 600 + (point.y - test::south) * 0.95});
        }
        inner.push_back(moved);
    }
    for (const char* crs : {"EPSG:4326", "EPSG:4756"}) {
        const auto file = drawn(scratch, inner, crs, false, "");
        const std::string said = error_of(ErrorKind::input, [&] { read(file); });
        EXPECT_TRUE(test::contains(said, "state it in the study as crs of the layer")) << said;
        EXPECT_TRUE(test::contains(said, "EPSG:4326, east first: 400 of 400")) << said;
        EXPECT_TRUE(test::contains(said, "EPSG:4756, east first: 400 of 400")) << said;
        EXPECT_TRUE(test::contains(said, "0.23 km from the first")) << said;
    }
}

TEST(LayerCrs, AStatedSystemOfAnotherZoneIsRefusedWithTheOneThatFits) {
    const Scratch scratch;
    const auto file = drawn(scratch, roads(200, 7), "EPSG:5899", false, "EPSG:9212");
    const std::string said = error_of(ErrorKind::input, [&] { read(file); });
    EXPECT_TRUE(test::contains(said, "duong.gpkg: the layer is not in EPSG:9212 as stated"))
        << said;
    EXPECT_TRUE(test::contains(said, "EPSG:5899, east first: 200 of 200")) << said;
    EXPECT_EQ(read(file, "EPSG:5899").log.issues().size(), 0U);
    EXPECT_FALSE(read(file, "EPSG:5899").crs_found);
}

TEST(LayerCrs, AShiftThatWasLeftOutIsTold) {
    const Scratch scratch;
    const auto truth = roads(400, 8);
    const Reading reading = read(drawn(scratch, truth, "EPSG:4756", false, "EPSG:4326"));
    ASSERT_EQ(reading.log.issues().size(), 1U);
    const Issue& issue = reading.log.issues()[0];
    EXPECT_EQ(issue.slug, "layer.other-system-fits");
    EXPECT_TRUE(test::contains(issue.message.en, "in EPSG:4756 400 of 400 stretches"));
    EXPECT_TRUE(test::contains(issue.repair.vi, "crs = \"EPSG:4756\""));
    EXPECT_NEAR(farthest_off(reading.layer, truth), 224, 3);
}

TEST(LayerCrs, ExchangedAxesArePutRightAndTold) {
    const Scratch scratch;
    const auto truth = roads(60, 9);
    for (const char* crs : {"EPSG:4326", "EPSG:9212"}) {
        const Reading reading = read(drawn(scratch, truth, crs, true, crs));
        EXPECT_LE(farthest_off(reading.layer, truth), 1) << crs;
        EXPECT_TRUE(reading.crs_found);
        ASSERT_EQ(reading.log.issues().size(), 1U);
        EXPECT_EQ(reading.log.issues()[0].slug, "layer.axes-exchanged");
    }
    const auto few = roads(3, 10);  // longitudes that cannot be latitudes are proof enough
    EXPECT_LE(farthest_off(read(drawn(scratch, few, "EPSG:4326", true, "EPSG:4326")).layer, few),
              1);
}

TEST(LayerCrs, ALayerThatReachesFarBeyondTheUnitsIsTakenAsStated) {
    const Scratch scratch;
    auto wide = roads(300, 11);
    for (std::vector<PointM>& line : wide) {
        for (PointM& point : line) {
            point = {test::west + (point.x - test::west) * 4 - width,
                     test::south + (point.y - test::south) * 4 - width};
        }
    }
    EXPECT_EQ(read(drawn(scratch, wide, "EPSG:9212", false, "EPSG:9212")).log.issues().size(), 0U);
    const auto untold = drawn(scratch, wide, "EPSG:9212", false, "");
    EXPECT_TRUE(test::contains(error_of(ErrorKind::input, [&] { read(untold); }),
                               "none fits the units clearly"));
}

}  // namespace
}  // namespace riskmap::intake
