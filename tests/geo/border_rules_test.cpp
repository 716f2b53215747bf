#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "geo/locate.hpp"
#include "geo/measure.hpp"
#include "geo/near.hpp"
#include "geo/nearest.hpp"
#include "geo/raster.hpp"
#include "support/ascii_map.hpp"
#include "support/seeded_shapes.hpp"

// The rules of geo/measure.hpp for cases on the border, one test each, all on drawn maps.

namespace riskmap::geo {
namespace {

using Lines = std::vector<Geometry>;

/// Amounts as [unit][feature], rounded.
std::vector<std::vector<double>> table(const std::vector<Share>& shares,
                                       std::size_t units,
                                       std::size_t features) {
    std::vector<std::vector<double>> amounts(units, std::vector<double>(features, 0));
    for (const Share& share : shares) {
        amounts[share.unit][share.feature] = std::round(share.amount * 1e9) / 1e9;
    }
    return amounts;
}

using Table = std::vector<std::vector<double>>;

TEST(BorderRules, PointOnASharedEdgeOrCornerBelongsToTheLowestUnit) {
    const auto units = test::ascii_map("AB\nCD");
    const std::vector<PointM> points{{1, 1.5}, {0.5, 1}, {1, 1}, {1.5, 1}, {2, 2}, {2, 1}, {1, 0}};
    const std::vector<std::optional<std::uint32_t>> wanted{0, 0, 0, 1, 1, 1, 2};
    EXPECT_EQ(locate_points(points, units, {}), wanted);
    EXPECT_EQ(UnitLocator(units).locate_each(points, {}), wanted);
}

TEST(BorderRules, LineThroughVerticesIsCutThereAndNowhereTwice) {
    const auto units = test::ascii_map("AB\nCD");
    const Lines lines{test::line({{0, 2}, {1, 1}, {2, 0}}),  // corner to corner, with a vertex
                      test::line({{0, 0}, {2, 2}}),          // the same without
                      test::line({{0.5, 1.5}, {1, 1}, {0.5, 0.5}})};  // turns back at the corner
    const double diagonal = std::round(std::sqrt(2.0) * 1e9) / 1e9;
    const double half = std::round(std::sqrt(0.5) * 1e9) / 1e9;
    EXPECT_EQ(
        table(length_by_unit(lines, units, {}), 4, 3),
        (Table{{diagonal, 0, half}, {0, diagonal, 0}, {0, diagonal, half}, {diagonal, 0, 0}}));
}

TEST(BorderRules, LineAlongABorderCountsInTheLowestUnitOnly) {
    const auto units = test::ascii_map("AB\nCD");
    const Lines lines{test::line({{1, 2}, {1, 0}}),                   // two borders
                      test::line({{0.5, 1}, {1.5, 1}}),               // two others
                      test::line({{0, 0}, {2, 0}}),                   // the coast
                      test::line({{1, 1.5}, {1, 0.5}, {1.5, 0.5}})};  // leaves it
    EXPECT_EQ(table(length_by_unit(lines, units, {}), 4, 4),
              (Table{{1, 0.5, 0, 0.5}, {0, 0.5, 0, 0}, {1, 0, 1, 0.5}, {0, 0, 1, 0.5}}));
}

TEST(BorderRules, LineOverItselfCountsAsOftenAsItPasses) {
    const auto units = test::ascii_map("AB");
    const Lines lines{test::line({{0.5, 0.5}, {1.5, 0.5}, {0.5, 0.5}, {1.5, 0.5}}),
                      test::line({{1, 0}, {1, 1}, {1, 0}})};  // along the border
    EXPECT_EQ(table(length_by_unit(lines, units, {}), 2, 2), (Table{{1.5, 2}, {1.5, 0}}));
}

TEST(BorderRules, WhereUnitsOverlapLengthCountsOnceAndAreaInEach) {
    const std::vector<Geometry> units{test::square(0, 0, 2), test::square(1, 0, 2)};
    EXPECT_EQ(table(length_by_unit(Lines{test::line({{0, 1}, {3, 1}})}, units, {}), 2, 1),
              (Table{{2}, {1}}));
    const std::vector<Geometry> lake{test::square(0.5, 0.5, 1)};
    EXPECT_EQ(table(area_by_unit(lake, units, {}), 2, 1), (Table{{1}, {0.5}}));
    // The east bank runs inside both, half of the others in the second only once.
    EXPECT_EQ(table(shoreline_by_unit(lake, units, {}), 2, 1), (Table{{4}, {0}}));
    EXPECT_EQ(UnitLocator(units).locate({1.5, 1}), 0U);
    EXPECT_EQ(UnitLocator(units).locate_all({1.5, 1}), (std::vector<std::uint32_t>{0, 1}));
}

TEST(BorderRules, FeaturesThatOverlapEachCountWhole) {
    const auto units = test::ascii_map("AA\nAA");
    const std::vector<Geometry> lakes{test::square(0, 0, 1), test::square(0.5, 0, 1)};
    EXPECT_EQ(table(area_by_unit(lakes, units, {}), 1, 2), (Table{{1, 1}}));
    const Lines roads{test::line({{0, 1}, {2, 1}}), test::line({{2, 1}, {0, 1}})};
    EXPECT_EQ(table(length_by_unit(roads, units, {}), 1, 2), (Table{{2, 2}}));
}

TEST(BorderRules, HolesAreOutsideAndTheirBorderInside) {
    const auto units = test::ascii_map("AAA\nA.A\nAAA");
    EXPECT_EQ(table(length_by_unit(Lines{test::line({{0, 1.5}, {3, 1.5}}),  // across
                                         test::line({{1, 1}, {2, 1}})},     // along its border
                                   units,
                                   {}),
                    1,
                    2),
              (Table{{2, 1}}));
    const std::vector<Geometry> lake{test::square(0.5, 0.5, 2), test::square(1, 1, 1)};
    EXPECT_EQ(table(area_by_unit(lake, units, {}), 1, 2), (Table{{3, 0}}));
    // A hole of a lake is no water, its bank is shore.
    EXPECT_EQ(table(area_by_unit(units, std::vector<Geometry>{test::square(0, 0, 3)}, {}), 1, 1),
              (Table{{8}}));
    EXPECT_EQ(
        table(shoreline_by_unit(units, std::vector<Geometry>{test::square(0, 0, 3)}, {}), 1, 1),
        (Table{{16}}));
}

TEST(BorderRules, AnEnclaveThatFillsAHoleSharesItsBorder) {
    const auto units = test::ascii_map("AAA\nABA\nAAA");
    EXPECT_EQ(UnitLocator(units).locate({1, 1.5}), 0U);
    EXPECT_EQ(table(length_by_unit(Lines{test::line({{0, 1.5}, {3, 1.5}}),
                                         test::line({{1, 1}, {2, 1}, {2, 2}})},
                                   units,
                                   {}),
                    2,
                    2),
              (Table{{2, 2}, {1, 0}}));
    const std::vector<Geometry> lake{test::square(0.5, 0.5, 2)};
    EXPECT_EQ(table(area_by_unit(lake, units, {}), 2, 1), (Table{{3}, {1}}));
}

TEST(BorderRules, IslandsBelongToTheirUnit) {
    const auto units = test::ascii_map("A.A\n.B.\nA.A");
    EXPECT_EQ(
        table(length_by_unit(
                  Lines{test::line({{0, 0.5}, {3, 0.5}}), test::line({{0, 0}, {3, 3}})}, units, {}),
              2,
              2)[0][0],
        2);
    // Parts that touch in a corner only.
    EXPECT_EQ(UnitLocator(units).locate({1, 1}), 0U);
    EXPECT_EQ(UnitLocator(units).locate({1.5, 0.5}), std::nullopt);
    const std::vector<Geometry> sea{test::square(0, 0, 3)};
    EXPECT_EQ(table(area_by_unit(sea, units, {}), 2, 1), (Table{{4}, {1}}));
}

TEST(BorderRules, TouchingWithoutCrossingIsNoShare) {
    const auto units = test::ascii_map("AB");
    const std::vector<Geometry> beside{test::square(2, 0, 1),   // along the border, outside
                                       test::square(2, 1, 1)};  // in a corner
    EXPECT_EQ(table(area_by_unit(beside, units, {}), 2, 2), (Table{{0, 0}, {0, 0}}));
    // Its bank on the border is shore of the unit it lies on.
    EXPECT_EQ(table(shoreline_by_unit(beside, units, {}), 2, 2), (Table{{0, 0}, {1, 0}}));
}

TEST(BorderRules, DistancesAreZeroOnABorderAndTiesGoToTheLowestFeature) {
    const auto lakes = test::ascii_map("AB\nA.");
    const NearestIndex index(lakes);
    EXPECT_EQ(index.nearest({1, 1.5}), (Nearest{0, 0, {1, 1.5}}));
    EXPECT_EQ(index.nearest({2, 1.5})->feature, 1U);
    EXPECT_EQ(index.nearest({1, 3})->feature, 0U);      // both one metre away
    EXPECT_EQ(index.nearest({1.5, 0.5})->feature, 0U);  // half a metre to both
    const std::vector<PointM> points{{1, 1.5}, {2, 1.5}, {1, 3}, {1.5, 0.5}};
    EXPECT_EQ(near_features(points, lakes, 0, {}), (std::vector<std::uint8_t>{1, 1, 0, 0}));
    EXPECT_EQ(near_features(points, lakes, 0.5, {}), (std::vector<std::uint8_t>{1, 1, 0, 1}));
}

TEST(BorderRules, NoDataIsMissingAndNeverZero) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    Raster people;
    people.top = 2;
    people.columns = 2;
    people.rows = 2;
    people.values = {8, none, 4, none};
    const auto units = test::ascii_map("AB\nAC");
    const auto sums = zonal_sums(people, units, {});
    EXPECT_EQ(sums[0].sum, 12);
    EXPECT_EQ(sums[0].missing_cells, 0);
    EXPECT_EQ(sums[1].covered_cells, 0);
    EXPECT_EQ(sums[1].missing_cells, 1);
    EXPECT_TRUE(std::isnan(sums[1].mean()));
    const std::vector<Geometry> features{Geometry(), test::line({{5, 0}, {5, 2}})};
    EXPECT_EQ(NearestIndex(features).nearest({0, 0})->feature, 1U);
    EXPECT_TRUE(length_by_unit(features, units, {}).empty());
}

}  // namespace
}  // namespace riskmap::geo
