#include "geo/geometry.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::geo {
namespace {

const std::vector<PointM> square{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};

Geometry square_with_hole_and_island() {
    std::vector<PointM> vertices = square;
    for (const PointM p : {PointM{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}) {
        vertices.push_back(p);
    }
    for (const PointM p : {PointM{6, 0}, {8, 0}, {8, 1}, {6, 0}}) {
        vertices.push_back(p);
    }
    return Geometry::of_polygons(vertices, {5, 10, 14}, {2, 3});
}

TEST(Geometry, NothingIsEmptyAndMeetsNoBox) {
    const Geometry nothing;
    EXPECT_EQ(nothing.shape(), Shape::none);
    EXPECT_TRUE(nothing.empty());
    EXPECT_TRUE(nothing.box().empty());
    EXPECT_EQ(nothing.part_count(), 0u);
    EXPECT_EQ(nothing.polygon_count(), 0u);
}

TEST(Geometry, EveryPointIsAPart) {
    const Geometry points = Geometry::of_points({{1, 2}, {3, -4}});
    EXPECT_EQ(points.part_count(), 2u);
    EXPECT_EQ(points.part(1).size(), 1u);
    EXPECT_EQ(points.part(1).front(), (PointM{3, -4}));
    EXPECT_EQ(points.box().min_y, -4);
    EXPECT_EQ(points.box().max_x, 3);
}

TEST(Geometry, LinesKeepTheirParts) {
    const Geometry lines = Geometry::of_lines({{0, 0}, {1, 0}, {5, 5}, {6, 6}, {7, 5}}, {2, 5});
    EXPECT_EQ(lines.part_count(), 2u);
    EXPECT_EQ(lines.part(0).size(), 2u);
    EXPECT_EQ(lines.part(1).front(), (PointM{5, 5}));
    EXPECT_EQ(lines.polygon_count(), 0u);
}

TEST(Geometry, PolygonsKeepHolesAndIslandsApart) {
    const Geometry polygons = square_with_hole_and_island();
    ASSERT_EQ(polygons.polygon_count(), 2u);
    EXPECT_EQ(polygons.part_count(), 3u);
    EXPECT_EQ(polygons.first_ring(0), 0u);
    EXPECT_EQ(polygons.last_ring(0), 2u);
    EXPECT_EQ(polygons.first_ring(1), 2u);
    EXPECT_EQ(polygons.last_ring(1), 3u);
    EXPECT_EQ(polygons.part(2).size(), 4u);
}

TEST(Geometry, EqualityLooksAtPartsToo) {
    const std::vector<PointM> vertices{{0, 0}, {1, 0}, {2, 0}, {3, 0}};
    EXPECT_EQ(Geometry::of_lines(vertices, {2, 4}), Geometry::of_lines(vertices, {2, 4}));
    EXPECT_FALSE(Geometry::of_lines(vertices, {2, 4}) == Geometry::of_lines(vertices, {4}));
    EXPECT_FALSE(Geometry::of_points(vertices) == Geometry::of_lines(vertices, {4}));
}

TEST(Geometry, CopiesShareTheirVerticesAndMovesLeaveNothing) {
    Geometry first = square_with_hole_and_island();
    const Geometry copy = first;
    EXPECT_EQ(copy.vertices().data(), first.vertices().data());
    const Geometry moved = std::move(first);
    EXPECT_EQ(moved, copy);
    first = copy;
    EXPECT_EQ(first, copy);
    first = Geometry();
    EXPECT_TRUE(first.empty());
    EXPECT_EQ(first.shape(), Shape::none);
    EXPECT_TRUE(first.box().empty());
    EXPECT_EQ(copy, square_with_hole_and_island());
}

TEST(Geometry, EndsThatDoNotCoverTheVerticesAreRefused) {
    EXPECT_THROW(Geometry::of_lines({{0, 0}, {1, 0}, {2, 0}}, {2}), Error);
    EXPECT_THROW(Geometry::of_lines({{0, 0}, {1, 0}, {2, 0}}, {2, 3}), Error);
    EXPECT_THROW(Geometry::of_lines({{0, 0}, {1, 0}}, {2, 0}), Error);
    EXPECT_THROW(Geometry::of_polygons(square, {5}, {}), Error);
    EXPECT_THROW(Geometry::of_polygons(square, {5}, {1, 1}), Error);
    EXPECT_THROW(Geometry::of_polygons(square, {6}, {1}), Error);
}

TEST(Geometry, OpenOrShortRingsAreRefused) {
    EXPECT_THROW(Geometry::of_polygons({{0, 0}, {4, 0}, {4, 4}, {0, 4}}, {4}, {1}), Error);
    EXPECT_THROW(Geometry::of_polygons({{0, 0}, {4, 0}, {0, 0}}, {3}, {1}), Error);
}

TEST(Geometry, CollapsedRingIsAShape) {
    const Geometry collapsed = Geometry::of_polygons({{1, 1}, {1, 1}, {1, 1}, {1, 1}}, {4}, {1});
    EXPECT_FALSE(collapsed.empty());
    EXPECT_EQ(collapsed.box().max_x, 1);
}

}  // namespace
}  // namespace riskmap::geo
