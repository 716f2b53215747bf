#include <gtest/gtest.h>

#include "geo/measure.hpp"
#include "support/seeded_shapes.hpp"

namespace riskmap::geo {
namespace {

Geometry rings(const std::vector<std::vector<PointM>>& all,
               const std::vector<std::uint32_t>& polygons) {
    std::vector<PointM> vertices;
    std::vector<std::uint32_t> ends;
    for (const std::vector<PointM>& ring : all) {
        vertices.insert(vertices.end(), ring.begin(), ring.end());
        vertices.push_back(ring.front());
        ends.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    return Geometry::of_polygons(vertices, ends, polygons);
}

std::vector<PointM> box(double west, double south, double east, double north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}};
}

TEST(PointOnSurface, LiesHalfwayBetweenTheHeightsOfVerticesAroundTheMiddle) {
    // Vertices at 0, 2, 5 and 8; the middle is 4, between 2 and 5.
    EXPECT_EQ(point_on_surface(rings({{{0, 0}, {10, 2}, {10, 5}, {0, 8}}}, {1})), (PointM{5, 3.5}));
    // A vertex at the middle is the lower one.
    EXPECT_EQ(point_on_surface(rings({{{0, 0}, {10, 0}, {10, 4}, {10, 8}, {0, 8}}}, {1})),
              (PointM{5, 6}));
    EXPECT_EQ(point_on_surface(rings({box(100, 40, 110, 48)}, {1})), (PointM{105, 44}));
}

TEST(PointOnSurface, TakesTheWidestStretch) {
    // A U, its eastern arm the wider.
    EXPECT_EQ(point_on_surface(
                  rings({{{0, 0}, {10, 0}, {10, 8}, {4, 8}, {4, 2}, {3, 2}, {3, 8}, {0, 8}}}, {1})),
              (PointM{7, 5}));
    // Of equals the western.
    EXPECT_EQ(point_on_surface(
                  rings({{{0, 0}, {7, 0}, {7, 8}, {4, 8}, {4, 2}, {3, 2}, {3, 8}, {0, 8}}}, {1})),
              (PointM{1.5, 5}));
}

TEST(PointOnSurface, HolesAreLeftOut) {
    // A hole from 1 to 4 in a square of 10: the widest stretch is east of it.
    EXPECT_EQ(point_on_surface(rings({box(0, 0, 10, 10), box(1, 4, 4, 7)}, {2})), (PointM{7, 5.5}));
    // The heights of a hole's vertices count too.
    EXPECT_EQ(point_on_surface(rings({box(0, 0, 10, 10), box(1, 6, 4, 7)}, {2})), (PointM{5, 3}));
}

TEST(PointOnSurface, OfSeveralPolygonsTheWidest) {
    EXPECT_EQ(point_on_surface(rings({box(0, 0, 2, 2), box(10, 0, 16, 4)}, {1, 2})),
              (PointM{13, 2}));
    EXPECT_EQ(point_on_surface(rings({box(0, 0, 6, 2), box(10, 0, 12, 4)}, {1, 2})),
              (PointM{3, 1}));
}

TEST(PointOnSurface, ASlantedSideIsCutWhereTheLineCrossesIt) {
    // A triangle: at a height of 4 from x = 2 to x = 4.
    EXPECT_EQ(point_on_surface(rings({{{0, 0}, {4, 0}, {4, 8}}}, {1})), (PointM{3, 4}));
}

TEST(PointOnSurface, OfLinesTheMiddleVertexOfTheOneWithMost) {
    const Geometry two = Geometry::of_lines({{0, 0}, {1, 0}, {5, 5}, {6, 6}, {7, 9}}, {2, 5});
    EXPECT_EQ(point_on_surface(two), (PointM{6, 6}));
    const Geometry equal = Geometry::of_lines({{0, 0}, {1, 0}, {5, 5}, {6, 6}}, {2, 4});
    EXPECT_EQ(point_on_surface(equal), (PointM{1, 0}));
}

}  // namespace
}  // namespace riskmap::geo
