#pragma once

#include <cstdint>
#include <vector>

#include "core/random.hpp"
#include "stats/scan.hpp"

namespace riskmap::test {

/// Owns what `ScanData` looks at.
struct Sites {
    std::vector<std::int64_t> cases;
    std::vector<double> expected;
    std::vector<double> x;
    std::vector<double> y;

    stats::ScanData data() const { return {cases, expected, x, y}; }
};

/// Units on a board of whole coordinates, so that distances tie, with random counts.
inline Sites random_sites(std::uint64_t seed, std::size_t units, std::int64_t cases) {
    RandomStream random(seed, 77, 0);
    Sites sites;
    for (std::size_t i = 0; i < units; ++i) {
        sites.x.push_back(random.below(5));
        sites.y.push_back(random.below(5));
        sites.expected.push_back(0.1 + 3 * random.uniform());
        sites.cases.push_back(0);
    }
    for (std::int64_t i = 0; i < cases; ++i) {
        ++sites.cases[random.below(static_cast<std::uint32_t>(units))];
    }
    return sites;
}

}  // namespace riskmap::test
