#include "exposure/segments.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "exposure/crossings.hpp"
#include "exposure/support/drawn_sites.hpp"
#include "exposure/support/drawn_study.hpp"
#include "geo/measure.hpp"

namespace riskmap::exposure {
namespace {

using test::line;
using test::point;

TEST(EqualSegments, CutEachPartIntoEqualPiecesThatAddUp) {
    const std::vector<geo::Geometry> lines{
        line({{0, 0}, {700, 0}, {700, 600}}), point(5, 5), line({{0, 50}, {100, 50}})};
    const std::vector<Segment> pieces = equal_segments(lines, 500);
    ASSERT_EQ(pieces.size(), 5U);  // 1300 m in three, the point whole, 100 m in one
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(geo::length_m(pieces[i].shape), 1300.0 / 3, 1e-9);
    }
    EXPECT_EQ(pieces[1].shape.vertices().size(), 3U);  // the bend stays
    EXPECT_EQ(pieces[3].last_m, 0);
    EXPECT_NEAR(geo::length_m(pieces[4].shape), 100, 1e-9);
}

TEST(SegmentAt, GivesTheNearestPieceOfTheLineAskedFor) {
    const std::vector<geo::Geometry> lines{line({{0, 0}, {1000, 0}}), line({{0, 10}, {1000, 10}})};
    const std::vector<Segment> pieces = equal_segments(lines, 250);
    EXPECT_EQ(segment_at(pieces, 0, {600, 9}), 2U);
    EXPECT_EQ(segment_at(pieces, 1, {600, 9}), 6U);
    EXPECT_EQ(segment_at(pieces, 0, {250, 0}), 0U);  // the first of equals
    EXPECT_EQ(segment_at(pieces, 7, {0, 0}), std::nullopt);
}

TEST(SegmentNetwork, CoversEveryPieceAndJoinsRoadsWhereTheyMeet) {
    // The second road ends on the first between its vertices.
    const std::vector<geo::Geometry> lines{line({{0, 0}, {1000, 0}}), line({{400, 0}, {400, 300}})};
    const std::vector<Segment> pieces = equal_segments(lines, 250);
    const SegmentNetwork network = segment_network(lines, geo::NearestIndex(lines), pieces);
    EXPECT_EQ(network.network.edges.size(), 3U);
    std::vector<double> covered(pieces.size(), 0);
    for (std::size_t i = 0; i < network.pieces.size(); ++i) {
        covered[network.segment_of[i]] += network.pieces[i].last_m - network.pieces[i].first_m;
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        EXPECT_NEAR(covered[i], pieces[i].last_m - pieces[i].first_m, 1e-9);
    }
    const auto place = on_network(network, pieces, *segment_at(pieces, 0, {450, 3}), {450, 3});
    ASSERT_TRUE(place);
    const auto corner = on_network(network, pieces, *segment_at(pieces, 1, {400, 100}), {400, 100});
    ASSERT_TRUE(corner);
    const std::vector<stats::NetworkPoint> to{*corner};
    EXPECT_NEAR(stats::network_distances(network.network, *place, to).front(), 150, 1e-9);
}

TEST(SegmentNetwork, SpreadsAnEventOverTheBranchesOfAJunctionAlike) {
    const std::vector<geo::Geometry> lines{
        line({{-500, 0}, {0, 0}}), line({{0, 0}, {500, 0}}), line({{0, 0}, {0, 500}})};
    const std::vector<Segment> pieces = equal_segments(lines, 500);
    const SegmentNetwork network = segment_network(lines, geo::NearestIndex(lines), pieces);
    const std::vector<stats::NetworkPoint> events{*on_network(network, pieces, 0, {-100, 0})};
    const auto density =
        stats::network_kde(network.network, events, network.pieces, {.half_width_m = 300});
    double mass = 0;
    for (std::size_t i = 0; i < density.size(); ++i) {
        mass += density[i] * (network.pieces[i].last_m - network.pieces[i].first_m);
    }
    EXPECT_NEAR(mass, 1, 1e-9);
    EXPECT_DOUBLE_EQ(density[1], density[2]);
    EXPECT_GT(density[0], density[1]);
}

TEST(RoadsToCross, NamesTheRoadThatMostChildrenHaveToCross) {
    const test::DrawnSites schools({{point(0, 0)}});
    const test::DrawnSites roads({{line({{-300, -50}, {300, -50}}), "district"},
                                  {line({{-300, 50}, {0, 50}}), "national", "N1"},
                                  {line({{0, 50}, {300, 50}}), "national", "N1"},
                                  {point(5, 40), "national", "N2"}});
    const std::vector<geo::PointM> homes{{10, 200}, {-10, 200}, {20, -200}, {0, 20}, {0, 900}};
    const std::vector<double> children{30, 7, 12, 99, 999};
    const auto found = roads_to_cross(schools.all(), roads.all(), homes, children, 500, {});
    ASSERT_TRUE(found.front());
    EXPECT_EQ(found.front()->name, "N1");
    EXPECT_DOUBLE_EQ(found.front()->children, 37) << "two pieces of one road";
    const std::vector<geo::PointM> beside{{0, 20}};
    const std::vector<double> some{99};
    EXPECT_FALSE(roads_to_cross(schools.all(), roads.all(), beside, some, 500, {}).front());
}

}  // namespace
}  // namespace riskmap::exposure
