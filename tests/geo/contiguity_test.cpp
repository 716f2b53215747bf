#include "geo/contiguity.hpp"

#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "geo/detail/geos.hpp"
#include "support/ascii_map.hpp"

namespace riskmap::geo {
namespace {

using Rows = std::vector<std::uint32_t>;

Rows neighbours(const Graph& graph, std::size_t row) {
    return {graph.neighbours(row).begin(), graph.neighbours(row).end()};
}

/// A ring of `corners` at uneven distances round a centre, counter-clockwise.
Geometry star(std::mt19937& random, PointM centre, double radius, int corners) {
    std::uniform_real_distribution<double> share(0.4, 1.0);
    std::vector<PointM> vertices;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const double r = radius * share(random);
        vertices.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    vertices.push_back(vertices.front());
    return Geometry::of_polygons(vertices, {static_cast<std::uint32_t>(vertices.size())}, {1});
}

TEST(Contiguity, SharedSidesAndCornersMakeNeighbours) {
    const Graph graph = contiguity(test::ascii_map("AB.\nCD.\n..E", 100));
    EXPECT_EQ(neighbours(graph, 0), (Rows{1, 2, 3}));
    EXPECT_EQ(neighbours(graph, 3), (Rows{0, 1, 2, 4}));
    EXPECT_EQ(neighbours(graph, 4), (Rows{3}));
}

TEST(Contiguity, IslandsAndEmptyShapesHaveNone) {
    std::vector<Geometry> units = test::ascii_map("A.B", 100);
    units.emplace_back();
    units.push_back(Geometry::of_polygons({}, {}, {}));
    const Graph graph = contiguity(units);
    EXPECT_EQ(graph.size(), 4u);
    EXPECT_EQ(graph.edge_count(), 0u);
    EXPECT_EQ(contiguity({}).size(), 0u);
}

TEST(Contiguity, GapUpToTheToleranceDoesNotPart) {
    std::vector<Geometry> units = test::ascii_map("A", 100);
    units.push_back(test::ascii_map("B", 100, {100.9, 40})[0]);
    EXPECT_EQ(contiguity(units).edge_count(), 1u);
    EXPECT_EQ(contiguity(units, 0.8).edge_count(), 0u);
    EXPECT_EQ(contiguity(test::ascii_map("A.B", 2), 2.0).edge_count(), 1u);
    EXPECT_EQ(contiguity(test::ascii_map("AB", 2), 0).edge_count(), 1u);
}

TEST(Contiguity, LongEdgesThatCrossAwayFromTheirEndsMeet) {
    const std::vector<Geometry> units{
        Geometry::of_polygons({{0, 40}, {100, 40}, {100, 60}, {0, 60}, {0, 40}}, {5}, {1}),
        Geometry::of_polygons({{40, 0}, {60, 0}, {60, 100}, {40, 100}, {40, 0}}, {5}, {1})};
    EXPECT_EQ(contiguity(units, 0).edge_count(), 1u);
}

TEST(Contiguity, EnclaveTouchesItsSurroundingsButFarIslandInALakeDoesNot) {
    EXPECT_EQ(contiguity(test::ascii_map("AAA\nABA\nAAA", 100)).edge_count(), 1u);
    EXPECT_EQ(contiguity(test::ascii_map("AAAAA\nA...A\nA.B.A\nA...A\nAAAAA", 100)).edge_count(),
              0u);
}

TEST(Contiguity, UnitDrawnWithinAnotherIsItsNeighbour) {
    std::vector<Geometry> units = test::ascii_map("AAA\nAAA\nAAA", 100);
    units.push_back(test::ascii_map("B", 10, {140, 140})[0]);
    EXPECT_EQ(contiguity(units).edge_count(), 1u);
    std::swap(units[0], units[1]);
    EXPECT_EQ(contiguity(units).edge_count(), 1u);
}

TEST(Contiguity, EveryPartOfAUnitCounts) {
    const Graph graph = contiguity(test::ascii_map("AB.CA", 100));
    EXPECT_EQ(neighbours(graph, 0), (Rows{1, 2}));
    EXPECT_EQ(neighbours(graph, 1), (Rows{0}));
}

TEST(Contiguity, BordersDrawnTwiceByHandStillMeet) {
    constexpr unsigned seed = 3;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> slip(-0.3, 0.3);
    const std::vector<Geometry> exact =
        test::ascii_map("AABBCC\nADDBCC\nEDDFGG\nEEFFGH\nIIFJHH\nIIJJJH", 100);
    std::vector<Geometry> drawn;
    for (const Geometry& unit : exact) {
        std::vector<PointM> vertices(unit.vertices().begin(), unit.vertices().end());
        for (PointM& vertex : vertices) {
            vertex = {vertex.x + slip(random), vertex.y + slip(random)};
        }
        vertices.back() = vertices.front();
        const auto size = static_cast<std::uint32_t>(vertices.size());
        drawn.push_back(Geometry::of_polygons(vertices, {size}, {1}));
    }
    const Graph expected = contiguity(exact);
    const Graph found = contiguity(drawn);
    for (std::uint32_t i = 0; i < exact.size(); ++i) {
        EXPECT_EQ(neighbours(found, i), neighbours(expected, i)) << i;
    }
}

TEST(Contiguity, NegativeToleranceIsRefused) { EXPECT_THROW(contiguity({}, -1), Error); }

TEST(Contiguity, AgreesWithTheDistancesOfGeos) {
    constexpr unsigned seed = 20;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(0, 1000);
    std::uniform_real_distribution<double> size(20, 150);
    std::vector<Geometry> units;
    for (int i = 0; i < 60; ++i) {
        units.push_back(star(random, {place(random), place(random)}, size(random), 5 + i % 30));
    }
    for (const double tolerance : {0.0, 1.0, 25.0}) {
        const Graph graph = contiguity(units, tolerance);
        for (std::uint32_t i = 0; i < units.size(); ++i) {
            Rows expected;
            for (std::uint32_t j = 0; j < units.size(); ++j) {
                if (i != j && GEOSDistanceWithin_r(detail::geos(),
                                                   detail::to_geos(units[i]).get(),
                                                   detail::to_geos(units[j]).get(),
                                                   tolerance) == 1) {
                    expected.push_back(j);
                }
            }
            EXPECT_EQ(neighbours(graph, i), expected) << i << " within " << tolerance;
        }
    }
}

}  // namespace
}  // namespace riskmap::geo
