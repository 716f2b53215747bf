#include "stats/hsm.hpp"

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "support/reference_data.hpp"

namespace riskmap::stats {
namespace {

using HsmReference = test::Reference;

TEST(Hsm, PublishedSegmentTypedAsFacts) {
    const double yearly = rural_two_lane_events_per_year(10000, 1.5);
    EXPECT_NEAR(yearly, 4.007598867050011, 1e-12);
    const double k = rural_two_lane_overdispersion(1.5);
    EXPECT_NEAR(k, 0.15733333333333333, 1e-15);
    const SegmentEstimate e = segment_estimate(5 * yearly, k, 10);
    EXPECT_NEAR(e.weight, 0.24081040742782037, 1e-13);
    EXPECT_NEAR(e.expected, 12.41725350562972, 1e-12);
    EXPECT_NEAR(e.variance, 9.427049629804497, 1e-12);
    EXPECT_NEAR(e.excess, -7.620740829620335, 1e-12);
}

TEST(Hsm, WithoutOverdispersionTheRecordDoesNotCount) {
    EXPECT_EQ(segment_estimate(4, 0, 40).expected, 4);
    EXPECT_ANY_THROW(segment_estimate(0, 0.1, 1));
    EXPECT_ANY_THROW(segment_estimate(4, -0.1, 1));
    EXPECT_ANY_THROW(segment_estimate(4, 0.1, -1));
    EXPECT_ANY_THROW(rural_two_lane_overdispersion(0));
}

TEST(Hsm, UntreatedSitesChosenForTheirRecordShowNoEffect) {
    // Sites with gamma risks; the worst records are "treated" by doing nothing.
    double naive_before = 0;
    double observed_after = 0;
    double expected_after = 0;
    for (std::uint64_t site = 0; site < 20000; ++site) {
        RandomStream random(11, 2, site);
        const double mean = random.gamma(2) / 2 * 3;  // mean 3, k = 0.5
        const auto before = static_cast<double>(random.poisson(mean));
        const auto after = static_cast<double>(random.poisson(mean));
        if (before >= 7) {
            naive_before += before;
            observed_after += after;
            expected_after +=
                treatment_effect(segment_estimate(3, 0.5, before), 3, 3, after).expected_without;
        }
    }
    EXPECT_LT(observed_after / naive_before, 0.85);
    EXPECT_NEAR(observed_after / expected_after, 1, 0.03);
}

TEST(Hsm, EffectOfATreatmentByHand) {
    SegmentEstimate before;
    before.expected = 8;
    before.variance = 4;
    // Half as much traffic after: 4 expected, of a relative variance of 1 / 16.
    const TreatmentEffect some = treatment_effect(before, 4, 2, 3);
    EXPECT_DOUBLE_EQ(some.expected_without, 4);
    EXPECT_DOUBLE_EQ(some.ratio, 0.75 / 1.0625);
    EXPECT_DOUBLE_EQ(some.variance,
                     some.ratio * some.ratio * (1.0 / 3 + 0.0625) / (1.0625 * 1.0625));
    // Parts of an event a year are expected as well.
    EXPECT_DOUBLE_EQ(treatment_effect({1, 0.5, 0.25, 0}, 0.25, 0.5, 3).expected_without, 1);
    const TreatmentEffect none = treatment_effect(before, 4, 2, 0);
    EXPECT_EQ(none.ratio, 0);
    EXPECT_EQ(none.variance, 0);
    EXPECT_ANY_THROW(treatment_effect(before, 0, 2, 3));
    EXPECT_ANY_THROW(treatment_effect(before, 4, 0, 3));
    EXPECT_ANY_THROW(treatment_effect({}, 4, 2, 3));
    EXPECT_ANY_THROW(treatment_effect(before, 4, 2, -1));
}

TEST_F(HsmReference, EveryRow) {
    const test::Table rows(folder / "hsm/ref_hsm_eb.csv");
    for (std::size_t i = 0; i < rows.rows(); ++i) {
        const double length = rows.numbers("length_mi")[i];
        const double predicted = rural_two_lane_events_per_year(rows.numbers("aadt")[i], length) *
                                 rows.numbers("years")[i];
        const SegmentEstimate e = segment_estimate(
            predicted, rural_two_lane_overdispersion(length), rows.numbers("observed")[i]);
        EXPECT_NEAR(e.expected / rows.numbers("expected_total")[i], 1, 1e-10);
        EXPECT_NEAR(e.weight / rows.numbers("weight")[i], 1, 1e-10);
        EXPECT_NEAR(e.variance / rows.numbers("var_expected")[i], 1, 1e-10);
        EXPECT_NEAR(e.excess / rows.numbers("psi")[i], 1, 1e-9);
    }
}

}  // namespace
}  // namespace riskmap::stats
