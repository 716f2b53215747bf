#include "app/cache/stage_cache.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "support/scratch.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

/// A value of every kind an archive knows.
ReadData something_read() {
    ReadData read;
    StudyData& data = read.data;
    data.units.vintage = "2019-01-01";
    data.units.code = PerUnit<std::string>(std::vector<std::string>{"A", "B"});
    data.units.neighbours = Graph(2, std::vector<Graph::Edge>{{0, 1}});
    data.units.shape = PerUnit<geo::Geometry>(std::vector<geo::Geometry>{
        geo::Geometry::of_polygons(
            {{0, 0}, {4, 0}, {4, 4}, {0, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 1}}, {4, 8}, {2}),
        geo::Geometry()});
    domain::Layer& layer = data.layers["roads"];
    layer.fields.resize(1);
    layer.columns = {{{}, true, std::int64_t{7}, 0.1, std::string("đường")}};
    layer.shapes = {geo::Geometry::of_lines({{0, 0}, {1, 1}}, {2}),
                    geo::Geometry::of_points({{2, 3}, {4, 5}})};
    layer.unsurveyed = PerUnit<bool>(std::vector<bool>{true, false});
    domain::Incident& incident = data.incidents.rows.emplace_back();
    incident.date = Date{std::chrono::year(2021), std::chrono::month(2), std::chrono::day(30)};
    incident.hour = 4;
    incident.unit = UnitIndex(1);
    incident.elsewhere = {{.place = domain::EventPlace::residence,
                           .unit = UnitIndex(0),
                           .share = 0.5,
                           .precision = domain::Precision::hamlet},
                          {.place = domain::EventPlace::recovery,
                           .precision = domain::Precision::gps,
                           .at = geo::PointM{7, 8},
                           .matched = "point"}};
    data.incidents.review.rows.emplace_back().place = "residence";
    data.reporting.emplace().reports = PerUnit<std::vector<domain::UnitReport>>(2);
    data.inputs.emplace_back().tables.emplace_back().columns.emplace_back().samples = {"x"};
    Issue issue;
    issue.slug = "row.bad";
    issue.severity = Severity::rejected;
    issue.source = "roads";
    read.log.add(issue);
    read.log.close({"roads", "roads.gpkg", 2, 1, 1, 0, 0});
    return read;
}

class StageCacheTest : public testing::Test {
  protected:
    fs::path entry() const { return folder_ / "key.stage"; }
    test::Scratch scratch_;
    fs::path folder_ = scratch_.path() / "cache";
};

TEST_F(StageCacheTest, WhatComesBackIsWhatWasKept) {
    StageCache cache(folder_);
    const ReadData kept = something_read();
    cache.keep("key", kept);
    ReadData found;
    ASSERT_TRUE(cache.find("key", found));
    EXPECT_EQ(found.data.units.code, kept.data.units.code);
    EXPECT_EQ(found.data.units.shape, kept.data.units.shape);
    EXPECT_EQ(found.data.units.neighbours.edge_count(), 1U);
    const domain::Layer& layer = found.data.layers.at("roads");
    EXPECT_EQ(layer.columns, kept.data.layers.at("roads").columns);
    EXPECT_EQ(layer.shapes, kept.data.layers.at("roads").shapes);
    EXPECT_TRUE(layer.unsurveyed[UnitIndex(0)]);
    EXPECT_EQ(found.data.incidents.rows[0].date, kept.data.incidents.rows[0].date);
    EXPECT_EQ(found.data.incidents.rows[0].hour, 4);
    EXPECT_FALSE(found.data.incidents.rows[0].at);
    const auto lived =
        location_of(found.data.incidents.rows[0], domain::EventPlace::residence).value();
    EXPECT_EQ(lived.unit, UnitIndex(0));
    EXPECT_EQ(lived.share, 0.5);
    EXPECT_EQ(lived.precision, domain::Precision::hamlet);
    const auto seen =
        location_of(found.data.incidents.rows[0], domain::EventPlace::recovery).value();
    EXPECT_FALSE(seen.unit);
    EXPECT_EQ(seen.at, (geo::PointM{7, 8}));
    EXPECT_EQ(seen.matched, "point");
    EXPECT_EQ(found.data.incidents.review.rows[0].place, "residence");
    EXPECT_EQ(found.data.reporting->reports.size(), 2U);
    EXPECT_EQ(found.data.inputs[0].tables[0].columns[0].samples[0], "x");
    EXPECT_EQ(found.log.rejected("roads"), 1);
    EXPECT_EQ(cache.contents().entries, 1U);
}

TEST_F(StageCacheTest, OtherKeysAndNoFolderFindNothing) {
    ReadData found;
    EXPECT_FALSE(StageCache(folder_).find("key", found));
    StageCache none("");
    none.keep("key", something_read());
    EXPECT_FALSE(none.on());
    EXPECT_FALSE(none.find("key", found));
}

TEST_F(StageCacheTest, EveryDamagedByteIsNoticed) {
    StageCache cache(folder_);
    cache.keep("key", something_read());
    const auto size = static_cast<int>(fs::file_size(entry()));
    for (int at = 0; at < size; at += 7) {
        cache.keep("key", something_read());
        std::fstream file(entry(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(at);
        const char was = static_cast<char>(file.get());
        file.seekp(at);
        file.put(static_cast<char>(was ^ 1));
        file.close();
        ReadData found;
        EXPECT_FALSE(cache.find("key", found)) << at;
        EXPECT_FALSE(fs::exists(entry())) << at;
    }
}

TEST_F(StageCacheTest, EntryCutShortIsNoticed) {
    StageCache cache(folder_);
    cache.keep("key", something_read());
    fs::resize_file(entry(), fs::file_size(entry()) / 2);
    ReadData found;
    EXPECT_FALSE(cache.find("key", found));
    fs::create_directories(folder_);
    std::ofstream(entry()).close();
    EXPECT_FALSE(cache.find("key", found));
}

TEST_F(StageCacheTest, EntryUnderAnotherNameIsNotTaken) {
    StageCache cache(folder_);
    cache.keep("other", something_read());
    fs::copy_file(folder_ / "other.stage", entry());
    ReadData found;
    EXPECT_FALSE(cache.find("key", found));
}

TEST_F(StageCacheTest, OldestEntriesGoFirst) {
    StageCache cache(folder_);
    cache.keep("one", something_read());
    const std::uint64_t bytes = cache.contents().bytes;
    StageCache small(folder_, 2 * bytes + bytes / 2);
    small.keep("two", something_read());
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(folder_ / "two.stage", long_ago);
    small.keep("six", something_read());
    ReadData found;
    EXPECT_TRUE(small.find("one", found));
    EXPECT_FALSE(small.find("two", found));
    EXPECT_TRUE(small.find("six", found));
}

TEST_F(StageCacheTest, ClearingLeavesOtherFilesAlone) {
    StageCache cache(folder_);
    cache.keep("key", something_read());
    std::ofstream(folder_ / "notes.txt") << "mine";
    EXPECT_EQ(cache.clear().entries, 1U);
    EXPECT_EQ(cache.contents().entries, 0U);
    EXPECT_TRUE(fs::exists(folder_ / "notes.txt"));
}

}  // namespace
}  // namespace riskmap::app
