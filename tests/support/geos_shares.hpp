#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "geo/detail/geos.hpp"
#include "geo/measure.hpp"
#include "support/seeded_shapes.hpp"

namespace riskmap::test {

using geo::Geometry;
using geo::Shape;
using geo::Share;

/// Amount by (unit, feature).
using Shares = std::map<std::pair<std::uint32_t, std::uint32_t>, double>;

inline double geos_measure(const geo::detail::GeosGeometry& shape, Shape kind) {
    double amount = 0;
    geo::detail::succeeded(kind == Shape::lines
                               ? GEOSLength_r(geo::detail::geos(), shape.get(), &amount)
                               : GEOSArea_r(geo::detail::geos(), shape.get(), &amount),
                           "measure");
    return amount;
}

/// Areas of GEOS's intersections.
inline Shares geos_areas(const std::vector<Geometry>& polygons,
                         const std::vector<Geometry>& units) {
    Shares shares;
    for (std::uint32_t unit = 0; unit < units.size(); ++unit) {
        const geo::detail::GeosGeometry land = geo::detail::to_geos(units[unit]);
        for (std::uint32_t i = 0; i < polygons.size(); ++i) {
            const geo::detail::GeosGeometry water = geo::detail::to_geos(polygons[i]);
            const geo::detail::GeosGeometry both =
                geo::detail::owned(GEOSIntersection_r(geo::detail::geos(), water.get(), land.get()),
                                   "GEOSIntersection");
            shares[{unit, i}] = geos_measure(both, Shape::polygons);
        }
    }
    return shares;
}

/// Each segment for itself, since GEOS counts a line over itself once: the lowest unit takes its
/// piece, the next ones what is left.
inline Shares geos_lengths(const std::vector<Geometry>& chains,
                           const std::vector<Geometry>& units) {
    std::vector<geo::detail::GeosGeometry> land;
    for (const Geometry& unit : units) {
        land.push_back(geo::detail::to_geos(unit));
    }
    Shares shares;
    for (std::uint32_t i = 0; i < chains.size(); ++i) {
        for (std::size_t part = 0; part < chains[i].part_count(); ++part) {
            const auto chain = chains[i].part(part);
            for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
                if (chain[k] == chain[k + 1]) {
                    continue;
                }
                geo::detail::GeosGeometry rest =
                    geo::detail::to_geos(line({chain[k], chain[k + 1]}));
                for (std::uint32_t unit = 0; unit < units.size(); ++unit) {
                    if (!geo::detail::answered(
                            GEOSIntersects_r(geo::detail::geos(), rest.get(), land[unit].get()),
                            "GEOSIntersects")) {
                        continue;
                    }
                    const geo::detail::GeosGeometry piece = geo::detail::owned(
                        GEOSIntersection_r(geo::detail::geos(), rest.get(), land[unit].get()),
                        "Intersection");
                    shares[{unit, i}] += geos_measure(piece, Shape::lines);
                    rest = geo::detail::owned(
                        GEOSDifference_r(geo::detail::geos(), rest.get(), land[unit].get()),
                        "GEOSDifference");
                }
            }
        }
    }
    return shares;
}

inline void expect_shares(const std::vector<Share>& found, Shares truth, double slack) {
    for (std::size_t k = 0; k < found.size(); ++k) {
        const Share& share = found[k];
        if (k > 0) {
            EXPECT_LT(std::pair(found[k - 1].unit, found[k - 1].feature),
                      std::pair(share.unit, share.feature));
        }
        double& expected = truth[{share.unit, share.feature}];
        EXPECT_NEAR(share.amount, expected, 1e-9 * expected + slack)
            << "unit " << share.unit << " feature " << share.feature;
        expected = 0;
    }
    for (const auto& [pair, amount] : truth) {
        EXPECT_NEAR(amount, 0, slack)
            << "missing: unit " << pair.first << " feature " << pair.second;
    }
}

inline void expect_areas_like_geos(const std::vector<Geometry>& polygons,
                                   const std::vector<Geometry>& units,
                                   double slack = 1e-9) {
    expect_shares(
        geo::area_by_unit(polygons, units, {}), geos_areas(polygons, units), slack + 1e-6);
}

inline void expect_lengths_like_geos(const std::vector<Geometry>& chains,
                                     const std::vector<Geometry>& units,
                                     double slack = 1e-9) {
    const bool lines = chains.front().shape() == Shape::lines;
    expect_shares(
        lines ? geo::length_by_unit(chains, units, {}) : geo::shoreline_by_unit(chains, units, {}),
        geos_lengths(chains, units),
        slack + 1e-6);
}

/// A drawing of `letters` and empty cells.
inline std::string drawing(RandomStream& random, std::uint32_t letters, int side) {
    std::string text;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            const std::uint32_t pick = random.below(letters + 1);
            text += pick == letters ? '.' : static_cast<char>('A' + pick);
        }
        text += row + 1 < side ? "\n" : "";
    }
    return text;
}

}  // namespace riskmap::test
