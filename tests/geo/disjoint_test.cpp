#include "geo/disjoint.hpp"

#include <gtest/gtest.h>

#include "geo/measure.hpp"
#include "support/seeded_shapes.hpp"

namespace riskmap::geo {
namespace {

double area(const std::vector<Geometry>& polygons) {
    double sum = 0;
    for (const Geometry& polygon : polygons) {
        sum += area_m2(polygon);
    }
    return sum;
}

TEST(WithoutSharedArea, EachPlaceIsKeptByTheFirstThatCoversIt) {
    const std::vector<Geometry> squares{
        test::square(0, 0, 2), test::square(1, 0, 2), test::square(1, 1, 1)};
    const Disjoint found = without_shared_area(squares);
    EXPECT_EQ(found.trimmed, 2U);
    EXPECT_DOUBLE_EQ(area_m2(found.polygons[0]), 4);
    EXPECT_DOUBLE_EQ(area_m2(found.polygons[1]), 2);
    EXPECT_TRUE(found.polygons[2].empty());
}

TEST(WithoutSharedArea, NeighboursThatTouchStayAsTheyWere) {
    const std::vector<Geometry> squares{test::square(0, 0, 1), test::square(1, 0, 1)};
    const Disjoint found = without_shared_area(squares);
    EXPECT_EQ(found.trimmed, 0U);
    EXPECT_DOUBLE_EQ(area(found.polygons), 2);
    EXPECT_EQ(found.polygons[1].vertices().size(), squares[1].vertices().size());
}

TEST(WithoutSharedArea, OtherShapesAndNothingComeBack) {
    const std::vector<Geometry> mixed{
        test::square(0, 0, 1), Geometry(), Geometry::of_points({{0.5, 0.5}})};
    const Disjoint found = without_shared_area(mixed);
    EXPECT_EQ(found.trimmed, 0U);
    EXPECT_EQ(found.polygons[2].shape(), Shape::points);
    EXPECT_TRUE(without_shared_area({}).polygons.empty());
}

}  // namespace
}  // namespace riskmap::geo
