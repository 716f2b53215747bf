#include "stats/bym2_grid.hpp"

#include <algorithm>
#include <cmath>

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

/// Masses of a grid whose cells [from, to) of sigma share all of it evenly, with phi alike.
std::vector<double> even_masses(const HyperGrid& grid, std::size_t from, std::size_t to) {
    std::vector<double> masses(grid.size(), 0);
    for (std::size_t i = from; i < to; ++i) {
        for (std::size_t j = 0; j < grid.phi.cells; ++j) {
            masses[i * grid.phi.cells + j] = 1 / static_cast<double>((to - from) * grid.phi.cells);
        }
    }
    return masses;
}

HyperGrid whole_box() {
    HyperGrid whole = box(10, 4);
    whole.sigma = {-2, 8, 10, true, true};
    whole.phi = {-3, 3, 4, true, true};
    return whole;
}

TEST(Bym2Grid, ZoomKeepsTheCellsThatMatterAndOneAround) {
    const HyperGrid whole = whole_box();
    const Zoom found = zoom(whole, whole, even_masses(whole, 3, 5));
    EXPECT_FALSE(found.done);  // two cells of ten
    EXPECT_DOUBLE_EQ(found.grid.sigma.low, 0);
    EXPECT_DOUBLE_EQ(found.grid.sigma.high, 4);
    EXPECT_FALSE(found.grid.sigma.whole_low);
    EXPECT_FALSE(found.grid.sigma.whole_high);
    EXPECT_DOUBLE_EQ(found.grid.phi.low, whole.phi.low);
    EXPECT_DOUBLE_EQ(found.grid.phi.high, whole.phi.high);
    EXPECT_EQ(found.grid.sigma.cells, 10U);
}

TEST(Bym2Grid, ZoomReachesTheEndsOfThePriorWhereCellsThereMatter) {
    const HyperGrid whole = whole_box();
    const Zoom low = zoom(whole, whole, even_masses(whole, 1, 3));
    EXPECT_TRUE(low.grid.sigma.whole_low);
    EXPECT_DOUBLE_EQ(low.grid.sigma.low, -2);
    EXPECT_FALSE(low.grid.sigma.whole_high);
    const Zoom high = zoom(whole, whole, even_masses(whole, 7, 9));
    EXPECT_FALSE(high.grid.sigma.whole_low);
    EXPECT_TRUE(high.grid.sigma.whole_high);
    EXPECT_DOUBLE_EQ(high.grid.sigma.high, 8);
    const Zoom ends = zoom(whole, whole, even_masses(whole, 0, 10));
    EXPECT_TRUE(ends.done);
    EXPECT_DOUBLE_EQ(ends.grid.sigma.low, -2);
    EXPECT_DOUBLE_EQ(ends.grid.sigma.high, 8);
}

TEST(Bym2Grid, ZoomIsDoneWhereNearlyHalfOfTheCellsMatter) {
    const HyperGrid whole = whole_box();
    EXPECT_FALSE(zoom(whole, whole, even_masses(whole, 2, 6)).done);
    EXPECT_TRUE(zoom(whole, whole, even_masses(whole, 2, 7)).done);
    // In both directions: one column of phi is a quarter.
    std::vector<double> narrow(whole.size(), 0);
    for (std::size_t i = 2; i < 8; ++i) {
        narrow[i * 4 + 1] = 1 / 6.0;
    }
    const Zoom found = zoom(whole, whole, narrow);
    EXPECT_FALSE(found.done);
    EXPECT_DOUBLE_EQ(found.grid.phi.low, whole.phi.edge(0));
    EXPECT_DOUBLE_EQ(found.grid.phi.high, whole.phi.edge(3));
    // Without a spatial part phi is left alone.
    HyperGrid dropped = whole;
    dropped.spatial = false;
    const Zoom without = zoom(dropped, dropped, narrow);
    EXPECT_TRUE(without.done);
    EXPECT_DOUBLE_EQ(without.grid.phi.high, whole.phi.high);
}

TEST(Bym2Grid, ZoomWidensWhereMassPilesUpAtAnInnerEdge) {
    const HyperGrid whole = whole_box();
    HyperGrid cut = whole;
    cut.sigma = {1, 3, 10, false, false};
    // All cells matter, and the first and last hold a tenth each: half the width on both sides.
    const Zoom both = zoom(cut, whole, even_masses(cut, 0, 10));
    EXPECT_FALSE(both.done);
    EXPECT_DOUBLE_EQ(both.grid.sigma.low, 0);
    EXPECT_DOUBLE_EQ(both.grid.sigma.high, 4);
    EXPECT_FALSE(both.grid.sigma.whole_low);
    EXPECT_FALSE(both.grid.sigma.whole_high);
    // No farther than the whole reaches.
    cut.sigma = {-1.5, 7.5, 10, false, false};
    const Zoom ends = zoom(cut, whole, even_masses(cut, 0, 10));
    EXPECT_FALSE(ends.done);
    EXPECT_DOUBLE_EQ(ends.grid.sigma.low, -2);
    EXPECT_DOUBLE_EQ(ends.grid.sigma.high, 8);
    EXPECT_TRUE(ends.grid.sigma.whole_low);
    EXPECT_TRUE(ends.grid.sigma.whole_high);
    // At one edge only.
    cut.sigma = {1, 3, 10, false, false};
    const Zoom upper = zoom(cut, whole, even_masses(cut, 5, 10));
    EXPECT_FALSE(upper.done);
    EXPECT_DOUBLE_EQ(upper.grid.sigma.low, cut.sigma.edge(4));
    EXPECT_DOUBLE_EQ(upper.grid.sigma.high, 4);
    const Zoom lower = zoom(cut, whole, even_masses(cut, 0, 5));
    EXPECT_FALSE(lower.done);
    EXPECT_DOUBLE_EQ(lower.grid.sigma.low, 0);
    EXPECT_DOUBLE_EQ(lower.grid.sigma.high, cut.sigma.edge(6));
}

TEST(Bym2Grid, MassesAreThoseOfThePriorTimesTheLikelihood) {
    Bym2Prior prior;
    prior.sigma = {SigmaPrior::Kind::exponential, 0.5};
    HyperGrid grid;
    grid.sigma = {-1, 0, 2, true, false};
    grid.phi = {-1, 1, 2, true, true};
    const std::vector<double> masses = cell_masses(grid, prior, {0, 0, std::log(3.0), 0});
    // The first cell of sigma reaches to 0, the last one ends at 1; phi is cut at a half.
    const double middle = 1 - std::exp(-2 * std::exp(-0.5));
    const double upper = 1 - std::exp(-2.0) - middle;
    const double sum = middle / 2 * 2 + upper / 2 * 4;
    EXPECT_NEAR(masses[0], middle / 2 / sum, 1e-12);
    EXPECT_NEAR(masses[1], middle / 2 / sum, 1e-12);
    EXPECT_NEAR(masses[2], upper / 2 * 3 / sum, 1e-12);
    EXPECT_NEAR(masses[3], upper / 2 / sum, 1e-12);
}

TEST(Bym2Grid, TheCellOfAPeakIsLookedAt) {
    // Fine cells are the searched ones: each is judged by itself.
    const HyperGrid grid = box(8, 6);
    for (const std::size_t peak : {0U, 5U, 20U, 47U}) {
        std::vector<double> likelihood(grid.size(), -200);
        likelihood[peak] = 0;
        const std::vector<bool> likely = likely_cells(grid, grid, {}, likelihood, 1e-6);
        EXPECT_TRUE(likely[peak]) << peak;
        EXPECT_LE(std::count(likely.begin(), likely.end(), true), 4) << peak;
    }
}

TEST(Bym2Grid, TheWidestGridLeavesNextToNothingOfThePriorOut) {
    const Bym2Prior prior;
    const HyperGrid whole = HyperGrid::whole(prior, true);
    EXPECT_NEAR(prior.sigma.cdf(std::exp(whole.sigma.low)), 0.004, 1e-12);
    EXPECT_NEAR(prior.sigma.cdf(std::exp(whole.sigma.high)), 1, 1e-8);
    EXPECT_EQ(whole.phi_at(0), inverse_logit(whole.phi.middle(0)));
    EXPECT_EQ(HyperGrid::whole(prior, false).phi_at(0), 0);
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
