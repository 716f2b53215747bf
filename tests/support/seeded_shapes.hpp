#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "geo/geometry.hpp"

namespace riskmap::test {

/// One polygon without holes; the ring is closed here.
inline geo::Geometry polygon(std::vector<geo::PointM> ring) {
    ring.push_back(ring.front());
    const auto end = static_cast<std::uint32_t>(ring.size());
    return geo::Geometry::of_polygons(std::move(ring), {end}, {1});
}

inline geo::Geometry line(std::vector<geo::PointM> vertices) {
    const auto end = static_cast<std::uint32_t>(vertices.size());
    return geo::Geometry::of_lines(std::move(vertices), {end});
}

inline geo::Geometry square(double west, double south, double side) {
    return polygon(
        {{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}});
}

/// A star-shaped polygon round a centre, radii between 0.4 and 1 of `radius`.
inline geo::Geometry star(RandomStream& random, geo::PointM centre, double radius, int corners) {
    std::vector<geo::PointM> ring;
    for (int k = 0; k < corners; ++k) {
        const double angle = 2 * std::numbers::pi * k / corners;
        const double reach = radius * (0.4 + 0.6 * random.uniform());
        ring.push_back({centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)});
    }
    return polygon(std::move(ring));
}

/// An exact coverage: `across` x `across` units over a square of `side` metres from `origin`,
/// corners jittered, every border cut into `pieces` jittered edges that both neighbours share
/// vertex for vertex.
inline std::vector<geo::Geometry> coverage(
    std::uint64_t seed, int across, int pieces, double side = 1000, geo::PointM origin = {}) {
    const double step = side / across;
    const auto jitter = [&](std::uint64_t item, double reach) {
        RandomStream random(seed, 7, item);
        const double x = reach * (random.uniform() - 0.5);
        return geo::PointM{x, reach * (random.uniform() - 0.5)};
    };
    const int corners = across + 1;
    const auto corner = [&](int i, int j) {
        const geo::PointM off = jitter(static_cast<std::uint64_t>(j * corners + i), 0.4 * step);
        return geo::PointM{origin.x + i * step + off.x, origin.y + j * step + off.y};
    };
    // Border from corner (i, j) eastwards (kind 0) or northwards (kind 1), without its last vertex.
    const auto border = [&](int i, int j, int kind) {
        const geo::PointM from = corner(i, j);
        const geo::PointM to = kind == 0 ? corner(i + 1, j) : corner(i, j + 1);
        std::vector<geo::PointM> vertices{from};
        for (int k = 1; k < pieces; ++k) {
            const double t = static_cast<double>(k) / pieces;
            const auto item = static_cast<std::uint64_t>(
                ((static_cast<std::int64_t>(j) * corners + i) * 2 + kind) * pieces + k);
            const geo::PointM off = jitter(1'000'000'000 + item, 0.7 * step / pieces);
            vertices.push_back(
                {from.x + t * (to.x - from.x) + off.x, from.y + t * (to.y - from.y) + off.y});
        }
        vertices.push_back(to);
        return vertices;
    };
    std::vector<geo::Geometry> units;
    for (int j = 0; j < across; ++j) {
        for (int i = 0; i < across; ++i) {
            std::vector<geo::PointM> ring;
            const auto append = [&](std::vector<geo::PointM> side_vertices, bool turned) {
                if (turned) {
                    ring.insert(ring.end(), side_vertices.rbegin(), side_vertices.rend() - 1);
                } else {
                    ring.insert(ring.end(), side_vertices.begin(), side_vertices.end() - 1);
                }
            };
            append(border(i, j, 0), false);
            append(border(i + 1, j, 1), false);
            append(border(i, j + 1, 0), true);
            append(border(i, j, 1), true);
            units.push_back(polygon(std::move(ring)));
        }
    }
    return units;
}

}  // namespace riskmap::test
