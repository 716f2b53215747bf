#include "geo/disjoint.hpp"

#include <gtest/gtest.h>

#include "geo/detail/geos.hpp"
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
    const Disjoint found = without_shared_area(squares, {});
    EXPECT_EQ(found.trimmed, 2U);
    EXPECT_DOUBLE_EQ(area_m2(found.polygons[0]), 4);
    EXPECT_DOUBLE_EQ(area_m2(found.polygons[1]), 2);
    EXPECT_TRUE(found.polygons[2].empty());
}

TEST(WithoutSharedArea, NeighboursThatTouchStayAsTheyWere) {
    const std::vector<Geometry> squares{test::square(0, 0, 1), test::square(1, 0, 1)};
    const Disjoint found = without_shared_area(squares, {});
    EXPECT_EQ(found.trimmed, 0U);
    EXPECT_DOUBLE_EQ(area(found.polygons), 2);
    EXPECT_EQ(found.polygons[1].vertices().size(), squares[1].vertices().size());
}

TEST(WithoutSharedArea, OtherShapesAndNothingComeBack) {
    const std::vector<Geometry> mixed{
        test::square(0, 0, 1), Geometry(), Geometry::of_points({{0.5, 0.5}})};
    const Disjoint found = without_shared_area(mixed, {});
    EXPECT_EQ(found.trimmed, 0U);
    EXPECT_EQ(found.polygons[2].shape(), Shape::points);
    EXPECT_TRUE(without_shared_area({}, {}).polygons.empty());
}

TEST(WithoutSharedArea, AreasAddUpToTheAreaOfTheUnionHoweverPolygonsLie) {
    RandomStream random(5, 1, 0);
    std::vector<Geometry> lakes;
    for (int i = 0; i < 60; ++i) {
        const double x = 900 * random.uniform();
        const double reach = i % 7 == 0 ? 400 : 80;
        lakes.push_back(test::star(random, {x, 900 * random.uniform()}, reach, 20));
    }
    lakes.push_back(lakes[3]);                          // the same once more
    lakes.push_back(test::square(-1000, -1000, 9000));  // holds all others
    std::vector<GEOSGeometry*> loose;
    for (const Geometry& lake : lakes) {
        loose.push_back(detail::to_geos(lake).release());
    }
    const detail::GeosGeometry all(
        GEOSGeom_createCollection_r(detail::geos(),
                                    GEOS_GEOMETRYCOLLECTION,
                                    loose.data(),
                                    static_cast<unsigned>(loose.size())));
    const detail::GeosGeometry ground(GEOSUnaryUnion_r(detail::geos(), all.get()));
    const Disjoint one = without_shared_area(lakes, {});
    EXPECT_NEAR(area(one.polygons), detail::area_of(*ground), 1e-6);
    RunContext eight;
    eight.threads = 8;
    EXPECT_EQ(without_shared_area(lakes, eight).polygons, one.polygons);
    EXPECT_TRUE(one.polygons[60].empty());
}

TEST(WithoutSharedArea, OfManyEachLosesWhatTheOneBeforeItCovers) {
    // Squares of 2 that stand 1.5 apart in a long row.
    std::vector<Geometry> squares;
    for (int i = 0; i < 500; ++i) {
        squares.push_back(test::square(1.5 * i, 0, 2));
    }
    RunContext context;
    context.threads = 2;
    const Disjoint found = without_shared_area(squares, context);
    EXPECT_EQ(found.trimmed, 499U);
    EXPECT_DOUBLE_EQ(area_m2(found.polygons[0]), 4);
    for (std::size_t i = 1; i < squares.size(); ++i) {
        EXPECT_DOUBLE_EQ(area_m2(found.polygons[i]), 3) << i;
    }
}

TEST(WithoutSharedArea, OnesInsideOthersAreFoundThoughNoBorderCrosses) {
    const std::vector<Geometry> squares{test::square(0, 0, 10),
                                        test::square(20, 0, 2),
                                        test::square(4, 4, 2),
                                        test::square(18, -2, 6)};
    const Disjoint found = without_shared_area(squares, {});
    EXPECT_EQ(found.trimmed, 2U);
    EXPECT_TRUE(found.polygons[2].empty());
    EXPECT_DOUBLE_EQ(area_m2(found.polygons[1]), 4);
    EXPECT_DOUBLE_EQ(area_m2(found.polygons[3]), 32);
    EXPECT_EQ(found.polygons[3].part_count(), 2U);
}

}  // namespace
}  // namespace riskmap::geo
