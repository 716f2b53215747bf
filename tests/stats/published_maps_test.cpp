#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "stats/empirical_bayes.hpp"
#include "stats/poisson_gamma.hpp"
#include "stats/scan.hpp"

// Two more maps that everyone in the field has fitted, typed as facts: lung cancer in the 67
// counties of Pennsylvania (2002; expected by sex, age and race) and sudden infant deaths in the
// 100 counties of North Carolina (1974-78). Answers come from the published programs for these
// methods.

namespace riskmap::stats {
namespace {

struct Map {
    std::vector<std::int64_t> cases;
    std::vector<double> expected;
    std::vector<double> x;
    std::vector<double> y;

    ScanData sites() const { return {cases, expected, x, y}; }
    std::vector<double> counts() const { return {cases.begin(), cases.end()}; }
};

/// Places in kilometres.
const Map pennsylvania{
    {55,  1275, 49,  172, 37,  308, 127, 59,  454, 158, 121, 8,   42, 61,  291, 32, 73,
     27,  58,   74,  132, 168, 485, 31,  231, 150, 4,   105, 11,  38, 26,  70,  34, 6,
     181, 301,  76,  77,  252, 285, 98,  35,  98,  45,  110, 599, 8,  236, 83,  31, 1415,
     35,  22,   136, 28,  54,  3,   34,  28,  28,  70,  35,  194, 45, 372, 14,  279},
    {69.6273,  1182.4280, 67.6101,  172.5581, 44.1901,  300.7060,  115.0697, 53.2376,  428.7975,
     134.7977, 149.8460,  5.9459,   55.4752,  79.4040,  300.1241,  33.9066,  73.8532,  33.0120,
     53.3121,  75.0250,   170.8666, 199.8090, 454.5460, 31.5437,   216.2034, 137.8105, 5.4036,
     109.8887, 11.5948,   33.0931,  36.6595,  71.0901,  42.5558,   18.7351,  204.1728, 357.2380,
     91.3031,  103.0766,  259.8748, 309.6880, 101.2316, 40.1052,   111.7907, 40.7746,  100.0947,
     608.6918, 16.0813,   222.7311, 90.8721,  31.0373,  1219.1027, 39.8653,  16.0032,  147.9377,
     28.8789,  74.5235,   7.4197,   36.1743,  35.7564,  30.8338,   51.1410,  39.2307,  189.0977,
     44.4902,  351.1760,  21.0092,  288.8697},
    {-6715.7, -6956.1, -6911.4, -6988.1, -6826.5, -6603.7, -6814.2, -6655.9, -6532.2, -6950.5,
     -6845.6, -6801.8, -6584.7, -6769.2, -6587.8, -6907.2, -6825.5, -6752.9, -6645.2, -6967.5,
     -6720.3, -6677.9, -6557.7, -6839.8, -6961.0, -6927.0, -6890.6, -6759.4, -6793.8, -6977.1,
     -6781.5, -6877.9, -6870.6, -6732.3, -6576.6, -6631.5, -6986.5, -6650.3, -6574.5, -6609.1,
     -6702.7, -6833.9, -6980.5, -6749.7, -6552.5, -6554.7, -6667.4, -6549.9, -6671.6, -6718.9,
     -6534.8, -6527.4, -6775.5, -6628.8, -6702.7, -6873.1, -6655.5, -6593.2, -6720.0, -6702.6,
     -6936.9, -6894.8, -6979.4, -6550.0, -6911.2, -6612.6, -6673.5},
    {4431.7, 4497.5, 4536.1, 4521.3, 4446.5, 4491.9, 4498.9, 4644.2, 4483.7, 4546.6, 4500.6, 4604.5,
     4547.5, 4547.8, 4443.1, 4578.0, 4556.6, 4582.4, 4561.3, 4631.4, 4464.1, 4491.2, 4436.6, 4603.0,
     4665.7, 4436.8, 4612.3, 4437.0, 4437.0, 4429.1, 4492.3, 4518.0, 4570.3, 4503.4, 4604.8, 4450.4,
     4555.6, 4486.2, 4513.8, 4576.2, 4593.4, 4646.0, 4589.7, 4512.8, 4563.0, 4469.6, 4558.8, 4529.8,
     4538.9, 4490.1, 4445.9, 4593.4, 4639.3, 4523.8, 4530.6, 4442.9, 4605.5, 4647.8, 4641.4, 4552.0,
     4600.0, 4646.2, 4466.3, 4628.7, 4480.2, 4613.8, 4437.1}};

/// Births stand for what is expected; places in kilometres.
const Map carolina{
    {1,  0,  5, 1, 9,  7, 0,  0,  4, 1,  2,  16, 4, 4,  4, 18, 3, 4,  1,  1, 1, 0, 1,  2,  10,
     23, 13, 6, 4, 16, 8, 0,  10, 6, 0,  2,  16, 2, 4,  1, 0,  8, 5,  5,  0, 5, 7, 2,  11, 3,
     14, 5,  9, 6, 2,  0, 7,  3,  4, 5,  12, 18, 6, 10, 8, 2,  5, 44, 3,  3, 5, 5, 0,  10, 3,
     11, 1,  0, 4, 1,  2, 38, 1,  4, 15, 7,  0,  4, 4,  0, 13, 8, 29, 31, 5, 8, 4, 15, 12, 5},
    {1091, 487,  3188,  508,  1421, 1452, 286,   420,   968,  1612,  1035,  4449, 1671, 1556, 2180,
     3608, 1638, 3146,  1323, 484,  751,  781,   1269,  1399, 11858, 16184, 4672, 1324, 3164, 7970,
     4021, 671,  3657,  3609, 770,  1549, 14484, 765,   4139, 1207,  1333,  5509, 3573, 990,  248,
     1946, 4456, 1646,  3702, 4606, 5094, 5754,  7515,  3999, 2110,  521,   2692, 675,  870,  2252,
     2992, 6638, 3776,  4866, 2216, 1143, 2648,  21588, 4099, 1258,  2356,  2574, 415,  3589, 1173,
     9014, 533,  797,   3025, 542,  1027, 20366, 578,   3915, 1570,  1494,  338,  2483, 2756, 284,
     5868, 2255, 11158, 7889, 2414, 1782, 1228,  3350,  5526, 2181},
    {-81.67,  -50.06,  -16.14,  406.01, 281.10,  323.77,  392.64,  340.22,  213.84,  31.54,
     110.34,  70.83,   177.45,  144.71, 193.92,  266.13,  389.33,  -55.10,  -104.08, 366.08,
     351.02,  -126.08, -10.75,  201.38, 30.20,   71.16,   104.13,  322.86,  130.45,  149.96,
     228.97,  -143.01, 268.32,  -94.04, -156.67, 312.68,  170.75,  -193.52, -33.73,  -3.61,
     -59.43,  25.69,   -108.11, 340.68, 386.94,  -136.39, 66.52,   124.30,  234.83,  3.70,
     282.39,  -63.91,  -184.76, 196.30, -224.85, 439.65,  313.64,  -269.77, 255.61,  125.05,
     -133.17, 225.69,  152.94,  -97.12, -69.82,  -247.04, 101.51,  -31.18,  -9.04,   56.92,
     28.87,   -178.09, -305.09, 265.04, -204.91, -64.22,  -155.22, -267.97, 196.45,  340.84,
     -328.04, 150.26,  284.39,  -5.85,  37.19,   118.41,  379.42,  227.80,  68.53,   -308.50,
     314.31,  96.15,   275.47,  138.83, 349.94,  170.46,  230.02,  161.28,  229.17,  221.75},
    {4052.29, 4059.70, 4043.76, 4035.10, 4029.75, 4028.10, 4021.10, 4029.13, 4034.39, 4041.96,
     4036.81, 4036.01, 4026.48, 4031.52, 4027.26, 4022.30, 4019.59, 4018.50, 4030.77, 4005.86,
     3991.89, 4019.24, 4013.53, 3999.27, 4005.74, 3998.17, 3997.85, 3983.13, 3996.37, 3987.16,
     3983.43, 4010.62, 3975.38, 3996.53, 4001.72, 3968.99, 3964.94, 3993.17, 3975.37, 3984.88,
     3993.86, 3973.02, 3977.59, 3968.14, 3974.90, 3974.84, 3959.00, 3957.46, 3954.04, 3959.57,
     3941.00, 3965.90, 3968.80, 3932.90, 3963.89, 3975.36, 3935.19, 3962.94, 3925.77, 3927.99,
     3936.03, 3918.76, 3920.14, 3924.97, 3943.01, 3952.35, 3916.07, 3913.80, 3928.96, 3920.08,
     3923.33, 3934.57, 3956.11, 3904.46, 3930.05, 3917.65, 3926.01, 3933.89, 3876.05, 3889.53,
     3932.74, 3884.38, 3881.30, 3880.77, 3876.70, 3872.71, 3920.72, 3870.09, 3870.15, 3924.04,
     3886.95, 3850.79, 3852.53, 3832.65, 3844.47, 3834.73, 3824.69, 3802.49, 3789.11, 3756.92}};

std::vector<std::uint32_t> counted_from_one(const ScanCluster& cluster) {
    std::vector<std::uint32_t> units = cluster.units;
    std::sort(units.begin(), units.end());
    for (std::uint32_t& unit : units) {
        ++unit;
    }
    return units;
}

ScanResult scanned(const Map& map) {
    ScanOptions options;
    options.replicates = 199;
    return scan_circular(map.sites(), options, {});
}

TEST(PublishedMaps, ClustersOfPennsylvaniaAreThePublishedOnes) {
    const ScanResult result = scanned(pennsylvania);
    ASSERT_GE(result.clusters.size(), 3u);
    EXPECT_EQ(counted_from_one(result.clusters[0]), (std::vector<std::uint32_t>{23, 51}));
    EXPECT_NEAR(result.clusters[0].log_likelihood_ratio, 17.662883125, 1e-4);
    EXPECT_EQ(result.clusters[0].observed, 1900);
    EXPECT_NEAR(result.clusters[0].expected, 1673.648667, 1e-3);
    EXPECT_LE(result.clusters[0].p, 0.01);
    EXPECT_EQ(counted_from_one(result.clusters[1]),
              (std::vector<std::uint32_t>{2, 4, 10, 26, 30, 63, 65}));
    EXPECT_NEAR(result.clusters[1].log_likelihood_ratio, 7.098944233, 1e-4);
    EXPECT_EQ(counted_from_one(result.clusters[2]), (std::vector<std::uint32_t>{61}));
    EXPECT_NEAR(result.clusters[2].log_likelihood_ratio, 3.132002773, 1e-4);
    // Of 9,999 worlds 3.07 % reach the second.
    EXPECT_NEAR(result.clusters[1].p, 0.0307, 4 * std::sqrt(0.0307 * 0.97 / 199) + 0.005);
}

TEST(PublishedMaps, PoissonGammaOfPennsylvaniaIsThePublishedOne) {
    const PoissonGammaMl fit = fit_poisson_gamma_ml(pennsylvania.counts(), pennsylvania.expected);
    EXPECT_NEAR(std::log(fit.mean), -0.0424994386, 1e-4);
    EXPECT_NEAR(fit.shape / 107.419572578, 1, 2e-3);
}

TEST(PublishedMaps, EmpiricalBayesOfCarolinaIsThePublishedOne) {
    const EmpiricalBayes fit = marshall_global(carolina.counts(), carolina.expected);
    EXPECT_NEAR(fit.moments.mean / 0.002021444893654, 1, 1e-9);
    EXPECT_NEAR(fit.moments.variance / 0.000000769293064701, 1, 1e-9);
    struct Fact {
        std::size_t county;
        double rate;
    };
    constexpr std::array<Fact, 5> facts{{{1, 0.00169729733086},
                                         {2, 0.00170537768084},
                                         {4, 0.00201286808422},
                                         {32, 0.00161025148896},
                                         {85, 0.00483880405213}}};
    for (const Fact& fact : facts) {
        EXPECT_NEAR(fit.rate[fact.county - 1] / fact.rate, 1, 1e-9) << fact.county;
    }
}

TEST(PublishedMaps, ClustersOfCarolinaAreThoseOfTheProgramThatMadeTheScan) {
    const ScanResult result = scanned(carolina);
    ASSERT_GE(result.clusters.size(), 3u);
    EXPECT_EQ(result.clusters[0].units.size(), 46u);
    EXPECT_EQ(result.clusters[0].observed, 404);
    EXPECT_NEAR(result.clusters[0].expected, 331.77, 0.005);
    EXPECT_NEAR(result.clusters[0].log_likelihood_ratio, 15.757765, 1e-6);
    EXPECT_LE(result.clusters[0].p, 0.01);
    EXPECT_EQ(counted_from_one(result.clusters[1]), (std::vector<std::uint32_t>{11, 12, 14, 27}));
    EXPECT_NEAR(result.clusters[1].log_likelihood_ratio, 2.457686, 1e-6);
    EXPECT_EQ(counted_from_one(result.clusters[2]), (std::vector<std::uint32_t>{61}));
    EXPECT_NEAR(result.clusters[2].log_likelihood_ratio, 2.296866, 1e-6);
    EXPECT_GT(result.clusters[2].p, 0.8);
}

}  // namespace
}  // namespace riskmap::stats
