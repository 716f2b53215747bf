#include <algorithm>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "geo/repair.hpp"
#include "support/ascii_map.hpp"

namespace riskmap::geo {
namespace {

Geometry square(double west, double south, double side) {
    return Geometry::of_polygons({{west, south},
                                  {west + side, south},
                                  {west + side, south + side},
                                  {west, south + side},
                                  {west, south}},
                                 {5},
                                 {1});
}

TEST(CheckCoverage, MapWithoutGapsIsClean) {
    const CoverageReport report = check_coverage(test::ascii_map("AAB\nACB\nDCB", 100));
    EXPECT_TRUE(report.overlaps.empty());
    EXPECT_TRUE(report.holes.empty());
}

TEST(CheckCoverage, OverlapsComeByRowWithTheirArea) {
    const std::vector<Geometry> units{square(0, 0, 10), square(20, 0, 10), square(8, 0, 13)};
    const CoverageReport report = check_coverage(units);
    ASSERT_EQ(report.overlaps.size(), 2u);
    EXPECT_EQ(report.overlaps[0].first, 0u);
    EXPECT_EQ(report.overlaps[0].second, 2u);
    EXPECT_DOUBLE_EQ(report.overlaps[0].area_m2, 20);
    EXPECT_EQ(report.overlaps[1].first, 1u);
    EXPECT_DOUBLE_EQ(report.overlaps[1].area_m2, 10);
}

TEST(CheckCoverage, UnitWithinAnotherIsAnOverlapAndNoHole) {
    const std::vector<Geometry> units{square(0, 0, 10), square(4, 4, 2)};
    const CoverageReport report = check_coverage(units);
    ASSERT_EQ(report.overlaps.size(), 1u);
    EXPECT_DOUBLE_EQ(report.overlaps[0].area_m2, 4);
    EXPECT_TRUE(report.holes.empty());
}

TEST(CheckCoverage, HolesComeLargestFirstWithAPointInside) {
    const CoverageReport report =
        check_coverage(test::ascii_map("AAAABBBB\n"
                                       "A..ABB.B\n"
                                       "AAAABBBB",
                                       10));
    ASSERT_EQ(report.holes.size(), 2u);
    EXPECT_DOUBLE_EQ(report.holes[0].area_m2, 200);
    EXPECT_DOUBLE_EQ(report.holes[1].area_m2, 100);
    EXPECT_GT(report.holes[0].inside.x, 10);
    EXPECT_LT(report.holes[0].inside.x, 30);
    EXPECT_GT(report.holes[0].inside.y, 10);
    EXPECT_LT(report.holes[0].inside.y, 20);
}

TEST(CheckCoverage, BayIsNotAHole) {
    EXPECT_TRUE(check_coverage(test::ascii_map("AAA\nA..\nAAA", 10)).holes.empty());
}

TEST(CheckCoverage, IslandWithinALakeIsNotPartOfTheHole) {
    const CoverageReport report =
        check_coverage(test::ascii_map("AAAAA\n"
                                       "A...A\n"
                                       "A.B.A\n"
                                       "A...A\n"
                                       "AAAAA",
                                       10));
    ASSERT_EQ(report.holes.size(), 1u);
    EXPECT_DOUBLE_EQ(report.holes[0].area_m2, 800);
    const PointM inside = report.holes[0].inside;
    EXPECT_FALSE(square(20, 20, 10).box().contains(inside));
}

TEST(CheckCoverage, SliversBelowTheSmallestAreaAreLeftOut) {
    const std::vector<Geometry> units{square(0, 0, 10), square(9.99, 0, 10)};
    EXPECT_TRUE(check_coverage(units).overlaps.empty());
    ASSERT_EQ(check_coverage(units, 0.05).overlaps.size(), 1u);
    const std::vector<Geometry> pond = test::ascii_map("AAA\nA.A\nAAA", 0.9);
    EXPECT_TRUE(check_coverage(pond).holes.empty());
    EXPECT_EQ(check_coverage(pond, 0).holes.size(), 1u);
}

TEST(CheckCoverage, InvalidAndEmptyUnitsAreTakenAsRepaired) {
    const Geometry bow_tie =
        Geometry::of_polygons({{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}, {5}, {1});
    const std::vector<Geometry> units{bow_tie, Geometry(), square(-1, 0, 2)};
    const CoverageReport report = check_coverage(units);
    ASSERT_EQ(report.overlaps.size(), 1u);
    EXPECT_EQ(report.overlaps[0].second, 2u);
    EXPECT_DOUBLE_EQ(report.overlaps[0].area_m2, 1.5);
    EXPECT_TRUE(check_coverage({}).overlaps.empty());
}

TEST(CheckCoverage, CoverageLaidOverAnotherIsFoundThoughEveryInnerEdgeIsShared) {
    std::vector<Geometry> units = test::ascii_map("AB\nAB\nCD", 10);
    const std::vector<Geometry> shifted = test::ascii_map("AB\nCD", 10, {5, 5});
    units.insert(units.end(), shifted.begin(), shifted.end());
    // The second covers squares of the first in quarters; summed by hand.
    double shared = 0;
    for (const Overlap& overlap : check_coverage(units).overlaps) {
        EXPECT_LT(overlap.first, 4u);
        EXPECT_GE(overlap.second, 4u);
        shared += overlap.area_m2;
    }
    EXPECT_DOUBLE_EQ(shared, 15 * 20);
}

TEST(CheckCoverage, UnitDrawnTwiceOverlapsItself) {
    std::vector<Geometry> units = test::ascii_map("AB\nAB", 10);
    units.push_back(units[0]);
    const CoverageReport report = check_coverage(units);
    ASSERT_EQ(report.overlaps.size(), 1u);
    EXPECT_EQ(report.overlaps[0].second, 2u);
    EXPECT_DOUBLE_EQ(report.overlaps[0].area_m2, 200);
    EXPECT_TRUE(report.holes.empty());
}

TEST(CheckCoverage, BordersOfWhichOneHasMoreVerticesFit) {
    const std::vector<Geometry> units{
        square(0, 0, 10),
        Geometry::of_polygons(
            {{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 7}, {10, 3}, {10, 0}}, {7}, {1})};
    const CoverageReport report = check_coverage(units, 0);
    EXPECT_TRUE(report.overlaps.empty());
    EXPECT_TRUE(report.holes.empty());
}

/// Drawn maps with slivers: what the pairs of units share, and what nobody has, by brute force.
TEST(CheckCoverage, ShiftedUnitsAgreeWithEveryPairOfThem) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        RandomStream random(seed, 1, 0);
        std::vector<Geometry> units;
        for (int k = 0; k < 12; ++k) {
            const double west = 10.0 * (k % 4) + 2 * random.below(3) - 2;
            units.push_back(square(west, 10.0 * (k / 4) + 2 * random.below(3) - 2, 10));
        }
        const CoverageReport report = check_coverage(units);
        std::size_t found = 0;
        for (std::size_t i = 0; i < units.size(); ++i) {
            for (std::size_t j = i + 1; j < units.size(); ++j) {
                const Box a = units[i].box();
                const Box b = units[j].box();
                const double wide = std::min(a.max_x, b.max_x) - std::max(a.min_x, b.min_x);
                const double high = std::min(a.max_y, b.max_y) - std::max(a.min_y, b.min_y);
                if (wide > 0 && high > 0) {
                    ASSERT_LT(found, report.overlaps.size());
                    EXPECT_EQ(report.overlaps[found].first, i);
                    EXPECT_EQ(report.overlaps[found].second, j);
                    EXPECT_DOUBLE_EQ(report.overlaps[found++].area_m2, wide * high);
                }
            }
        }
        EXPECT_EQ(found, report.overlaps.size());
    }
}

}  // namespace
}  // namespace riskmap::geo
