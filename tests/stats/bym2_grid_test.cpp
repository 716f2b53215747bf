#include "stats/bym2_grid.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace riskmap::stats {
namespace {

HyperGrid box(std::size_t sigma_cells, std::size_t phi_cells) {
    HyperGrid grid;
    grid.sigma = {-1.5, 0.5, sigma_cells, false, false};
    grid.phi = {-3, 3, phi_cells, false, false};
    return grid;
}

/// A tilted hill over the box.
std::vector<double> hill(const HyperGrid& grid) {
    std::vector<double> heights;
    for (std::size_t i = 0; i < grid.sigma.cells; ++i) {
        for (std::size_t j = 0; j < grid.phi.cells; ++j) {
            const double x = (grid.sigma.middle(i) + 0.47) / 0.23;
            const double y = (grid.phi.middle(j) - 0.21) / 0.7;
            heights.push_back(-(x * x - 1.2 * x * y + y * y) / 2 / (1 - 0.36));
        }
    }
    return heights;
}

TEST(Bym2Grid, CellsLeftOutHoldNoMass) {
    const Bym2Prior prior;
    const HyperGrid searched = box(8, 8);
    const HyperGrid fine = box(30, 14);
    const std::vector<bool> likely = likely_cells(fine, searched, prior, hill(searched), 1e-6);
    const std::vector<double> masses = cell_masses(fine, prior, hill(fine));
    double left_out = 0;
    std::size_t looked_at = 0;
    for (std::size_t cell = 0; cell < masses.size(); ++cell) {
        left_out += likely[cell] ? 0 : masses[cell];
        looked_at += likely[cell] ? 1 : 0;
    }
    EXPECT_LT(left_out, 1e-6);
    EXPECT_LT(looked_at, 9 * masses.size() / 10);
}

TEST(Bym2Grid, WhereNothingWasLearntEveryCellIsLookedAt) {
    const Bym2Prior prior;
    const HyperGrid searched = box(8, 8);
    const std::vector<double> flat(searched.size(), 0.0);
    const std::vector<bool> likely = likely_cells(box(10, 6), searched, prior, flat, 1e-6);
    EXPECT_EQ(std::count(likely.begin(), likely.end(), false), 0);
}

}  // namespace
}  // namespace riskmap::stats
