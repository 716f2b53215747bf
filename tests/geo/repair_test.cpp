#include "geo/repair.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::geo {
namespace {

Geometry ring(std::vector<PointM> vertices) {
    vertices.push_back(vertices.front());
    const auto size = static_cast<std::uint32_t>(vertices.size());
    return Geometry::of_polygons(vertices, {size}, {1});
}

TEST(MakeValid, ValidPolygonComesBackAsItWas) {
    const Geometry square = ring({{0, 0}, {0, 4}, {4, 4}, {4, 0}});
    const Repaired same = make_valid(square);
    EXPECT_FALSE(same.changed);
    EXPECT_EQ(same.geometry, square);
    EXPECT_EQ(same.reason, "");
    EXPECT_DOUBLE_EQ(same.area_before_m2, 16);
    EXPECT_DOUBLE_EQ(same.area_after_m2, 16);
}

TEST(MakeValid, BowTieKeepsBothWings) {
    const Repaired repaired = make_valid(ring({{0, 0}, {4, 4}, {4, 0}, {0, 4}}));
    EXPECT_TRUE(repaired.changed);
    EXPECT_EQ(repaired.reason, "Self-intersection at 2.00 2.00");
    EXPECT_DOUBLE_EQ(repaired.area_before_m2, 0);
    EXPECT_DOUBLE_EQ(repaired.area_after_m2, 8);
    EXPECT_EQ(repaired.geometry.polygon_count(), 2u);
}

TEST(MakeValid, RepairIsFinal) {
    const Geometry once = make_valid(ring({{0, 0}, {4, 4}, {4, 0}, {0, 4}})).geometry;
    const Repaired twice = make_valid(once);
    EXPECT_FALSE(twice.changed);
    EXPECT_EQ(twice.geometry, once);
}

TEST(MakeValid, SpikeIsCutOff) {
    const Repaired repaired = make_valid(ring({{0, 0}, {4, 0}, {4, 4}, {9, 9}, {4, 4}, {0, 4}}));
    EXPECT_TRUE(repaired.changed);
    EXPECT_DOUBLE_EQ(repaired.area_after_m2, 16);
    EXPECT_EQ(repaired.geometry.box().max_x, 4);
}

TEST(MakeValid, RingThatTouchesItselfBecomesAHole) {
    const Repaired repaired =
        make_valid(ring({{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}, {2, 4}, {4, 4}, {4, 2}}));
    EXPECT_TRUE(repaired.changed);
    ASSERT_EQ(repaired.geometry.polygon_count(), 1u);
    EXPECT_EQ(repaired.geometry.part_count(), 2u);
    EXPECT_DOUBLE_EQ(repaired.area_after_m2, 73);
}

TEST(MakeValid, OverlappingPartsAreMerged) {
    const Geometry two = Geometry::of_polygons(
        {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {2, 0}, {6, 0}, {6, 4}, {2, 4}, {2, 0}},
        {5, 10},
        {1, 2});
    const Repaired repaired = make_valid(two);
    EXPECT_TRUE(repaired.changed);
    EXPECT_DOUBLE_EQ(repaired.area_before_m2, 32);
    EXPECT_DOUBLE_EQ(repaired.area_after_m2, 24);
    EXPECT_EQ(repaired.geometry.polygon_count(), 1u);
}

TEST(MakeValid, HoleOutsideItsPolygonIsLeftOut) {
    const Geometry stray = Geometry::of_polygons(
        {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {7, 0}, {8, 0}, {8, 1}, {7, 1}, {7, 0}},
        {5, 10},
        {2});
    const Repaired repaired = make_valid(stray);
    EXPECT_TRUE(repaired.changed);
    EXPECT_NE(repaired.reason.find("Hole lies outside shell"), std::string::npos);
    EXPECT_GE(repaired.area_after_m2, 16);
}

TEST(MakeValid, CollapsedPolygonBecomesEmpty) {
    for (const Geometry& collapsed : {ring({{1, 1}, {1, 1}, {1, 1}}),
                                      ring({{0, 0}, {5, 0}, {2, 0}}),
                                      ring({{0, 0}, {1, 1}, {2, 2}, {1, 1}})}) {
        const Repaired repaired = make_valid(collapsed);
        EXPECT_TRUE(repaired.changed);
        EXPECT_TRUE(repaired.geometry.empty());
        EXPECT_DOUBLE_EQ(repaired.area_after_m2, 0);
        EXPECT_NE(repaired.reason, "");
    }
}

TEST(MakeValid, OtherShapesAreLeftAlone) {
    const Geometry line = Geometry::of_lines({{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}, {5});
    EXPECT_EQ(make_valid(line).geometry, line);
    EXPECT_FALSE(make_valid(Geometry()).changed);
    EXPECT_FALSE(make_valid(Geometry::of_polygons({}, {}, {})).changed);
}

// Found by libFuzzer: corners where the edges cross are rounded, and the rounded edges crossed
// anew.
TEST(MakeValid, WhatRoundingSpoilsIsRepairedOnceMore) {
    const auto moved = [](double x, double y, double sevenths) {
        return PointM{x + sevenths / 7, y - sevenths / 7};
    };
    const PointM hub = moved(175, 350, 39);
    const Geometry star = ring({moved(75, 350, 39),
                                hub,
                                hub,
                                moved(250, 50, 39),
                                hub,
                                {0, 0},
                                {75, 25},
                                moved(0, 0, 17),
                                hub,
                                {0, 0}});
    const Repaired once = make_valid(star);
    EXPECT_TRUE(once.changed);
    const Repaired twice = make_valid(once.geometry);
    EXPECT_FALSE(twice.changed) << twice.reason;
    EXPECT_DOUBLE_EQ(twice.area_before_m2, once.area_after_m2);
}

// Found by libFuzzer: GEOS's structure method finds no outline for what it takes for a hole.
TEST(MakeValid, OutlineThatRunsBackOverItselfKeepsItsArea) {
    const Repaired repaired = make_valid(ring({{0, 0}, {275, 50}, {0, 0}, {125, 50}, {275, 50}}));
    EXPECT_TRUE(repaired.changed);
    EXPECT_FALSE(make_valid(repaired.geometry).changed);
    EXPECT_DOUBLE_EQ(repaired.area_after_m2, 3750);
}

TEST(MakeValid, VertexThatIsNotANumberIsAnInputError) {
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    try {
        make_valid(ring({{0, 0}, {nothing, 4}, {4, 4}}));
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
    }
}

}  // namespace
}  // namespace riskmap::geo
