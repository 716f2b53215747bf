#include "geo/near.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "geo/nearest.hpp"
#include "support/ascii_map.hpp"
#include "support/country.hpp"

namespace riskmap::geo {
namespace {

using Marks = std::vector<std::uint8_t>;

/// The same asked of an index, point by point.
Marks by_index(const std::vector<PointM>& points,
               const std::vector<Geometry>& features,
               double distance_m) {
    const NearestIndex index(features);
    Marks near;
    for (const PointM point : points) {
        const auto found = index.nearest(point);
        near.push_back(found && found->distance_m <= distance_m ? 1 : 0);
    }
    return near;
}

TEST(NearFeatures, TheDistanceItselfIsNear) {
    const std::vector<Geometry> road{test::line({{0, 0}, {10, 0}, {10, 10}})};
    const std::vector<PointM> points{{5, 3}, {5, 3.001}, {13, 14}, {14, 13}, {0, 0}, {10, -3}};
    EXPECT_EQ(near_features(points, road, 3, {}), (Marks{1, 0, 0, 0, 1, 1}));
    EXPECT_EQ(near_features(points, road, 5, {}), (Marks{1, 1, 1, 1, 1, 1}));
    EXPECT_EQ(near_features(points, road, 0, {}), (Marks{0, 0, 0, 0, 1, 0}));
}

TEST(NearFeatures, InsideIsNearHoweverFarTheOutlineIs) {
    const auto ring = test::ascii_map("AAAAA\nA...A\nA...A\nA...A\nAAAAA");
    const std::vector<PointM> points{{0.5, 0.5}, {2.5, 2.5}, {1.2, 2.5}, {1, 1}, {5.3, 2}};
    EXPECT_EQ(near_features(points, ring, 0, {}), (Marks{1, 0, 0, 1, 0}));
    EXPECT_EQ(near_features(points, ring, 0.25, {}), (Marks{1, 0, 1, 1, 0}));
    const std::vector<Geometry> land{
        Geometry::of_polygons({{0, 0}, {900, 0}, {900, 900}, {0, 900}, {0, 0}}, {5}, {1})};
    EXPECT_EQ(near_features(std::vector<PointM>{{450, 450}, {450, -2}}, land, 1, {}),
              (Marks{1, 0}));
    // As wide as the distance to both sides: the middle is that far from all of them.
    EXPECT_EQ(near_features(std::vector<PointM>{{450, 450}}, land, 450, {}), Marks{1});
}

TEST(NearFeatures, NothingIsNearNothing) {
    const std::vector<PointM> points{{1, 1}, {2, 2}};
    EXPECT_EQ(near_features(points, std::vector<Geometry>{}, 10, {}), (Marks{0, 0}));
    EXPECT_EQ(near_features(points, std::vector<Geometry>{Geometry()}, 10, {}), (Marks{0, 0}));
    const std::vector<Geometry> well{Geometry::of_points({{1, 1}, {50, 50}})};
    EXPECT_EQ(near_features(points, well, 1, {}), (Marks{1, 0}));
    EXPECT_TRUE(near_features(std::vector<PointM>{}, well, 1, {}).empty());
    const double nowhere = std::nan("");
    EXPECT_EQ(near_features(std::vector<PointM>{{nowhere, 1}, {1, 1}}, well, 10, {}),
              (Marks{0, 1}));
    EXPECT_THROW(near_features(points, well, -1, {}), Error);
    EXPECT_THROW(near_features(points, well, nowhere, {}), Error);
    constexpr double infinite = std::numeric_limits<double>::infinity();
    EXPECT_EQ(near_features(points, well, infinite, {}), (Marks{1, 1}));
}

/// The water of a small country with lakes on borders and ribbons, and its points.
TEST(NearFeatures, AgreesWithTheIndexOnACountryForAnyNumberOfThreads) {
    const test::Country country({.seed = 4, .units = 12});
    std::vector<Geometry> features;
    std::vector<PointM> points;
    for (int unit = 0; unit < country.size(); ++unit) {
        for (const auto& some : {country.water(unit), country.roads(unit)}) {
            features.insert(features.end(), some.begin(), some.end());
        }
        const auto here = country.points(unit);
        points.insert(points.end(), here.begin(), here.end());
    }
    for (int k = 0; k < country.ribbon_count(); ++k) {
        features.push_back(country.ribbon(k));
    }
    features.push_back(country.unit(5));  // one to be deep inside of
    features.push_back(Geometry::of_points({points[3], points[70]}));
    for (const geo::Geometry& feature : features) {
        points.push_back(feature.vertices().front());
    }
    RunContext three;
    three.threads = 3;
    for (const double distance_m : {0.0, 1.0, 60.0, 500.0, 4000.0}) {
        const Marks near = near_features(points, features, distance_m, {});
        EXPECT_EQ(near, by_index(points, features, distance_m)) << distance_m;
        EXPECT_EQ(near, near_features(points, features, distance_m, three)) << distance_m;
    }
}

/// Distances that are met exactly: whole metres between points of a grid and its lines.
TEST(NearFeatures, AgreesWithTheIndexWhereDistancesAreMetExactly) {
    RandomStream random(5, 2, 0);
    const auto anywhere = [&] {
        return PointM{static_cast<double>(random.below(40)), static_cast<double>(random.below(40))};
    };
    for (int trial = 0; trial < 60; ++trial) {
        std::vector<Geometry> features;
        std::vector<PointM> points;
        for (int i = 0; i < 6; ++i) {
            features.push_back(test::line({anywhere(), anywhere(), anywhere()}));
        }
        for (int i = 0; i < 120; ++i) {
            points.push_back(anywhere());
        }
        for (const double distance_m : {0.0, 1.0, 2.0, 5.0, std::sqrt(0.5), std::sqrt(2.0)}) {
            ASSERT_EQ(near_features(points, features, distance_m, {}),
                      by_index(points, features, distance_m))
                << trial << ' ' << distance_m;
        }
    }
}

}  // namespace
}  // namespace riskmap::geo
