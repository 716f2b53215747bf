#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "geo/detail/geos.hpp"
#include "geo/measure.hpp"
#include "support/ascii_map.hpp"
#include "support/geos_shares.hpp"
#include "support/seeded_shapes.hpp"

namespace riskmap::geo {
namespace {

using detail::geos;
using detail::GeosGeometry;
using test::expect_areas_like_geos;
using test::expect_lengths_like_geos;

std::vector<Share> rounded(std::vector<Share> shares) {
    for (Share& share : shares) {
        share.amount = std::round(share.amount * 1e9) / 1e9;
    }
    return shares;
}

bool same_shares(const std::vector<Share>& one, const std::vector<Share>& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](auto& a, auto& b) {
        return a.unit == b.unit && a.feature == b.feature && a.amount == b.amount;
    });
}

TEST(LengthByUnit, PieceOnASharedBorderGoesToTheFirstUnit) {
    const auto units = test::ascii_map("AB\nAB");
    const std::vector<Geometry> lines{test::line({{1, -1}, {1, 3}}),
                                      test::line({{1, 1.5}, {1, 0.25}}),
                                      test::line({{2, 0.5}, {2, 5}}),
                                      test::line({{0.5, 1}, {1.5, 1}})};
    const auto shares = rounded(length_by_unit(lines, units, {}));
    EXPECT_TRUE(
        same_shares(shares, {{0, 0, 2}, {0, 1, 1.25}, {0, 3, 0.5}, {1, 2, 1.5}, {1, 3, 0.5}}));
}

TEST(LengthByUnit, LineOverItselfCountsTwice) {
    const auto units = test::ascii_map("A");
    const auto shares = length_by_unit(
        std::vector<Geometry>{test::line({{0.25, 0.5}, {0.75, 0.5}, {0.25, 0.5}})}, units, {});
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(shares[0].amount, 1);
}

TEST(LengthByUnit, OverlappingUnitsCountOnce) {
    const std::vector<Geometry> units{test::square(1, 0, 2), test::square(0, 0, 2)};
    const auto shares =
        rounded(length_by_unit(std::vector<Geometry>{test::line({{-1, 1}, {4, 1}})}, units, {}));
    EXPECT_TRUE(same_shares(shares, {{0, 0, 2}, {1, 0, 1}}));
}

TEST(LengthByUnit, TouchingInAPointIsNoShare) {
    const auto units = test::ascii_map("A");
    EXPECT_TRUE(
        length_by_unit(std::vector<Geometry>{test::line({{0, 2}, {2, 0}})}, units, {}).empty());
    EXPECT_TRUE(
        length_by_unit(std::vector<Geometry>{test::line({{1, 1}, {2, 2}})}, units, {}).empty());
}

TEST(AreaByUnit, SameShapeIsWhollyInItself) {
    const auto units = test::ascii_map("AAB\nACB\nA.B");
    const auto shares = rounded(area_by_unit(units, units, {}));
    EXPECT_TRUE(same_shares(shares, {{0, 0, 4}, {1, 1, 3}, {2, 2, 1}}));
}

TEST(AreaByUnit, UnitInsideALakeAndLakeInsideAUnit) {
    const auto units = test::ascii_map("AAAAA\nAABAA\nAAAAA");
    const std::vector<Geometry> lakes{test::polygon({{1, 0}, {4, 0}, {4, 3}, {1, 3}}),
                                      test::square(0.25, 0.25, 0.5),
                                      test::square(-5, -5, 20),
                                      test::square(2.25, 1.25, 0.5)};
    const auto shares = rounded(area_by_unit(lakes, units, {}));
    EXPECT_TRUE(same_shares(
        shares, {{0, 0, 8}, {0, 1, 0.25}, {0, 2, 14}, {1, 0, 1}, {1, 2, 1}, {1, 3, 0.25}}));
}

TEST(AreaByUnit, OverlappingUnitsEachHaveTheirShare) {
    const std::vector<Geometry> units{test::square(1, 0, 2), test::square(0, 0, 2)};
    const auto shares =
        rounded(area_by_unit(std::vector<Geometry>{test::square(0, 0, 3)}, units, {}));
    EXPECT_TRUE(same_shares(shares, {{0, 0, 4}, {1, 0, 4}}));
}

/// Integrals are taken about a corner of what both boxes share, so that far coordinates cost no
/// digits.
TEST(AreaByUnit, ASmallLakeFarFromTheCornerOfItsUnitKeepsItsDigits) {
    const std::vector<Geometry> units{test::square(0, 0, 3e6)};
    const std::vector<Geometry> lakes{
        test::polygon({{2.7e6, 2.1e6}, {2.7e6 + 0.7, 2.1e6 + 0.1}, {2.7e6 + 0.3, 2.1e6 + 0.9}})};
    const auto shares = area_by_unit(lakes, units, {});
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_DOUBLE_EQ(shares[0].amount, area_m2(lakes[0]));
    // The other way round, too: a small unit in a large lake.
    const auto turned = area_by_unit(units, lakes, {});
    ASSERT_EQ(turned.size(), 1U);
    EXPECT_DOUBLE_EQ(turned[0].amount, area_m2(lakes[0]));
}

TEST(SharesByUnit, NothingComesOfNothing) {
    const auto units = test::ascii_map("A");
    const std::vector<Geometry> others{
        Geometry(), Geometry::of_points({{0.5, 0.5}}), Geometry::of_polygons({}, {}, {})};
    EXPECT_TRUE(length_by_unit(others, units, {}).empty());
    EXPECT_TRUE(area_by_unit(others, units, {}).empty());
    EXPECT_TRUE(area_by_unit(units, others, {}).empty());
    EXPECT_TRUE(shoreline_by_unit(units, {}, {}).empty());
}

TEST(SharesByUnit, DrawnMapsOnOneLatticeAgreeWithGeos) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        RandomStream random(seed, 1, 0);
        const auto units = test::ascii_map(test::drawing(random, 1 + random.below(4), 6));
        const double offset = 0.5 * random.below(3);
        const double cell = random.below(2) == 0 ? 1 : 1.5;
        const auto water =
            test::ascii_map(test::drawing(random, 1 + random.below(3), 4), cell, {offset, offset});
        if (units.empty() || water.empty()) {
            continue;
        }
        expect_areas_like_geos(water, units);
        expect_lengths_like_geos(water, units);
    }
}

TEST(SharesByUnit, LinesAndTrianglesOnLatticePointsAgreeWithGeos) {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        RandomStream random(seed, 2, 0);
        const auto units = test::ascii_map(test::drawing(random, 3, 6), 1, {1'000'000, 2'000'000});
        const auto place = [&] {
            return PointM{1'000'000 + 0.5 * random.below(15), 2'000'000 + 0.5 * random.below(15)};
        };
        std::vector<Geometry> lines;
        std::vector<Geometry> triangles;
        for (int i = 0; i < 8; ++i) {
            lines.push_back(test::line({place(), place(), place(), place()}));
            const Geometry triangle = test::polygon({place(), place(), place()});
            if (area_m2(triangle) > 0) {
                triangles.push_back(triangle);
            }
        }
        expect_lengths_like_geos(lines, units);
        expect_areas_like_geos(triangles, units);
        expect_lengths_like_geos(triangles, units);
    }
}

TEST(SharesByUnit, CoveragesOverCoveragesAgreeWithGeos) {
    const PointM origin{600'000, 1'200'000};
    const auto units = test::coverage(1, 4, 10, 4000, origin);
    // The same borders with other units, other borders, and other borders of the same corners.
    expect_areas_like_geos(units, units, 1e-5);
    expect_areas_like_geos(test::coverage(1, 4, 1, 4000, origin), units, 1e-5);
    expect_areas_like_geos(test::coverage(2, 7, 6, 3000, {600'500, 1'200'300}), units, 1e-5);
    expect_lengths_like_geos(test::coverage(2, 7, 6, 3000, {600'500, 1'200'300}), units, 1e-5);
    expect_lengths_like_geos(units, units, 1e-5);
}

TEST(SharesByUnit, OverlappingStarsAgreeWithGeos) {
    RandomStream random(9, 1, 0);
    std::vector<Geometry> units;
    std::vector<Geometry> water;
    const auto place = [&] { return PointM{1000 * random.uniform(), 1000 * random.uniform()}; };
    for (int i = 0; i < 12; ++i) {
        units.push_back(test::star(random, place(), 50 + 300 * random.uniform(), 5 + 3 * i));
        water.push_back(test::star(random, place(), 5 + 200 * random.uniform(), 4 + 5 * i));
    }
    expect_areas_like_geos(water, units);
    expect_lengths_like_geos(water, units, 1e-5);
}

/// Water cut along borders, its new vertices rounded: nearly along the border, on neither side.
TEST(SharesByUnit, WaterClippedAtBordersKeepsItsArea) {
    RandomStream random(17, 1, 0);
    const PointM origin{600'000, 1'200'000};
    const auto units = test::coverage(3, 3, 12, 3000, origin);
    std::vector<Geometry> clipped;
    for (int i = 0; i < 40; ++i) {
        const PointM centre{origin.x + 3000 * random.uniform(), origin.y + 3000 * random.uniform()};
        const GeosGeometry lake = detail::to_geos(test::star(random, centre, 600, 40));
        const GeosGeometry piece = detail::owned(
            GEOSIntersection_r(geos(), lake.get(), detail::to_geos(units[random.below(9)]).get()),
            "GEOSIntersection");
        Geometry shape = detail::from_geos(*piece, Shape::polygons);
        if (!shape.empty()) {
            clipped.push_back(std::move(shape));
        }
    }
    ASSERT_GT(clipped.size(), 8U);
    expect_areas_like_geos(clipped, units, 1e-4);
}

TEST(SharesByUnit, SharesAddUpToTheTotalInsideTheUnion) {
    const auto units = test::coverage(4, 8, 20, 8000, {500'000, 1'000'000});
    RandomStream random(4, 1, 0);
    std::vector<Geometry> water;
    std::vector<Geometry> lines;
    for (int i = 0; i < 60; ++i) {
        const PointM centre{502'000 + 4000 * random.uniform(), 1'002'000 + 4000 * random.uniform()};
        water.push_back(test::star(random, centre, 20 + 1500 * random.uniform(), 200));
        const auto ring = water.back().part(0);
        lines.push_back(test::line({ring.begin(), ring.end()}));
    }
    std::vector<double> area(water.size());
    std::vector<double> shore(water.size());
    for (const Share& share : area_by_unit(water, units, {})) {
        area[share.feature] += share.amount;
    }
    for (const Share& share : shoreline_by_unit(water, units, {})) {
        shore[share.feature] += share.amount;
    }
    for (std::size_t i = 0; i < water.size(); ++i) {
        EXPECT_NEAR(area[i], area_m2(water[i]), 1e-9 * area_m2(water[i]));
        EXPECT_NEAR(shore[i], length_m(water[i]), 1e-9 * length_m(water[i]));
    }
    EXPECT_TRUE(same_shares(length_by_unit(lines, units, {}), shoreline_by_unit(water, units, {})));
}

/// A river of 4,000 vertices a bank through many units.
TEST(SharesByUnit, RiverRibbonAgreesWithGeos) {
    const auto units = test::coverage(6, 10, 10, 40'000, {500'000, 1'000'000});
    std::vector<PointM> bank;
    for (int k = 0; k <= 4000; ++k) {
        bank.push_back({499'000 + 10.5 * k, 1'020'000 + 9000 * std::sin(k / 300.0)});
    }
    std::vector<PointM> ring = bank;
    for (auto it = bank.rbegin(); it != bank.rend(); ++it) {
        ring.push_back({it->x, it->y + 90});
    }
    const std::vector<Geometry> river{test::polygon(std::move(ring))};
    expect_areas_like_geos(river, units, 1e-4);
}

TEST(SharesByUnit, SameBytesForAnyThreads) {
    const auto units = test::coverage(7, 10, 8);
    const auto water = test::coverage(8, 40, 3);
    RunContext one;
    const auto areas = area_by_unit(water, units, one);
    const auto shores = shoreline_by_unit(water, units, one);
    for (const unsigned threads : {2U, 8U}) {
        RunContext many;
        many.threads = threads;
        EXPECT_TRUE(same_shares(areas, area_by_unit(water, units, many)));
        EXPECT_TRUE(same_shares(shores, shoreline_by_unit(water, units, many)));
    }
}

}  // namespace
}  // namespace riskmap::geo
