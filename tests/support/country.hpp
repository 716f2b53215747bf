#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

#include "support/seeded_shapes.hpp"

namespace riskmap::test {

/// A made-up country of any number of units, made piece by piece: whatever belongs to a unit is a
/// function of the seed and the unit's number, so that a country need never be in memory as a
/// whole.
///
/// The units are an exact coverage of about 1,000 edges and 5.5 km each (`pieces` edges a side),
/// the first rows of a square grid, so that the coast has a step. Each thirteenth unit has a hole
/// that the unit after it fills, vertex for vertex; units of the first row have an island before
/// the coast. Roads are walks, and every fortieth follows a border vertex by vertex. Water is
/// stars, lakes one side of which is a border, and river ribbons of 4,000 vertices through the
/// whole country. Every fiftieth point is a vertex of a border.
class Country {
  public:
    struct Settings {
        std::uint64_t seed = 1;
        int units = 111;
        double density = 1;  ///< times 90 roads, 26 water polygons and 90 points per unit
        int pieces = 250;
    };

    explicit Country(const Settings& settings)
        : settings_(settings),
          across_(static_cast<int>(std::ceil(std::sqrt(settings.units)))),
          lattice_{settings.seed, across_, settings.pieces, step, {200'000, 900'000}} {}

    int size() const { return settings_.units; }
    double width() const { return step * across_; }
    double height() const { return step * ((settings_.units + across_ - 1) / across_); }
    geo::PointM origin() const { return lattice_.origin; }

    geo::Geometry unit(int k) const {
        std::vector<geo::PointM> vertices;
        std::vector<std::uint32_t> ring_ends;
        std::vector<std::uint32_t> polygon_ends;
        const auto add = [&](const std::vector<geo::PointM>& ring) {
            vertices.insert(vertices.end(), ring.begin(), ring.end());
            vertices.push_back(ring.front());
            ring_ends.push_back(static_cast<std::uint32_t>(vertices.size()));
        };
        const auto close = [&] {
            polygon_ends.push_back(static_cast<std::uint32_t>(ring_ends.size()));
        };
        add(lattice_.ring(k % across_, k / across_));
        if (has_hole(k)) {
            std::vector<geo::PointM> hole = enclave(k);
            std::reverse(hole.begin(), hole.end());
            add(hole);
        }
        close();
        if (k > 0 && has_hole(k - 1)) {
            add(enclave(k - 1));
            close();
        }
        if (k < across_) {
            add(blob(4, k, {centre(k).x, origin().y - 0.45 * step}, 0.1 * step));
            close();
        }
        return geo::Geometry::of_polygons(vertices, ring_ends, polygon_ends);
    }

    std::vector<geo::Geometry> roads(int k) const {
        RandomStream random = stream(11, k);
        std::vector<geo::Geometry> roads;
        for (int i = 0; i < amount(90); ++i) {
            if (i % 40 == 7) {
                roads.push_back(line(border_stretch(random, k, 12)));
                continue;
            }
            std::vector<geo::PointM> walk{place(random, k)};
            double heading = 2 * std::numbers::pi * random.uniform();
            for (std::uint32_t step_left = 1 + random.below(16); step_left > 0; --step_left) {
                heading += 0.6 * (random.uniform() - 0.5);
                const double length = 10 + 60 * random.uniform();
                walk.push_back({walk.back().x + length * std::cos(heading),
                                walk.back().y + length * std::sin(heading)});
            }
            roads.push_back(line(std::move(walk)));
        }
        return roads;
    }

    std::vector<geo::Geometry> water(int k) const {
        RandomStream random = stream(12, k);
        std::vector<geo::Geometry> water;
        for (int i = 0; i < amount(26); ++i) {
            if (i % 13 == 5) {
                water.push_back(lake_on_border(random, k));
                continue;
            }
            const double radius = 10 + 200 * random.uniform() * random.uniform();
            const geo::PointM centre = place(random, k);
            const int corners = 12 + static_cast<int>(random.below(49));
            water.push_back(star(random, centre, radius, corners));
        }
        return water;
    }

    int ribbon_count() const { return 2 + settings_.units / 45; }
    geo::Geometry ribbon(int k) const {
        RandomStream random = stream(13, k);
        const double length = 0.8 * width();
        const double south = origin().y + height() * random.uniform();
        const double waves = 0.002 + 0.004 * random.uniform();
        std::vector<geo::PointM> ring;
        for (int i = 0; i < 2000; ++i) {
            ring.push_back({origin().x + 0.05 * width() + length * i / 2000,
                            south + length / 12 * std::sin(waves * i)});
        }
        for (int i = 2000; i-- > 0;) {
            const geo::PointM bank = ring[static_cast<std::size_t>(i)];
            ring.push_back({bank.x, bank.y + 60 + 20 * std::cos(0.1 * i)});
        }
        return polygon(std::move(ring));
    }

    std::vector<geo::PointM> points(int k) const { return places(14, k, amount(90)); }
    std::vector<geo::PointM> schools(int k) const { return places(15, k, amount(3.6)); }
    std::vector<geo::PointM> ponds(int k) const { return places(16, k, amount(10)); }

    static std::uint64_t address(int place, std::uint64_t stride) {
        return static_cast<std::uint64_t>(place) * stride;
    }
    /// People of the cell of 100 m with its corner at (column, row) cells from the origin; 0 for
    /// most: they live in villages of 10 x 10 cells.
    int people(int column, int row) const {
        RandomStream village(
            settings_.seed, 17, address(row / 10, 100'000) + address(column / 10, 1));
        if (village.uniform() > 0.25) {
            return 0;
        }
        RandomStream cell(settings_.seed, 18, address(row, 1'000'000) + address(column, 1));
        return cell.uniform() < 0.8 ? 1 + static_cast<int>(cell.below(25)) : 0;
    }

  private:
    static constexpr double step = 5500;

    RandomStream stream(std::uint32_t number, int k) const {
        return {settings_.seed, number, static_cast<std::uint64_t>(k)};
    }
    int amount(double per_unit) const {
        return static_cast<int>(std::lround(per_unit * settings_.density));
    }
    bool has_hole(int k) const { return k % 13 == 5 && k + 1 < settings_.units; }

    geo::PointM centre(int k) const {
        return {origin().x + (k % across_ + 0.5) * step, origin().y + (k / across_ + 0.5) * step};
    }
    /// Somewhere in the cell, often a little outside the unit.
    geo::PointM place(RandomStream& random, int k) const {
        const double x = centre(k).x + step * (random.uniform() - 0.5);
        return {x, centre(k).y + step * (random.uniform() - 0.5)};
    }
    std::vector<geo::PointM> blob(std::uint32_t number, int k, geo::PointM at, double reach) const {
        RandomStream random = stream(number, k);
        const geo::Geometry shape = star(random, at, reach, 24);
        const std::span<const geo::PointM> ring = shape.part(0);
        return {ring.begin(), ring.end() - 1};
    }
    std::vector<geo::PointM> enclave(int k) const { return blob(3, k, centre(k), 0.15 * step); }

    std::vector<geo::PointM> border_stretch(RandomStream& random, int k, int vertices) const {
        const int kind = static_cast<int>(random.below(2));
        const std::vector<geo::PointM> border = lattice_.border(k % across_, k / across_, kind);
        const auto most = static_cast<int>(border.size());
        const int taken = std::min(vertices, most);
        const auto first =
            static_cast<int>(random.below(static_cast<std::uint32_t>(most - taken + 1)));
        return {border.begin() + first, border.begin() + first + taken};
    }
    geo::Geometry lake_on_border(RandomStream& random, int k) const {
        std::vector<geo::PointM> ring = border_stretch(random, k, 10);
        const geo::PointM from = ring.back();
        const geo::PointM to = ring.front();
        // The far side bulges to the north or west by the length of the shared one.
        ring.push_back({from.x - (from.y - to.y), from.y + (from.x - to.x)});
        ring.push_back({to.x - (from.y - to.y), to.y + (from.x - to.x)});
        return polygon(std::move(ring));
    }
    std::vector<geo::PointM> places(std::uint32_t number, int k, int count) const {
        RandomStream random = stream(number, k);
        std::vector<geo::PointM> points;
        for (int i = 0; i < count; ++i) {
            points.push_back(i % 50 == 3 ? border_stretch(random, k, 1).front() : place(random, k));
        }
        return points;
    }

    Settings settings_;
    int across_;
    Lattice lattice_;
};

}  // namespace riskmap::test
