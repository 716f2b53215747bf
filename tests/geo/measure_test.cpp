#include "geo/measure.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "geo/detail/geos.hpp"
#include "support/ascii_map.hpp"
#include "support/seeded_shapes.hpp"

namespace riskmap::geo {
namespace {

const Geometry ring_shaped = test::ascii_map("AAA\nA.A\nAAA").front();

TEST(Measure, AreaTakesHolesOffAndIgnoresDirection) {
    EXPECT_EQ(area_m2(ring_shaped), 8);
    EXPECT_EQ(area_m2(test::polygon({{0, 0}, {0, 2}, {2, 2}, {2, 0}})), 4);
    EXPECT_EQ(area_m2(test::line({{0, 0}, {1, 0}, {1, 1}, {0, 0}})), 0);
    EXPECT_EQ(area_m2(Geometry()), 0);
}

TEST(Measure, LengthOfAPolygonIsThatOfAllRings) {
    EXPECT_EQ(length_m(ring_shaped), 16);
    EXPECT_EQ(length_m(test::line({{0, 0}, {3, 4}, {3, 5}})), 6);
    EXPECT_EQ(length_m(Geometry::of_points({{0, 0}, {3, 4}})), 0);
    EXPECT_EQ(length_m(Geometry()), 0);
}

TEST(Measure, CentroidIsTheCentreOfMass) {
    EXPECT_EQ(centroid(ring_shaped), (PointM{1.5, 1.5}));
    EXPECT_EQ(centroid(test::line({{0, 0}, {4, 0}, {4, 2}})).x, (2 * 4 + 4 * 2) / 6.0);
    EXPECT_EQ(centroid(Geometry::of_points({{0, 0}, {3, 6}})), (PointM{1.5, 3}));
    EXPECT_EQ(centroid(test::line({{2, 2}, {2, 2}})), (PointM{2, 2}));
    EXPECT_EQ(centroid(test::polygon({{0, 0}, {2, 0}, {4, 0}})), (PointM{2, 0}));
    EXPECT_THROW(centroid(Geometry()), Error);
}

TEST(Measure, PointOnSurfaceLiesInside) {
    EXPECT_TRUE(contains(ring_shaped, point_on_surface(ring_shaped)));
    EXPECT_EQ(point_on_surface(test::line({{0, 0}, {1, 0}, {9, 0}})), (PointM{1, 0}));
    EXPECT_EQ(point_on_surface(Geometry::of_points({{7, 8}, {0, 0}})), (PointM{7, 8}));
    EXPECT_EQ(point_on_surface(test::polygon({{0, 0}, {2, 0}, {4, 0}})), (PointM{0, 0}));
    EXPECT_THROW(point_on_surface(Geometry()), Error);
}

TEST(Measure, ContainsTakesTheBorderIn) {
    EXPECT_TRUE(contains(ring_shaped, {0, 0}));
    EXPECT_TRUE(contains(ring_shaped, {3, 1.5}));
    EXPECT_TRUE(contains(ring_shaped, {1, 1.5}));
    EXPECT_TRUE(contains(ring_shaped, {2, 2}));
    EXPECT_TRUE(contains(ring_shaped, {0.5, 1}));
    EXPECT_FALSE(contains(ring_shaped, {1.5, 1.5}));
    EXPECT_FALSE(contains(ring_shaped, {3.5, 1}));
    EXPECT_FALSE(contains(test::line({{0, 0}, {1, 1}}), {0, 0}));
}

// Found by libFuzzer: no number lies between the sides of a needle.
TEST(Measure, PointOnTheSurfaceOfANeedleIsInIt) {
    const PointM end{4.2826326216156678, 4.081884217477433};
    const Geometry needle = Geometry::of_polygons(
        {end, {4.2826326216156687, 4.0818842174774375}, {384, 366}, end}, {4}, {1});
    EXPECT_TRUE(contains(needle, point_on_surface(needle)));
}

TEST(Measure, StarsAgreeWithGeosFarFromTheOrigin) {
    RandomStream random(4, 1, 0);
    for (int i = 0; i < 100; ++i) {
        const Geometry shape = test::star(random, {700'000, 2'300'000}, 500, 4 + i);
        const detail::GeosGeometry other = detail::to_geos(shape);
        double truth = 0;
        detail::succeeded(GEOSArea_r(detail::geos(), other.get(), &truth), "GEOSArea");
        EXPECT_NEAR(area_m2(shape), truth, 1e-9 * truth);
        detail::succeeded(GEOSLength_r(detail::geos(), other.get(), &truth), "GEOSLength");
        EXPECT_NEAR(length_m(shape), truth, 1e-9 * truth);
        const PointM centre = centroid(shape);
        const detail::GeosGeometry middle =
            detail::owned(GEOSGetCentroid_r(detail::geos(), other.get()), "GEOSGetCentroid");
        const Geometry expected = detail::from_geos(*middle, Shape::points);
        EXPECT_NEAR(centre.x, expected.vertices()[0].x, 1e-6);
        EXPECT_NEAR(centre.y, expected.vertices()[0].y, 1e-6);
        EXPECT_TRUE(contains(shape, point_on_surface(shape)));
        const PointM somewhere{699'500 + 1000 * random.uniform(),
                               2'299'500 + 1000 * random.uniform()};
        const detail::GeosGeometry point = detail::to_geos(Geometry::of_points({somewhere}));
        EXPECT_EQ(contains(shape, somewhere),
                  detail::answered(GEOSIntersects_r(detail::geos(), other.get(), point.get()),
                                   "GEOSIntersects"));
    }
}

}  // namespace
}  // namespace riskmap::geo
