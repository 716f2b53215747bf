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

}  // namespace
}  // namespace riskmap::geo
