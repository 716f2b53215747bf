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
    return geo::Geometry::of_polygons(ring, {end}, {1});
}

inline geo::Geometry line(std::vector<geo::PointM> vertices) {
    const auto end = static_cast<std::uint32_t>(vertices.size());
    return geo::Geometry::of_lines(vertices, {end});
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

/// Borders of jittered cells: corners jittered, every border cut into `pieces` jittered edges that
/// both neighbours share vertex for vertex. Each border is a function of the seed and its place.
struct Lattice {
    std::uint64_t seed = 1;
    int across = 1;
    int pieces = 1;
    double step = 1000;
    geo::PointM origin;

    geo::PointM corner(int i, int j) const {
        const geo::PointM off =
            jitter(static_cast<std::uint64_t>(j * (across + 1) + i), 0.3 * step);
        return {origin.x + i * step + off.x, origin.y + j * step + off.y};
    }

    /// From corner (i, j) eastwards (kind 0) or northwards (kind 1), both ends included. Corners
    /// stay 0.7 steps apart or more and vertices stray by less than half of that, so that a border
    /// never turns back and crosses itself.
    std::vector<geo::PointM> border(int i, int j, int kind) const {
        const geo::PointM from = corner(i, j);
        const geo::PointM to = kind == 0 ? corner(i + 1, j) : corner(i, j + 1);
        std::vector<geo::PointM> vertices{from};
        for (int k = 1; k < pieces; ++k) {
            const double t = static_cast<double>(k) / pieces;
            const auto item = static_cast<std::uint64_t>(
                ((static_cast<std::int64_t>(j) * (across + 1) + i) * 2 + kind) * pieces + k);
            const geo::PointM off = jitter(1'000'000'000 + item, 0.5 * step / pieces);
            vertices.push_back(
                {from.x + t * (to.x - from.x) + off.x, from.y + t * (to.y - from.y) + off.y});
        }
        vertices.push_back(to);
        return vertices;
    }

    /// The outline of a cell, not closed.
    std::vector<geo::PointM> ring(int i, int j) const {
        std::vector<geo::PointM> vertices;
        const auto append = [&](const std::vector<geo::PointM>& side, bool turned) {
            if (turned) {
                vertices.insert(vertices.end(), side.rbegin(), side.rend() - 1);
            } else {
                vertices.insert(vertices.end(), side.begin(), side.end() - 1);
            }
        };
        append(border(i, j, 0), false);
        append(border(i + 1, j, 1), false);
        append(border(i, j + 1, 0), true);
        append(border(i, j, 1), true);
        return vertices;
    }

  private:
    geo::PointM jitter(std::uint64_t item, double reach) const {
        RandomStream random(seed, 7, item);
        const double x = reach * (random.uniform() - 0.5);
        return {x, reach * (random.uniform() - 0.5)};
    }
};

/// An exact coverage: `across` x `across` units over a square of `side` metres from `origin`.
inline std::vector<geo::Geometry> coverage(
    std::uint64_t seed, int across, int pieces, double side = 1000, geo::PointM origin = {}) {
    const Lattice lattice{seed, across, pieces, side / across, origin};
    std::vector<geo::Geometry> units;
    for (int j = 0; j < across; ++j) {
        for (int i = 0; i < across; ++i) {
            units.push_back(polygon(lattice.ring(i, j)));
        }
    }
    return units;
}

}  // namespace riskmap::test
