#include "geo/detail/simple_ring.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "geo/detail/geos.hpp"
#include "support/country.hpp"

namespace riskmap::geo::detail {
namespace {

bool simple(std::vector<PointM> ring) {
    ring.push_back(ring.front());
    return is_surely_simple(ring);
}

bool geos_agrees(const Geometry& polygon) {
    return GEOSisValid_r(geos(), to_geos(polygon).get()) == 1;
}

TEST(SimpleRing, RingsThatMeetThemselvesAreNot) {
    EXPECT_TRUE(simple({{0, 0}, {4, 0}, {4, 4}, {0, 4}}));
    EXPECT_TRUE(simple({{0, 0}, {4, 0}, {0, 4}}));
    EXPECT_FALSE(simple({{0, 0}, {4, 4}, {4, 0}, {0, 4}}));                  // crosses
    EXPECT_FALSE(simple({{0, 0}, {4, 0}, {4, 4}, {9, 9}, {4, 4}, {0, 4}}));  // a spike
    EXPECT_FALSE(simple({{0, 0}, {8, 0}, {8, 8}, {4, 0}, {0, 8}}));          // touches an edge
    EXPECT_FALSE(simple({{0, 0}, {8, 0}, {4, 4}, {8, 8}, {0, 8}, {4, 4}}));  // touches a vertex
    EXPECT_FALSE(simple({{0, 0}, {6, 0}, {6, 2}, {2, 0}, {4, 0}, {0, 9}}));  // follows an edge
    EXPECT_FALSE(simple({{0, 0}, {4, 0}, {2, 0}, {0, 4}}));                  // turns back
    EXPECT_FALSE(simple({{0, 0}, {2, 0}, {0, 4}, {0, -1}}));  // turns back at the end
    EXPECT_FALSE(simple({{0, 0}, {4, 0}, {4, 0}, {4, 4}}));   // a vertex twice
    EXPECT_FALSE(simple({{0, 0}, {4, 0}, {8, 0}}));           // no area
    EXPECT_FALSE(is_surely_simple(std::vector<PointM>{{0, 0}, {1, 1}, {0, 0}}));
}

TEST(SimpleRing, ExactWhereRoundingWouldDecide) {
    // The last vertex lies one unit in the last place beside the first edge, on either side.
    const double on = 0.1 + 0.2;
    const double height = on * 3;
    EXPECT_TRUE(simple({{0, 0}, {1, 3}, {-1, 3}, {std::nextafter(on, -1), height}, {-1, 0}}));
    EXPECT_FALSE(simple({{0, 0}, {1, 3}, {-1, 3}, {std::nextafter(on, 1), height}, {-1, 0}}));
}

TEST(SimpleRing, SaysOfRandomRingsWhatGeosSays) {
    std::size_t simple_ones = 0;
    for (std::uint64_t item = 0; item < 20'000; ++item) {
        RandomStream random(5, 0, item);
        std::vector<PointM> ring;
        const std::uint32_t corners = 3 + random.below(6);
        const std::uint32_t cells = 2 + random.below(9);
        while (ring.size() < corners) {
            const PointM next{static_cast<double>(random.below(cells)),
                              static_cast<double>(random.below(cells))};
            if (ring.empty() || next != ring.back()) {
                ring.push_back(next);
            }
        }
        if (ring.front() == ring.back()) {
            continue;
        }
        const bool found = simple(ring);
        ASSERT_EQ(found, geos_agrees(test::polygon(ring))) << "ring " << item;
        simple_ones += found ? 1 : 0;
    }
    EXPECT_GT(simple_ones, 2000U);
}

TEST(SimpleRing, KnowsTheBordersAndRiversOfACountry) {
    const test::Country country({.seed = 2, .units = 20});
    for (int unit = 7; unit < country.size(); ++unit) {
        for (const Geometry& water : country.water(unit)) {
            EXPECT_EQ(is_surely_simple(water.part(0)), geos_agrees(water)) << "unit " << unit;
        }
        EXPECT_TRUE(is_surely_simple(country.unit(unit).part(0))) << "unit " << unit;
    }
    EXPECT_TRUE(is_surely_simple(country.ribbon(0).part(0)));
}

TEST(SimpleRing, LeavesACombToOthers) {
    std::vector<PointM> comb{{-1, -1}, {1000, -1}};
    for (int tooth = 2000; tooth-- > 0;) {  // each reaches over all of the width
        comb.push_back({1000, 2.0 * (2000 - tooth)});
        comb.push_back({0, 2.0 * (2000 - tooth) + 1});
    }
    comb.push_back({-1, 4001});
    const Geometry polygon = test::polygon(comb);
    EXPECT_TRUE(geos_agrees(polygon));
    EXPECT_FALSE(is_surely_simple(polygon.part(0)));
}

}  // namespace
}  // namespace riskmap::geo::detail
