#include "exposure/reach.hpp"

#include <gtest/gtest.h>

namespace riskmap::exposure {
namespace {

std::vector<geo::Geometry> two_ponds() {
    return {geo::Geometry::of_polygons({{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {5}, {1}),
            geo::Geometry::of_points({{100, 0}})};
}

TEST(Reach, CountsWeightsWithinEachRadiusInclusive) {
    const auto ponds = two_ponds();
    const geo::NearestIndex index(ponds);
    const std::vector<geo::PointM> homes{{5, 5}, {20, 5}, {60, 5}};
    const std::vector<double> children{2, 3, 7};
    const std::vector<double> radii{10, 50};
    const auto found = reach(index, ponds.size(), homes, children, radii, RunContext{});
    EXPECT_EQ(found, (std::vector<std::vector<double>>{{5, 0}, {12, 7}}));
}

TEST(Reach, HoldsNothingWhereNothingIsNear) {
    const auto ponds = two_ponds();
    const geo::NearestIndex index(ponds);
    const std::vector<geo::PointM> homes{{5000, 5000}};
    const std::vector<double> radii{200};
    EXPECT_EQ(reach(index, ponds.size(), homes, {}, radii, RunContext{}),
              (std::vector<std::vector<double>>{{0, 0}}));
}

}  // namespace
}  // namespace riskmap::exposure
