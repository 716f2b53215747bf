#pragma once

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "support/seeded_shapes.hpp"

namespace riskmap::benchmarks {

/// A made-up province: an exact coverage of units of about 1,000 edges and 5.5 km across, roads and
/// water in it, points over it. Everything but the ribbons grows with the number of units.
struct Province {
    std::vector<geo::Geometry> units;
    std::vector<geo::Geometry> roads;  ///< walks of 2 to 17 vertices
    std::vector<geo::Geometry> water;  ///< stars of 12 to 60 corners and river ribbons of 4,000
    std::vector<geo::PointM> points;
};

inline geo::Geometry ribbon(RandomStream& random, geo::PointM start, double length) {
    std::vector<geo::PointM> ring;
    const double waves = 0.002 + 0.004 * random.uniform();
    for (int k = 0; k < 2000; ++k) {
        const double along = length * k / 2000;
        ring.push_back({start.x + along, start.y + length / 12 * std::sin(waves * k)});
    }
    for (int k = 2000; k-- > 0;) {
        const geo::PointM bank = ring[static_cast<std::size_t>(k)];
        ring.push_back({bank.x, bank.y + 60 + 20 * std::cos(0.1 * k)});
    }
    return test::polygon(std::move(ring));
}

inline Province make_province(std::uint64_t seed, int across) {
    const double side = 5500.0 * across;
    const geo::PointM origin{500'000, 1'000'000};
    Province province;
    province.units = test::coverage(seed, across, 250, side, origin);
    RandomStream random(seed, 2, 0);
    const auto place = [&] {
        const double x = origin.x + side * random.uniform();
        return geo::PointM{x, origin.y + side * random.uniform()};
    };
    const std::size_t units = province.units.size();
    for (std::size_t i = 0; i < 90 * units; ++i) {
        std::vector<geo::PointM> walk{place()};
        double heading = 6.283 * random.uniform();
        for (std::uint32_t k = 1 + random.below(16); k > 0; --k) {
            heading += 0.6 * (random.uniform() - 0.5);
            const double step = 10 + 60 * random.uniform();
            walk.push_back({walk.back().x + step * std::cos(heading),
                            walk.back().y + step * std::sin(heading)});
        }
        province.roads.push_back(test::line(std::move(walk)));
    }
    for (std::size_t i = 0; i < 26 * units; ++i) {
        const double radius = 10 + 200 * random.uniform() * random.uniform();
        const int corners = 12 + static_cast<int>(random.below(49));
        const geo::PointM centre = place();
        province.water.push_back(test::star(random, centre, radius, corners));
    }
    for (std::size_t i = 0; i < 2 + units / 45; ++i) {
        const geo::PointM start = place();
        province.water.push_back(ribbon(random, {origin.x + 0.05 * side, start.y}, 0.8 * side));
    }
    for (std::size_t i = 0; i < 90 * units; ++i) {
        province.points.push_back(place());
    }
    return province;
}

}  // namespace riskmap::benchmarks
