#include "stats/hsm.hpp"

#include <cmath>

#include "core/error.hpp"

namespace riskmap::stats {

double rural_two_lane_events_per_year(double vehicles_per_day, double length_mi) {
    return vehicles_per_day * length_mi * 365e-6 * std::exp(-0.312);
}

double rural_two_lane_overdispersion(double length_mi) {
    expects(length_mi > 0, "rural_two_lane_overdispersion: the segment has a length");
    return 0.236 / length_mi;
}

SegmentEstimate segment_estimate(double predicted, double k, double observed) {
    expects(predicted > 0 && k >= 0 && observed >= 0,
            "segment_estimate: a positive prediction, no negative k or count");
    SegmentEstimate result;
    result.weight = 1 / (1 + k * predicted);
    result.expected = result.weight * predicted + (1 - result.weight) * observed;
    result.variance = (1 - result.weight) * result.expected;
    result.excess = result.expected - predicted;
    return result;
}

TreatmentEffect treatment_effect(const SegmentEstimate& before,
                                 double predicted_before,
                                 double predicted_after,
                                 double observed_after) {
    expects(
        before.expected > 0 && predicted_before > 0 && predicted_after > 0 && observed_after >= 0,
        "treatment_effect: positive expectations");
    const double carried = predicted_after / predicted_before;
    TreatmentEffect result;
    result.expected_without = before.expected * carried;
    const double relative_variance =
        before.variance * carried * carried / (result.expected_without * result.expected_without);
    const double naive = observed_after / result.expected_without;
    result.ratio = naive / (1 + relative_variance);
    const double relative_count = observed_after > 0 ? 1 / observed_after : 0;
    result.variance = result.ratio * result.ratio * (relative_count + relative_variance) /
                      ((1 + relative_variance) * (1 + relative_variance));
    return result;
}

}  // namespace riskmap::stats
