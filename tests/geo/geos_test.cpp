#include "geo/detail/geos.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::geo::detail {
namespace {

GeosGeometry from_wkt(const char* wkt) {
    return owned(GEOSGeomFromWKT_r(geos(), wkt), "GEOSGeomFromWKT");
}

TEST(Geos, EveryShapeComesBackAsItWent) {
    const Geometry shapes[] = {Geometry::of_points({{1, 2}}),
                               Geometry::of_points({{1, 2}, {3, 4}}),
                               Geometry::of_lines({{0, 0}, {1, 1}, {5, 0}, {6, 0}}, {2, 4}),
                               Geometry::of_polygons({{0, 0},
                                                      {9, 0},
                                                      {0, 9},
                                                      {0, 0},
                                                      {1, 1},
                                                      {2, 1},
                                                      {1, 2},
                                                      {1, 1},
                                                      {20, 0},
                                                      {30, 0},
                                                      {20, 9},
                                                      {20, 0}},
                                                     {4, 8, 12},
                                                     {2, 3}),
                               Geometry::of_polygons({{1, 1}, {1, 1}, {1, 1}, {1, 1}}, {4}, {1}),
                               Geometry::of_polygons({}, {}, {})};
    for (const Geometry& shape : shapes) {
        EXPECT_EQ(from_geos(*to_geos(shape), shape.shape()), shape);
    }
    EXPECT_EQ(GEOSisEmpty_r(geos(), to_geos(Geometry()).get()), 1);
}

TEST(Geos, CollectionsAreOpenedAndOtherShapesLeftOut) {
    const GeosGeometry mixed = from_wkt(
        "GEOMETRYCOLLECTION Z (POINT Z (1 2 3), POLYGON EMPTY, MULTILINESTRING Z ((0 0 9, 1 0 9)), "
        "GEOMETRYCOLLECTION Z (POLYGON Z ((0 0 1, 4 0 1, 0 4 1, 0 0 1))))");
    EXPECT_EQ(from_geos(*mixed, Shape::points), Geometry::of_points({{1, 2}}));
    EXPECT_EQ(from_geos(*mixed, Shape::lines), Geometry::of_lines({{0, 0}, {1, 0}}, {2}));
    EXPECT_EQ(from_geos(*mixed, Shape::polygons),
              Geometry::of_polygons({{0, 0}, {4, 0}, {0, 4}, {0, 0}}, {4}, {1}));
}

TEST(Geos, FailureCarriesTheWordsOfGeos) {
    try {
        from_wkt("POLYGON ((0 0, 1 1, 1 0))");
        FAIL() << "broken text was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::internal);
        EXPECT_NE(std::string(error.what()).find("IllegalArgumentException"), std::string::npos)
            << error.what();
    }
}

TEST(Geos, ThreadsHaveTheirOwnContexts) {
    GEOSContextHandle_t other = nullptr;
    GeosGeometry made_there;
    std::jthread([&] {
        other = geos();
        made_there = to_geos(Geometry::of_points({{7, 8}}));
    }).join();
    EXPECT_NE(other, geos());
    EXPECT_EQ(from_geos(*made_there, Shape::points), Geometry::of_points({{7, 8}}));
}

}  // namespace
}  // namespace riskmap::geo::detail
