#include "geo/locate.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "geo/detail/geos.hpp"
#include "support/ascii_map.hpp"
#include "support/seeded_shapes.hpp"

namespace riskmap::geo {
namespace {

using Units = std::vector<std::uint32_t>;

/// Every unit that GEOS says meets the point.
std::vector<Units> by_geos(const std::vector<Geometry>& units, const std::vector<PointM>& points) {
    std::vector<Units> found(points.size());
    for (std::uint32_t unit = 0; unit < units.size(); ++unit) {
        const detail::GeosGeometry shape = detail::to_geos(units[unit]);
        const detail::GeosPrepared prepared(GEOSPrepare_r(detail::geos(), shape.get()));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const detail::GeosGeometry point = detail::to_geos(Geometry::of_points({points[i]}));
            if (detail::answered(
                    GEOSPreparedIntersects_r(detail::geos(), prepared.get(), point.get()),
                    "GEOSPreparedIntersects")) {
                found[i].push_back(unit);
            }
        }
    }
    return found;
}

void expect_like_geos(const std::vector<Geometry>& units, const std::vector<PointM>& points) {
    const UnitLocator locator(units);
    const std::vector<Units> truth = by_geos(units, points);
    const auto together = locator.locate_each(points, {});
    EXPECT_EQ(locate_points(points, units, {}), together);
    for (std::size_t i = 0; i < points.size(); ++i) {
        SCOPED_TRACE(testing::Message() << "point " << points[i].x << ' ' << points[i].y);
        EXPECT_EQ(locator.locate_all(points[i]), truth[i]);
        EXPECT_EQ(locator.locate(points[i]),
                  truth[i].empty() ? std::nullopt : std::optional(truth[i].front()));
        EXPECT_EQ(together[i], locator.locate(points[i]));
    }
}

/// The same land, every ring in the other direction.
std::vector<Geometry> turned(const std::vector<Geometry>& units) {
    std::vector<Geometry> result;
    for (const Geometry& unit : units) {
        std::vector<PointM> vertices;
        std::vector<std::uint32_t> ring_ends;
        std::vector<std::uint32_t> polygon_ends;
        for (std::size_t part = 0; part < unit.part_count(); ++part) {
            const auto ring = unit.part(part);
            vertices.insert(vertices.end(), ring.rbegin(), ring.rend());
            ring_ends.push_back(static_cast<std::uint32_t>(vertices.size()));
        }
        for (std::size_t polygon = 0; polygon < unit.polygon_count(); ++polygon) {
            polygon_ends.push_back(static_cast<std::uint32_t>(unit.last_ring(polygon)));
        }
        result.push_back(Geometry::of_polygons(vertices, ring_ends, polygon_ends));
    }
    return result;
}

/// Halves and quarters of metres in and round a drawn map: corners, borders and middles.
std::vector<PointM> lattice(double extent) {
    std::vector<PointM> points;
    for (double y = -0.5; y <= extent; y += 0.25) {
        for (double x = -0.5; x <= extent; x += 0.25) {
            points.push_back({x, y});
        }
    }
    return points;
}

TEST(UnitLocator, PointOnSharedBorderBelongsToTheFirstUnit) {
    const UnitLocator locator(test::ascii_map("AB"));
    EXPECT_EQ(locator.locate({1, 0.5}), 0U);
    EXPECT_EQ(locator.locate({1.0000001, 0.5}), 1U);
    EXPECT_EQ(locator.locate_all({1, 0.5}), (Units{0, 1}));
}

TEST(UnitLocator, OuterBorderAndCornersAreInside) {
    const UnitLocator locator(test::ascii_map("AB"));
    EXPECT_EQ(locator.locate({0, 0}), 0U);
    EXPECT_EQ(locator.locate({2, 1}), 1U);
    EXPECT_EQ(locator.locate({1.5, 1}), 1U);
    EXPECT_EQ(locator.locate({2.0000001, 1}), std::nullopt);
}

TEST(UnitLocator, HoleIsOutsideAndItsBorderInside) {
    const UnitLocator locator(test::ascii_map("AAA\nA.A\nAAA"));
    EXPECT_EQ(locator.locate({1.5, 1.5}), std::nullopt);
    EXPECT_EQ(locator.locate({1, 1.5}), 0U);
    EXPECT_EQ(locator.locate({0.5, 1.5}), 0U);
}

TEST(UnitLocator, KnowsNothingOfNoUnits) {
    const UnitLocator none(std::vector<Geometry>{});
    EXPECT_EQ(none.locate({0, 0}), std::nullopt);
    const UnitLocator lines(std::vector<Geometry>{test::line({{0, 0}, {1, 1}}), Geometry()});
    EXPECT_EQ(lines.locate({0, 0}), std::nullopt);
}

TEST(LocatePoints, AsksNoUnitsAndOddPointsWithoutHarm) {
    const double nan = std::nan("");
    const std::vector<PointM> points{{0, 0}, {nan, 1}, {1e300, 0.5}, {-1e300, nan}, {0.5, 0.5}};
    const auto units = test::ascii_map("A");
    EXPECT_EQ(locate_points(points, {}, {}), std::vector<std::optional<std::uint32_t>>(5));
    EXPECT_EQ(locate_points({}, units, {}).size(), 0U);
    EXPECT_EQ(locate_points(points, units, {}), UnitLocator(units).locate_each(points, {}));
    EXPECT_EQ(UnitLocator(units).locate(points[1]), std::nullopt);
    // A unit as flat as a line has no inside but a border.
    const std::vector<Geometry> flat{test::polygon({{0, 0}, {4, 0}, {8, 0}})};
    const std::array beside{PointM{2, 0}, PointM{2, 1}};
    EXPECT_EQ(locate_points(beside, flat, {}), UnitLocator(flat).locate_each(beside, {}));
}

TEST(UnitLocator, DrawnMapsAgreeWithGeosOnEveryCornerAndBorder) {
    expect_like_geos(test::ascii_map("AABB\nACCB\nADCB\nAA.E"), lattice(4.5));
    expect_like_geos(test::ascii_map("A.B.A\n..C..\nA.B.A"), lattice(5.5));
    expect_like_geos(turned(test::ascii_map("AABB\nACCB\nADCB\nAA.E")), lattice(4.5));
}

TEST(UnitLocator, OverlapsGiveEveryUnit) {
    std::vector<Geometry> units{test::square(0, 0, 3),
                                test::square(1, 1, 3),
                                test::square(1, 1, 1),
                                test::square(-1, -1, 6)};
    expect_like_geos(units, lattice(5.5));
    const UnitLocator locator(units);
    EXPECT_EQ(locator.locate_all({1.5, 1.5}), (Units{0, 1, 2, 3}));
    // Order of rows decides, not size.
    std::swap(units[0], units[3]);
    EXPECT_EQ(UnitLocator(units).locate({1.5, 1.5}), 0U);
    EXPECT_EQ(UnitLocator(units).locate_all({0.5, 0.5}), (Units{0, 3}));
}

TEST(UnitLocator, CoveragesAgreeWithGeosOnVerticesEdgesAndElsewhere) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        const std::vector<Geometry> units =
            test::coverage(seed, 4, 1 + static_cast<int>(seed) * 8, 4000, {600'000, 1'100'000});
        std::vector<PointM> points;
        RandomStream random(seed, 1, 0);
        for (int i = 0; i < 1500; ++i) {
            points.push_back(
                {599'500 + 5000 * random.uniform(), 1'099'500 + 5000 * random.uniform()});
        }
        for (const Geometry& unit : units) {
            for (std::size_t k = 0; k + 1 < unit.vertices().size(); k += 3) {
                const PointM a = unit.vertices()[k];
                const PointM b = unit.vertices()[k + 1];
                points.push_back(a);
                points.push_back({0.5 * (a.x + b.x), 0.5 * (a.y + b.y)});
                points.push_back({a.x, b.y});
            }
        }
        expect_like_geos(units, points);
    }
}

TEST(UnitLocator, OverlappingStarsAgreeWithGeos) {
    RandomStream random(11, 1, 0);
    std::vector<Geometry> units;
    std::vector<PointM> points;
    for (int i = 0; i < 40; ++i) {
        units.push_back(test::star(random,
                                   {1000 * random.uniform(), 1000 * random.uniform()},
                                   20 + 300 * random.uniform(),
                                   5 + i * 2));
    }
    for (int i = 0; i < 2000; ++i) {
        points.push_back({1000 * random.uniform(), 1000 * random.uniform()});
    }
    expect_like_geos(units, points);
}

TEST(UnitLocator, AnswersDoNotDependOnThreads) {
    const std::vector<Geometry> units = test::coverage(5, 6, 9);
    const UnitLocator locator(units);
    RandomStream random(5, 2, 0);
    std::vector<PointM> points;
    for (int i = 0; i < 60'000; ++i) {
        points.push_back({1000 * random.uniform(), 1000 * random.uniform()});
    }
    RunContext one;
    RunContext many;
    many.threads = 8;
    EXPECT_EQ(locator.locate_each(points, one), locator.locate_each(points, many));
    EXPECT_EQ(locate_points(points, units, many), locator.locate_each(points, one));
    EXPECT_EQ(locate_points(points, units, one), locator.locate_each(points, one));
}

}  // namespace
}  // namespace riskmap::geo
