#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "stats/bym2.hpp"
#include "stats/poisson_gamma.hpp"

// Lip cancer in the 56 districts of Scotland, 1975-80 (Clayton and Kaldor 1987), the most fitted
// map of all, with three island districts left alone in the graph. What is expected comes from long
// Markov chains (100,000 draws) and from the published empirical Bayes fit.

namespace riskmap::stats {
namespace {

const std::vector<double> observed{9,  39, 11, 9, 15, 8, 26, 7,  6,  20, 13, 5,  3,  8,
                                   17, 9,  2,  7, 9,  7, 16, 31, 11, 7,  19, 15, 7,  10,
                                   16, 11, 5,  3, 7,  8, 11, 9,  11, 8,  6,  4,  10, 8,
                                   2,  6,  19, 3, 2,  3, 28, 6,  1,  1,  1,  1,  0,  0};
const std::vector<double> expected{
    1.4,  8.7,  3,    2.5, 4.3, 2.4, 8.1,  2.3,  2,    6.6, 4.4,  1.8,  1.1,  3.3,
    7.8,  4.6,  1.1,  4.2, 5.5, 4.4, 10.5, 22.7, 8.8,  5.6, 15.5, 12.5, 6,    9,
    14.4, 10.2, 4.8,  2.9, 7,   8.5, 12.3, 10.1, 12.7, 9.4, 7.2,  5.3,  18.8, 15.8,
    4.3,  14.6, 50.7, 8.2, 5.6, 9.3, 88.7, 19.6, 3.4,  3.6, 5.7,  7,    4.2,  1.8};
/// Neighbours, districts counted from 1.
const std::vector<std::pair<std::uint32_t, std::uint32_t>> neighbours{
    {1, 5},   {1, 9},   {1, 19},  {2, 7},   {2, 10},  {3, 12},  {4, 18},  {4, 20},  {4, 28},
    {5, 12},  {5, 13},  {5, 19},  {7, 10},  {7, 13},  {7, 16},  {7, 17},  {9, 17},  {9, 19},
    {9, 23},  {9, 29},  {10, 16}, {10, 22}, {13, 17}, {13, 19}, {14, 31}, {14, 32}, {14, 35},
    {15, 25}, {15, 29}, {15, 50}, {16, 17}, {16, 21}, {16, 22}, {16, 29}, {17, 19}, {17, 29},
    {18, 20}, {18, 28}, {18, 33}, {18, 55}, {18, 56}, {20, 55}, {21, 29}, {21, 50}, {23, 29},
    {23, 34}, {23, 36}, {23, 37}, {23, 39}, {24, 27}, {24, 30}, {24, 31}, {24, 44}, {24, 47},
    {24, 48}, {24, 55}, {24, 56}, {25, 26}, {25, 29}, {26, 29}, {26, 42}, {26, 43}, {27, 31},
    {27, 32}, {27, 55}, {28, 33}, {28, 45}, {29, 34}, {29, 43}, {29, 50}, {30, 38}, {30, 42},
    {30, 44}, {30, 45}, {30, 56}, {31, 32}, {31, 35}, {31, 46}, {31, 47}, {32, 35}, {33, 45},
    {33, 56}, {34, 39}, {34, 40}, {34, 42}, {34, 43}, {34, 51}, {34, 52}, {34, 54}, {35, 37},
    {35, 46}, {36, 37}, {36, 39}, {36, 41}, {37, 41}, {37, 46}, {38, 42}, {38, 44}, {38, 49},
    {38, 51}, {38, 54}, {39, 40}, {39, 41}, {40, 41}, {40, 49}, {40, 52}, {41, 46}, {41, 49},
    {41, 53}, {42, 43}, {42, 51}, {44, 48}, {44, 49}, {45, 56}, {46, 47}, {46, 53}, {47, 48},
    {47, 49}, {47, 53}, {48, 49}, {49, 52}, {49, 53}, {49, 54}, {51, 54}, {52, 54}, {55, 56}};

/// Posterior of log relative risk and of what lies above 1 and 1.25.
struct Fact {
    std::size_t district;
    double mean, sd, above_1, above_125;
};
constexpr std::array<Fact, 10> facts{{
    {1, 1.5262, 0.3248, 1.0000, 0.9999},
    {2, 1.4619, 0.1587, 1.0000, 1.0000},
    {6, 0.8270, 0.3482, 0.9881, 0.9536},
    {11, 0.8525, 0.2780, 0.9978, 0.9840},
    {15, 0.6047, 0.2398, 0.9909, 0.9399},
    {29, 0.1272, 0.2012, 0.7424, 0.3214},
    {45, -0.8441, 0.2002, 0.0000, 0.0000},
    {49, -1.0574, 0.1670, 0.0000, 0.0000},
    {55, -0.5179, 0.3887, 0.0833, 0.0203},
    {56, -0.4413, 0.3955, 0.1282, 0.0408},
}};

Graph scotland() {
    std::vector<Graph::Edge> edges;
    for (const auto& [from, to] : neighbours) {
        edges.emplace_back(from - 1, to - 1);
    }
    return Graph(observed.size(), edges);
}

TEST(PublishedFacts, ScotlandIsFittedAsByLongMarkovChains) {
    const Icar icar(scotland());
    Bym2Prior prior;
    prior.fixed_mean = {0};
    prior.fixed_sd = {10};
    prior.sigma = {SigmaPrior::Kind::exponential, 1 / 4.60517018598809};
    const Bym2Fit fit = fit_bym2({observed, expected, {}}, icar, prior, {}, {});
    ASSERT_TRUE(fit.converged);
    for (const Fact& fact : facts) {
        const std::size_t row = fact.district - 1;
        const MeanSd& mine = fit.log_risk[row];
        EXPECT_NEAR((mine.mean - fact.mean) / fact.sd, 0, 0.03) << fact.district;
        EXPECT_NEAR(mine.sd / fact.sd, 1, 0.03) << fact.district;
        EXPECT_NEAR(fit.exceedance(row, 1), fact.above_1, 0.02) << fact.district;
        EXPECT_NEAR(fit.exceedance(row, 1.25), fact.above_125, 0.02) << fact.district;
    }
    EXPECT_NEAR(fit.fixed[0].mean, 0.0535, 0.02 * 0.0626);
    EXPECT_NEAR(fit.sigma.mean, 0.6031, 0.05 * 0.0838);
    EXPECT_NEAR(fit.phi.mean, 0.8566, 0.10 * 0.1257);
}

TEST(PublishedFacts, PoissonGammaOfScotlandIsThePublishedOne) {
    const PoissonGammaMl fit = fit_poisson_gamma_ml(observed, expected);
    EXPECT_NEAR(std::log(fit.mean), 0.3521065, 2e-4);
    EXPECT_NEAR(fit.shape, 1.8794900, 2e-3);
    EXPECT_NEAR(fit.ratio(observed[0], expected[0]), 3.997362, 2e-3);
    EXPECT_NEAR(fit.ratio(observed[2], expected[2]), 2.980213, 2e-3);
}

TEST(PublishedFacts, ScaleOfScotlandWithIslandsIsThePublishedOne) {
    // Freni-Sterrantino et al. 2018: geometric mean of the variances before scaling.
    const Icar icar(scotland());
    ASSERT_EQ(icar.component_count(), 1u);
    EXPECT_NEAR(icar.scales()[0], 0.4504357, 1e-6);
}

}  // namespace
}  // namespace riskmap::stats
