#include "exposure/junctions.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "exposure/support/drawn_study.hpp"

namespace riskmap::exposure {
namespace {

using test::line;

std::vector<geo::PointM> found(const std::vector<geo::Geometry>& lines, double tolerance_m = 1) {
    return junctions(lines, geo::NearestIndex(lines), tolerance_m);
}

TEST(Junctions, TwoBranchesAreABendNotAJunction) {
    EXPECT_TRUE(found({line({{0, 0}, {10, 0}}), line({{10, 0}, {10, 10}})}).empty());
}

TEST(Junctions, ThreeBranchesMeetInOne) {
    EXPECT_EQ(found({line({{0, 0}, {10, 0}}), line({{10, 0}, {20, 0}}), line({{10, 0}, {10, 9}})}),
              (std::vector<geo::PointM>{{10, 0}}));
}

TEST(Junctions, EndsWithinTheToleranceAreOneNode) {
    const std::vector<geo::Geometry> lines{
        line({{0, 0}, {10, 0}}), line({{10.4, 0.3}, {20, 0}}), line({{10, 0.5}, {10, 9}})};
    EXPECT_EQ(found(lines, 0.6).size(), 1U);
    EXPECT_TRUE(found(lines, 0.2).empty());
}

TEST(Junctions, ToleranceWorksAcrossTheStripsOfTheSearch) {
    for (double shift = -2; shift <= 2; shift += 0.25) {
        EXPECT_EQ(found({line({{0, 0}, {10 + shift, 0}}),
                         line({{10.9 + shift, 0}, {20, 0}}),
                         line({{10 + shift, 0.2}, {10 + shift, 9}})})
                      .size(),
                  1U)
            << shift;
    }
}

TEST(Junctions, EndOnTheMiddleOfASegmentMeetsIt) {
    EXPECT_EQ(found({line({{0, 0}, {100, 0}}), line({{40, 0.5}, {40, 90}})}),
              (std::vector<geo::PointM>{{40, 0.5}}));
    EXPECT_EQ(
        found({line({{0, 0}, {100, 0}}), line({{40, 0.5}, {40, 90}}), line({{70, 50}, {70, -0.5}})})
            .size(),
        2U);
}

TEST(Junctions, CrossingWithoutACommonVertexIsABridge) {
    EXPECT_TRUE(found({line({{0, 5}, {10, 5}}), line({{5, 0}, {5, 10}})}).empty());
}

TEST(Junctions, RoadDigitisedTwiceIsOneBranch) {
    EXPECT_TRUE(found({line({{0, 0}, {10, 0}, {20, 0}}),
                       line({{20, 0}, {10, 0}, {0, 0}}),
                       line({{20, 0}, {30, 0}})})
                    .empty());
}

TEST(Junctions, ClosedLoopWithASpurHasOne) {
    EXPECT_EQ(found({line({{0, 0}, {10, 0}, {10, 10}, {0, 0}}), line({{10, 10}, {20, 20}})}),
              (std::vector<geo::PointM>{{10, 10}}));
}

TEST(Junctions, PointsAndPolygonsArePassedOver) {
    EXPECT_TRUE(found({test::point(0, 0), test::rectangle(0, 0, 1, 1)}).empty());
    EXPECT_TRUE(found({}).empty());
}

/// A lattice of k x k streets cut at every crossing: all but the corners have three branches or
/// more.
TEST(Junctions, LatticeHasAllButItsCornersInAnyOrderOfLines) {
    const int side = 12;
    std::vector<geo::Geometry> lines;
    for (int i = 0; i < side; ++i) {
        for (int j = 0; j + 1 < side; ++j) {
            lines.push_back(line({{100.0 * i, 100.0 * j}, {100.0 * i, 100.0 * (j + 1)}}));
            lines.push_back(line({{100.0 * j, 100.0 * i}, {100.0 * (j + 1), 100.0 * i}}));
        }
    }
    const auto ordered = found(lines);
    EXPECT_EQ(ordered.size(), static_cast<std::size_t>(side * side - 4));
    RandomStream random(1, 1, 1);
    for (std::size_t i = lines.size(); i > 1; --i) {
        std::swap(lines[i - 1], lines[random.below(static_cast<std::uint32_t>(i))]);
    }
    EXPECT_EQ(found(lines), ordered);
}

}  // namespace
}  // namespace riskmap::exposure
