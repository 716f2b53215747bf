#include "support/country.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "geo/detail/geos.hpp"
#include "geo/locate.hpp"
#include "geo/measure.hpp"
#include "geo/repair.hpp"
#include "support/ascii_map.hpp"
#include "support/geos_shares.hpp"

namespace riskmap::geo {
namespace {

using detail::geos;
using detail::GeosGeometry;
using test::Country;

struct Joined {
    std::vector<Geometry> units;
    std::vector<Geometry> roads;
    std::vector<Geometry> water;
    std::vector<PointM> points;
};

template <class Many>
void append(std::vector<Many>& all, const std::vector<Many>& some) {
    all.insert(all.end(), some.begin(), some.end());
}

Joined small_country() {
    const Country country({.seed = 3, .units = 34, .density = 0.6, .pieces = 20});
    Joined joined;
    for (int unit = 0; unit < country.size(); ++unit) {
        joined.units.push_back(country.unit(unit));
        append(joined.roads, country.roads(unit));
        append(joined.water, country.water(unit));
        append(joined.points, country.points(unit));
    }
    joined.water.push_back(country.ribbon(0));
    return joined;
}

GeosGeometry union_of(const std::vector<Geometry>& units) {
    std::vector<GEOSGeometry*> loose;
    for (const Geometry& unit : units) {
        loose.push_back(detail::to_geos(unit).release());
    }
    const GeosGeometry all = detail::owned(
        GEOSGeom_createCollection_r(
            geos(), GEOS_GEOMETRYCOLLECTION, loose.data(), static_cast<unsigned>(loose.size())),
        "GEOSGeom_createCollection");
    return detail::owned(GEOSUnaryUnion_r(geos(), all.get()), "GEOSUnaryUnion");
}

std::vector<double> per_unit(const std::vector<Share>& shares, std::size_t units) {
    std::vector<double> sums(units);
    for (const Share& share : shares) {
        sums[share.unit] += share.amount;
    }
    return sums;
}

/// What of each shape lies in each unit, by GEOS; borders go to the lowest unit where `once`.
template <class Measure>
std::vector<double> by_geos(const std::vector<GeosGeometry>& shapes,
                            const std::vector<Geometry>& units,
                            bool once,
                            Measure measure) {
    std::vector<double> sums(units.size());
    std::vector<GeosGeometry> land;
    for (const Geometry& unit : units) {
        land.push_back(detail::to_geos(unit));
    }
    for (const GeosGeometry& shape : shapes) {
        GeosGeometry rest(GEOSGeom_clone_r(geos(), shape.get()));
        for (std::size_t unit = 0; unit < units.size(); ++unit) {
            if (!detail::answered(GEOSIntersects_r(geos(), rest.get(), land[unit].get()),
                                  "GEOSIntersects")) {
                continue;
            }
            const GeosGeometry piece = detail::owned(
                GEOSIntersection_r(geos(), rest.get(), land[unit].get()), "GEOSIntersection");
            double amount = 0;
            detail::succeeded(measure(geos(), piece.get(), &amount), "measure");
            sums[unit] += amount;
            if (once) {
                rest = detail::owned(GEOSDifference_r(geos(), rest.get(), land[unit].get()),
                                     "GEOSDifference");
            }
        }
    }
    return sums;
}

void expect_nine_digits(const std::vector<double>& found, const std::vector<double>& truth) {
    for (std::size_t unit = 0; unit < truth.size(); ++unit) {
        EXPECT_NEAR(found[unit], truth[unit], 1e-9 * truth[unit]) << "unit " << unit;
    }
    const double all = std::accumulate(truth.begin(), truth.end(), 0.0);
    EXPECT_GT(all, 0);
}

TEST(Country, IsAnExactCoverageWithEnclavesAndIslands) {
    const Joined country = small_country();
    const CoverageReport coverage = check_coverage(country.units);
    EXPECT_TRUE(coverage.overlaps.empty());
    EXPECT_TRUE(coverage.holes.empty());
    EXPECT_EQ(country.units[5].part_count(), 3U);     // outline, hole, island
    EXPECT_EQ(country.units[6].polygon_count(), 2U);  // its outline and the enclave in unit 5
    for (const Geometry& unit : country.units) {
        EXPECT_FALSE(make_valid(unit).changed);
    }
}

TEST(Country, EveryUnitHasThePointsGeosPutsThere) {
    const Joined country = small_country();
    const auto found = locate_points(country.points, country.units, {});
    const UnitLocator locator(country.units);
    EXPECT_EQ(found, locator.locate_each(country.points, {}));
    std::vector<std::optional<std::uint32_t>> truth(country.points.size());
    for (std::uint32_t unit = 0; unit < country.units.size(); ++unit) {
        const GeosGeometry shape = detail::to_geos(country.units[unit]);
        const detail::GeosPrepared prepared(GEOSPrepare_r(geos(), shape.get()));
        for (std::size_t i = 0; i < truth.size(); ++i) {
            const GeosGeometry point = detail::to_geos(Geometry::of_points({country.points[i]}));
            if (!truth[i] && GEOSPreparedIntersects_r(geos(), prepared.get(), point.get()) == 1) {
                truth[i] = unit;
            }
        }
    }
    EXPECT_EQ(found, truth);
}

TEST(Country, LengthsAndAreasAgreeWithGeosToNineDigits) {
    const Joined country = small_country();
    std::vector<GeosGeometry> roads;
    std::vector<GeosGeometry> water;
    std::vector<GeosGeometry> shores;
    for (const Geometry& road : country.roads) {
        roads.push_back(detail::to_geos(road));
    }
    for (const Geometry& lake : country.water) {
        water.push_back(detail::to_geos(lake));
        shores.push_back(detail::owned(GEOSBoundary_r(geos(), water.back().get()), "Boundary"));
    }
    const std::size_t size = country.units.size();
    expect_nine_digits(per_unit(length_by_unit(country.roads, country.units, {}), size),
                       by_geos(roads, country.units, true, GEOSLength_r));
    expect_nine_digits(per_unit(area_by_unit(country.water, country.units, {}), size),
                       by_geos(water, country.units, false, GEOSArea_r));
    expect_nine_digits(per_unit(shoreline_by_unit(country.water, country.units, {}), size),
                       by_geos(shores, country.units, true, GEOSLength_r));
}

TEST(Country, SharesAddUpToWhatLiesInTheWholeCountry) {
    const Joined country = small_country();
    const GeosGeometry land = union_of(country.units);
    const auto inside = [&](const std::vector<Geometry>& shapes, auto measure) {
        double sum = 0;
        for (const Geometry& shape : shapes) {
            const GeosGeometry piece =
                detail::owned(GEOSIntersection_r(geos(), detail::to_geos(shape).get(), land.get()),
                              "Intersection");
            double amount = 0;
            detail::succeeded(measure(geos(), piece.get(), &amount), "measure");
            sum += amount;
        }
        return sum;
    };
    const auto total = [&](const std::vector<Share>& shares) {
        const std::vector<double> sums = per_unit(shares, country.units.size());
        return std::accumulate(sums.begin(), sums.end(), 0.0);
    };
    const double roads = inside(country.roads, GEOSLength_r);
    const double water = inside(country.water, GEOSArea_r);
    EXPECT_NEAR(total(length_by_unit(country.roads, country.units, {})), roads, 1e-9 * roads);
    EXPECT_NEAR(total(area_by_unit(country.water, country.units, {})), water, 1e-9 * water);
}

/// Ten thousand small maps with corners on corners, edges on edges and rings that touch.
class DegenerateMaps : public testing::TestWithParam<std::uint64_t> {};

TEST_P(DegenerateMaps, AgreeWithGeos) {
    constexpr int maps = 1000;
    for (int map = 0; map < maps; ++map) {
        SCOPED_TRACE(testing::Message() << "seed " << GetParam() << " map " << map);
        RandomStream random(GetParam(), 5, static_cast<std::uint64_t>(map));
        const auto units = test::ascii_map(test::drawing(random, 2, 3), 1, {500'000, 1'000'000});
        const auto place = [&] {
            const double x = 500'000 + 0.5 * random.below(8);
            return PointM{x, 1'000'000 + 0.5 * random.below(8)};
        };
        const std::vector<Geometry> line{test::line({place(), place(), place()})};
        const std::vector<Geometry> triangle{test::polygon({place(), place(), place()})};
        test::expect_lengths_like_geos(line, units);
        if (area_m2(triangle.front()) > 0) {
            test::expect_areas_like_geos(triangle, units);
        }
        const std::vector<PointM> points{place(), place(), place()};
        const auto found = locate_points(points, units, {});
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto holds = std::find_if(units.begin(), units.end(), [&](const Geometry& unit) {
                return contains(unit, points[i]);
            });
            EXPECT_EQ(found[i].has_value(), holds != units.end());
            if (found[i]) {
                EXPECT_EQ(static_cast<std::ptrdiff_t>(*found[i]), holds - units.begin());
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, DegenerateMaps, testing::Range<std::uint64_t>(0, 10));

}  // namespace
}  // namespace riskmap::geo
