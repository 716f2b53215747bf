#pragma once

namespace riskmap::stats {

/// Events per year a rural two-lane road segment is predicted to have under base conditions:
/// vehicles a day x miles x 365e-6 x exp(-0.312) (Highway Safety Manual 2010, eq. 10-6). Fitted in
/// the United States: use its form, estimate level and slope elsewhere.
double rural_two_lane_events_per_year(double vehicles_per_day, double length_mi);
/// Overdispersion of that prediction: 0.236 / miles (eq. 10-7). `length_mi` is positive.
double rural_two_lane_overdispersion(double length_mi);

/// What a segment is expected to have, between its prediction and its record.
struct SegmentEstimate {
    double weight = 1;  ///< on the prediction: 1 / (1 + k x predicted)
    double expected = 0;
    double variance = 0;  ///< (1 - weight) x expected
    double excess = 0;    ///< expected - predicted: potential for safety improvement
};
/// Empirical Bayes with the negative binomial overdispersion `k` >= 0 (Hauer 1997; Highway Safety
/// Manual, eq. ). `predicted` (positive) and `observed` cover the same years.
SegmentEstimate segment_estimate(double predicted, double k, double observed);

/// Effect of a treatment with the regression to the mean taken off.
struct TreatmentEffect {
    double expected_without = 0;  ///< events after, had nothing been done
    double ratio = 1;             ///< observed after / that, corrected for its uncertainty
    double variance = 0;          ///< of `ratio`
};
/// Before and after (Hauer 1997, ch. 11): the estimate of the years before, carried over by the
/// ratio of predictions, against what was observed after. The site may have been chosen for its bad
/// record; a naive comparison would credit the treatment with luck. `before` has a positive
/// expectation.
TreatmentEffect treatment_effect(const SegmentEstimate& before,
                                 double predicted_before,
                                 double predicted_after,
                                 double observed_after);

}  // namespace riskmap::stats
