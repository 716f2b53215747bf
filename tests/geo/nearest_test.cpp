#include "geo/nearest.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "geo/detail/geos.hpp"
#include "support/ascii_map.hpp"
#include "support/seeded_shapes.hpp"

namespace riskmap::geo {
namespace {

std::vector<double> geos_distances(const std::vector<Geometry>& features, PointM point) {
    const detail::GeosGeometry place = detail::to_geos(Geometry::of_points({point}));
    std::vector<double> distances;
    for (const Geometry& feature : features) {
        const detail::GeosGeometry shape = detail::to_geos(feature);
        double distance = 0;
        detail::succeeded(GEOSDistance_r(detail::geos(), shape.get(), place.get(), &distance),
                          "GEOSDistance");
        distances.push_back(distance);
    }
    return distances;
}

double geos_distance(const Geometry& one, const Geometry& other) {
    double distance = 0;
    detail::succeeded(
        GEOSDistance_r(
            detail::geos(), detail::to_geos(one).get(), detail::to_geos(other).get(), &distance),
        "GEOSDistance");
    return distance;
}

void expect_like_geos(const std::vector<Geometry>& features,
                      const std::vector<PointM>& points,
                      double reach) {
    const NearestIndex index(features);
    const auto together = index.nearest_of_each(points, {});
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointM point = points[i];
        SCOPED_TRACE(testing::Message() << "point " << point.x << ' ' << point.y);
        const std::vector<double> truth = geos_distances(features, point);
        const auto least = std::min_element(truth.begin(), truth.end());
        const std::optional<Nearest> found = index.nearest(point);
        ASSERT_TRUE(found);
        EXPECT_NEAR(found->distance_m, *least, 1e-9 * (1 + *least));
        EXPECT_NEAR(truth[found->feature], *least, 1e-9 * (1 + *least));
        EXPECT_EQ(together[i], found);
        EXPECT_NEAR(std::hypot(point.x - found->at.x, point.y - found->at.y), *least, 1e-8);

        std::size_t within = 0;
        for (const Nearest& near : index.within(point, reach)) {
            EXPECT_NEAR(near.distance_m, truth[near.feature], 1e-9 * (1 + reach));
            ++within;
        }
        EXPECT_EQ(within,
                  static_cast<std::size_t>(std::count_if(
                      truth.begin(), truth.end(), [&](double d) { return d <= reach; })));
    }
}

TEST(NearestIndex, NoneWithoutVertices) {
    EXPECT_FALSE(NearestIndex(std::vector<Geometry>{}).nearest({0, 0}));
    EXPECT_FALSE(NearestIndex(std::vector<Geometry>{Geometry()}).nearest({0, 0}));
    EXPECT_TRUE(NearestIndex(std::vector<Geometry>{}).within({0, 0}, 10).empty());
}

TEST(NearestIndex, PointInsideAPolygonHasDistanceZero) {
    const NearestIndex index(test::ascii_map("AAA\nA.A\nAAA"));
    EXPECT_EQ(index.nearest({0.5, 0.5}), (Nearest{0, 0, {0.5, 0.5}}));
    EXPECT_EQ(index.nearest({1.5, 1.25})->distance_m, 0.25);
    EXPECT_EQ(index.nearest({1.5, 1})->distance_m, 0);
    EXPECT_EQ(index.nearest({6, 7})->distance_m, 5);
}

TEST(NearestIndex, TiesGoToTheLowestFeature) {
    const std::vector<Geometry> features{test::line({{0, 10}, {5, 5}}),
                                         test::line({{2, -3}, {2, 3}}),
                                         test::line({{2, 3}, {2, -3}}),
                                         test::square(-4, -1, 2),
                                         Geometry::of_points({{-2, 0}, {2, 0}})};
    const NearestIndex index(features);
    EXPECT_EQ(index.nearest({0, 0}), (Nearest{1, 2, {2, 0}}));
    EXPECT_EQ(index.nearest({2, 1})->feature, 1U);
    EXPECT_EQ(index.nearest({-3, 0})->feature, 3U);
    EXPECT_EQ(NearestIndex(std::span(features).subspan(4)).nearest({0, 0})->at, (PointM{-2, 0}));
}

TEST(NearestIndex, BordersHolesAndOverlapsHaveOneRule) {
    const std::vector<Geometry> features{
        Geometry(),
        Geometry::of_polygons(
            {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}, {4, 4}, {4, 8}, {8, 8}, {8, 4}, {4, 4}},
            {5, 10},
            {2}),
        Geometry::of_polygons({{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 0}}, {5}, {1}),
        Geometry::of_polygons({{15, 5}, {25, 5}, {25, 15}, {15, 15}, {15, 5}}, {5}, {1}),
        Geometry::of_lines({{0, 0}, {0, 10}}, {2})};
    const NearestIndex index(features);
    struct Row {
        PointM point;
        std::uint32_t feature;
        double distance_m;
    };
    for (const Row& row : {Row{{10, 5}, 1, 0},     // a border that two share
                           Row{{10, 10}, 1, 0},    // a vertex that two share
                           Row{{0, 5}, 1, 0},      // a line along a border
                           Row{{4, 6}, 1, 0},      // the ring of a hole
                           Row{{5, 6}, 1, 1},      // in the hole
                           Row{{18, 8}, 2, 0},     // where two overlap
                           Row{{22, 8}, 3, 0}}) {  // in one only
        const auto found = index.nearest(row.point);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->feature, row.feature) << row.point.x << " " << row.point.y;
        EXPECT_EQ(found->distance_m, row.distance_m) << row.point.x << " " << row.point.y;
        EXPECT_EQ(index.nearest_of_each(std::vector<PointM>{row.point}, RunContext())[0], found);
    }
}

TEST(NearestIndex, BoxesOfHalfPrecisionLoseNothingFarFromTheOrigin) {
    RandomStream random(9, 1, 0);
    const auto place = [&](double extent) {
        return PointM{2e6 + extent * random.uniform(), 1e7 + extent * random.uniform()};
    };
    for (const double extent : {1e-3, 1.0, 1e4, 1.5e6}) {
        std::vector<Geometry> lines;
        for (int i = 0; i < 300; ++i) {
            const PointM a = place(extent);
            lines.push_back(
                Geometry::of_lines({a, {a.x + 1e-4 * extent, a.y}, place(extent)}, {3}));
        }
        const NearestIndex index(lines);
        for (int i = 0; i < 200; ++i) {
            const PointM point = place(i % 10 == 0 ? 100 * extent : extent);
            const auto found = index.nearest(point);
            ASSERT_TRUE(found);
            for (const Geometry& line : lines) {
                const auto alone = NearestIndex(std::vector<Geometry>{line}).nearest(point);
                ASSERT_LE(found->distance_m, alone->distance_m);
            }
        }
    }
}

TEST(NearestIndex, LimitIsInclusive) {
    const NearestIndex index(std::vector<Geometry>{test::line({{3, -1}, {3, 1}})});
    EXPECT_TRUE(index.nearest({0, 0}, 3));
    EXPECT_FALSE(index.nearest({0, 0}, 2.999999));
    EXPECT_FALSE(index.nearest({0, 0}, -1));
    EXPECT_EQ(index.within({0, 0}, 3).size(), 1U);
    EXPECT_TRUE(index.within({0, 0}, 2.999999).empty());
}

TEST(NearestIndex, WithinNamesEachFeatureOnce) {
    std::vector<PointM> zigzag;
    for (int i = 0; i < 50; ++i) {
        zigzag.push_back({0.1 * i, i % 2 == 0 ? 1.0 : 2.0});
    }
    const NearestIndex index(std::vector<Geometry>{test::square(-1, -1, 7), test::line(zigzag)});
    const std::vector<Nearest> found = index.within({2, 0}, 3);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].distance_m, 0);
    EXPECT_EQ(found[1].distance_m, 1);
}

TEST(NearestIndex, MixedShapesAgreeWithGeos) {
    for (const std::uint64_t seed : {1U, 2U}) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        RandomStream random(seed, 3, 0);
        std::vector<Geometry> features = test::ascii_map("A.BB\nAAB.\nC.CC", 40, {200, 300});
        const auto place = [&] { return PointM{1000 * random.uniform(), 1000 * random.uniform()}; };
        for (int i = 0; i < 60; ++i) {
            features.push_back(test::star(random, place(), 5 + 80 * random.uniform(), 4 + i % 30));
            std::vector<PointM> way{place()};
            for (int k = 0; k < i; ++k) {
                way.push_back(
                    {way.back().x + 20 * random.normal(), way.back().y + 20 * random.normal()});
            }
            way.push_back(way.back());
            features.push_back(test::line(way));
            features.push_back(Geometry::of_points({place(), place()}));
        }
        std::vector<PointM> points;
        for (int i = 0; i < 250; ++i) {
            points.push_back(place());
        }
        for (std::size_t i = 0; i < features.size(); i += 5) {
            points.push_back(features[i].vertices().front());
        }
        expect_like_geos(features, points, 60);
    }
}

TEST(NearestIndex, BulkAnswersEqualSingleOnesForAnyThreads) {
    std::vector<Geometry> features = test::coverage(3, 6, 7);
    for (std::size_t i = 1; i < 6; ++i) {
        features[i * 6 - 3] = Geometry();
    }
    RandomStream random(3, 2, 0);
    std::vector<PointM> points;
    for (int i = 0; i < 20'000; ++i) {
        points.push_back({-500 + 2000 * random.uniform(), -500 + 2000 * random.uniform()});
    }
    const NearestIndex index(features);
    RunContext many;
    many.threads = 8;
    const auto together = index.nearest_of_each(points, many);
    EXPECT_EQ(together, index.nearest_of_each(points, {}));
    for (std::size_t i = 0; i < points.size(); ++i) {
        ASSERT_EQ(together[i], index.nearest(points[i])) << i;
    }
}

TEST(NearestIndex, ShapesAreMeasuredFromTheirWholeExtent) {
    const Geometry lake =
        Geometry::of_polygons({{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}, {5}, {1});
    const Geometry crossing = Geometry::of_lines({{-50, 50}, {150, 50}}, {2});
    const Geometry inside = Geometry::of_points({{50, 50}});
    const Geometry beside = Geometry::of_lines({{130, -10}, {130, 90}}, {2});
    EXPECT_EQ(NearestIndex(std::vector{lake}).nearest(crossing)->distance_m, 0);
    EXPECT_EQ(NearestIndex(std::vector{crossing}).nearest(lake)->distance_m, 0);
    EXPECT_EQ(NearestIndex(std::vector{lake}).nearest(inside)->distance_m, 0);
    EXPECT_EQ(NearestIndex(std::vector{inside}).nearest(lake)->distance_m, 0);
    EXPECT_EQ(NearestIndex(std::vector{lake}).nearest(beside)->distance_m, 30);
    EXPECT_EQ(NearestIndex(std::vector{beside, inside}).nearest(lake)->feature, 1U);
    EXPECT_FALSE(NearestIndex(std::vector{lake}).nearest(Geometry()));
}

TEST(NearestIndex, ShapesAreAsFarApartAsGeosSays) {
    RandomStream random(20, 1, 0);
    const auto shape = [&] {
        const double x = 200 * random.uniform();
        const double y = 200 * random.uniform();
        std::vector<PointM> row;
        for (int i = 0; i < 5; ++i) {
            row.push_back({x + 30 * random.uniform(), y + 30 * random.uniform()});
        }
        return Geometry::of_lines(row, {5});
    };
    for (int round = 0; round < 100; ++round) {
        std::vector<Geometry> features;
        for (int i = 0; i < 12; ++i) {
            features.push_back(shape());
        }
        const Geometry from = shape();
        const auto found = NearestIndex(features).nearest(from);
        double least = geos_distance(features[0], from);
        for (const Geometry& feature : features) {
            least = std::min(least, geos_distance(feature, from));
        }
        ASSERT_TRUE(found);
        EXPECT_NEAR(found->distance_m, least, 1e-9);
    }
}

}  // namespace
}  // namespace riskmap::geo
