#include "geo/simplify_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "geo/measure.hpp"

namespace riskmap::geo {
namespace {

Geometry ring(std::vector<PointM> vertices) {
    vertices.push_back(vertices.front());
    const auto count = static_cast<std::uint32_t>(vertices.size());
    return Geometry::of_polygons(vertices, {count}, {1});
}

/// A square of 100 m whose border with its eastern neighbour wiggles; the line runs up from south.
std::vector<PointM> wiggle(std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<PointM> line{{100, 0}};
    for (int y = 1; y < 100; ++y) {
        line.push_back({100 + static_cast<double>(random() % 7) - 3, static_cast<double>(y)});
    }
    line.push_back({100, 100});
    return line;
}

std::vector<Geometry> neighbours(std::uint32_t seed) {
    std::vector<PointM> west{{0, 100}, {0, 0}};
    std::vector<PointM> east{{200, 0}, {200, 100}};
    const std::vector<PointM> line = wiggle(seed);
    west.insert(west.end(), line.begin(), line.end());
    east.insert(east.end(), line.rbegin(), line.rend());
    return {ring(west), ring(east)};
}

TEST(SimplifyCoverage, NeighboursKeepOneBorder) {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        const std::vector<Geometry> units = neighbours(seed);
        const std::vector<Geometry> drawn = simplify_coverage(units, {1, 2});
        EXPECT_LT(drawn[0].vertices().size(), units[0].vertices().size());
        // No gap and no overlap: the two still fill the rectangle.
        EXPECT_DOUBLE_EQ(area_m2(drawn[0]) + area_m2(drawn[1]), 200 * 100);
        std::set<std::pair<double, double>> west;
        for (const PointM& p : drawn[0].vertices()) {
            west.emplace(p.x, p.y);
        }
        for (const PointM& p : drawn[1].vertices()) {
            EXPECT_TRUE(p.x > 150 || west.contains({p.x, p.y}));
        }
    }
}

TEST(SimplifyCoverage, DoesNotDependOnOrderOrOnWhereARingBegins) {
    const std::vector<Geometry> units = neighbours(7);
    std::vector<PointM> turned(units[0].vertices().begin(), units[0].vertices().end() - 1);
    std::rotate(turned.begin(), turned.begin() + 40, turned.end());
    const std::vector<Geometry> a = simplify_coverage(units, {1, 2});
    const std::vector<Geometry> b =
        simplify_coverage(std::vector<Geometry>{units[1], ring(turned)}, {1, 2});
    EXPECT_EQ(a[1], b[0]);
    EXPECT_DOUBLE_EQ(area_m2(a[0]), area_m2(b[1]));
    EXPECT_EQ(a[0].vertices().size(), b[1].vertices().size());
}

TEST(SimplifyCoverage, AnIslandKeepsItsShape) {
    std::vector<PointM> circle;
    for (int i = 0; i < 360; ++i) {
        const double angle = i * 3.14159265358979 / 180;
        circle.push_back({1000 * std::cos(angle), 1000 * std::sin(angle)});
    }
    const std::vector<Geometry> drawn = simplify_coverage(std::vector{ring(circle)}, {1, 20});
    EXPECT_LT(drawn[0].vertices().size(), 40U);
    EXPECT_NEAR(area_m2(drawn[0]), 3.14159e6, 0.03 * 3.14159e6);
}

TEST(SimplifyCoverage, NothingVanishesThatHasAnArea) {
    const std::vector<Geometry> drawn =
        simplify_coverage(std::vector{ring({{0, 0}, {3, 0}, {3, 3}, {0, 3}})}, {1, 1000});
    EXPECT_DOUBLE_EQ(area_m2(drawn[0]), 9);
}

TEST(SimplifyCoverage, WhatIsBelowTheGridAndOtherShapesComeBackEmpty) {
    const std::vector<Geometry> drawn = simplify_coverage(
        std::vector{
            ring({{0, 0}, {0.1, 0}, {0.1, 0.1}}), Geometry::of_points({{1, 1}}), Geometry()},
        {1, 1});
    ASSERT_EQ(drawn.size(), 3U);
    for (const Geometry& shape : drawn) {
        EXPECT_TRUE(shape.empty());
    }
}

TEST(SimplifyCoverage, RefusesAGridOfNothing) {
    EXPECT_THROW(simplify_coverage({}, {0, 1}), Error);
}

TEST(SimplifyCoverage, VerticesMoveToTheNearestCrossing) {
    const std::vector<Geometry> drawn =
        simplify_coverage({{ring({{1, 2}, {104, -4}, {47, 96}})}}, {10, 0});
    EXPECT_EQ(drawn[0], ring({{0, 0}, {100, 0}, {50, 100}}));
}

TEST(SimplifyCoverage, AVertexStaysWhereItIsFurtherThanTheTolerance) {
    const Geometry bump =
        ring({{0, 0}, {40, 0}, {50, -3}, {60, 0}, {100, 0}, {100, 100}, {0, 100}});
    const auto drawn = [&](double tolerance) {
        return simplify_coverage({{bump}}, {1, tolerance})[0];
    };
    EXPECT_EQ(drawn(2), ring({{0, 0}, {40, 0}, {50, -3}, {60, 0}, {100, 0}, {100, 100}, {0, 100}}));
    EXPECT_EQ(drawn(3), ring({{0, 0}, {100, 0}, {100, 100}, {0, 100}}));
    // In units of the ground, whatever the grid is.
    EXPECT_EQ(simplify_coverage({{bump}}, {0.5, 2.9})[0].vertices().size(), 6U);
    EXPECT_EQ(simplify_coverage({{bump}}, {0.5, 3})[0].vertices().size(), 5U);
}

TEST(SimplifyCoverage, WhereThreeUnitsMeetTheVertexStays) {
    // The border between the southern two ends on a straight border of the northern one.
    const std::vector<Geometry> units{ring({{0, 0}, {50, 0}, {50, 50}, {0, 50}}),
                                      ring({{50, 0}, {100, 0}, {100, 50}, {50, 50}}),
                                      ring({{0, 50}, {50, 50}, {100, 50}, {100, 100}, {0, 100}})};
    const std::vector<Geometry> drawn = simplify_coverage(units, {1, 5});
    EXPECT_EQ(drawn[2].vertices().size(), 6U);
    for (std::size_t unit = 0; unit < 3; ++unit) {
        EXPECT_EQ(area_m2(drawn[unit]), area_m2(units[unit]));
    }
}

TEST(SimplifyCoverage, HolesAreThinnedAndDroppedWithTheirPolygon) {
    const auto with_hole = [](double hole, double size) {
        return Geometry::of_polygons({{0, 0},
                                      {size, 0},
                                      {size, size},
                                      {0, size},
                                      {0, 0},
                                      {1, 1},
                                      {1, 1 + hole},
                                      {1 + hole, 1 + hole},
                                      {1 + hole, 1},
                                      {1, 1}},
                                     {5, 10},
                                     {2});
    };
    EXPECT_EQ(simplify_coverage({{with_hole(20, 100)}}, {1, 0})[0].part_count(), 2U);
    EXPECT_EQ(area_m2(simplify_coverage({{with_hole(20, 100)}}, {1, 0})[0]), 10'000 - 400);
    EXPECT_EQ(simplify_coverage({{with_hole(0.2, 100)}}, {1, 0})[0].part_count(), 1U);
    EXPECT_TRUE(simplify_coverage({{with_hole(1, 3)}}, {10, 0})[0].empty());
}

}  // namespace
}  // namespace riskmap::geo
