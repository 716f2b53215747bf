#include "publish/lonlat_shape.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "publish/support/sample.hpp"

namespace riskmap::publish {
namespace {

using geo::LonLat;

double signed_area(std::span<const LonLat> ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        sum += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
               (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    }
    return sum / 2;
}

LonLatShape polygons(std::vector<std::vector<LonLat>> rings,
                     std::vector<std::uint32_t> polygon_ends) {
    LonLatShape shape;
    shape.shape = geo::Shape::polygons;
    for (const std::vector<LonLat>& ring : rings) {
        shape.vertices.insert(shape.vertices.end(), ring.begin(), ring.end());
        shape.part_ends.push_back(static_cast<std::uint32_t>(shape.vertices.size()));
    }
    shape.polygon_ends = std::move(polygon_ends);
    return shape;
}

std::vector<LonLat> box(double lon, double lat, double side) {
    return {{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}, {lon, lat}};
}

TEST(LonLatShape, OuterRingsTurnLeftAndHolesRight) {
    const geo::Projector wgs84("EPSG:4326", sample::study_crs);
    const auto hole = sample::square(sample::east + 100, sample::north + 100, 50);
    auto other_hole = sample::square(sample::east + 300, sample::north + 300, 50);
    std::reverse(other_hole.begin(), other_hole.end());
    const LonLatShape shape = to_lonlat(
        sample::polygon({sample::square(sample::east, sample::north, 900), hole, other_hole}),
        wgs84);
    ASSERT_EQ(shape.part_ends.size(), 3U);
    EXPECT_GT(signed_area(shape.part(0)), 0);
    EXPECT_LT(signed_area(shape.part(1)), 0);
    EXPECT_LT(signed_area(shape.part(2)), 0);
    for (std::size_t ring = 0; ring < 3; ++ring) {
        EXPECT_EQ(shape.part(ring).front(), shape.part(ring).back());
    }
}

TEST(LonLatShape, LongitudeComesFirst) {
    const geo::Projector wgs84("EPSG:4326", sample::study_crs);
    const LonLatShape shape = to_lonlat(sample::point(sample::east, sample::north), wgs84);
    ASSERT_EQ(shape.vertices.size(), 1U);
    EXPECT_NEAR(shape.vertices[0].lon, 106.9, 0.3);
    EXPECT_NEAR(shape.vertices[0].lat, 11.75, 0.3);
}

TEST(LonLatShape, AnEmptyShapeStaysEmpty) {
    const geo::Projector wgs84("EPSG:4326", sample::study_crs);
    EXPECT_TRUE(to_lonlat(geo::Geometry(), wgs84).empty());
    EXPECT_TRUE(on_grid(LonLatShape()).empty());
}

TEST(OnGrid, SevenDecimalsAndNoRepeatedVertex) {
    const LonLatShape shape = on_grid(polygons({{{106.12345678, 11},
                                                 {106.2, 11},
                                                 {106.20000001, 11.00000001},
                                                 {106.2, 11.1},
                                                 {106.12345678, 11}}},
                                               {1}));
    ASSERT_EQ(shape.vertices.size(), 4U);
    EXPECT_EQ(shape.vertices[0].lon, 106.1234568);
    EXPECT_EQ(shape.vertices[1], (LonLat{106.2, 11}));
}

TEST(OnGrid, AHoleThatCollapsesIsDropped) {
    const LonLatShape shape = on_grid(
        polygons({box(106, 11, 0.1), box(106.02, 11.02, 1e-9), box(106.05, 11.05, 0.01)}, {3}));
    ASSERT_EQ(shape.part_ends.size(), 2U);
    EXPECT_EQ(shape.polygon_ends, (std::vector<std::uint32_t>{2}));
    EXPECT_LT(signed_area(shape.part(1)), 0);
}

TEST(OnGrid, APolygonThatCollapsesGoesWithItsHolesWhenOthersStay) {
    const LonLatShape shape =
        on_grid(polygons({box(106, 11, 1e-9), box(106, 11, 1e-10), box(107, 11, 0.1)}, {2, 3}));
    EXPECT_EQ(shape.member_count(), 1U);
    EXPECT_EQ(shape.vertices[0], (LonLat{107, 11}));
}

TEST(OnGrid, TheOnlyPolygonStaysEvenWithoutArea) {
    const LonLatShape shape = on_grid(polygons({box(106, 11, 1e-9)}, {1}));
    ASSERT_EQ(shape.member_count(), 1U);
    EXPECT_EQ(shape.part(0).size(), 5U);
    EXPECT_EQ(shape.part(0).front(), shape.part(0).back());
}

TEST(OnGrid, ASliverOfOneLineIsNoRing) {
    const std::vector<LonLat> sliver = {{106, 11}, {106.1, 11}, {106.05, 11.00000001}, {106, 11}};
    const LonLatShape shape = on_grid(polygons({box(106, 11, 1), sliver}, {2}));
    EXPECT_EQ(shape.part_ends.size(), 1U);
}

TEST(OnGrid, LinesKeepTwoPlaces) {
    LonLatShape lines;
    lines.shape = geo::Shape::lines;
    lines.vertices = {{106, 11}, {106.000000001, 11}, {106, 11}, {106.5, 11}};
    lines.part_ends = {2, 4};
    EXPECT_EQ(on_grid(lines).part_ends, (std::vector<std::uint32_t>{2}));
    lines.vertices.resize(2);
    lines.part_ends = {2};
    EXPECT_EQ(on_grid(lines).vertices.size(), 2U);
}

TEST(OnGrid, GriddingTwiceChangesNothing) {
    const geo::Projector wgs84("EPSG:4326", sample::study_crs);
    for (const geo::Geometry& geometry : sample::communes().shapes) {
        const LonLatShape once = on_grid(to_lonlat(geometry, wgs84));
        EXPECT_EQ(on_grid(once).vertices, once.vertices);
    }
}

}  // namespace
}  // namespace riskmap::publish
