#include "plan/evaluation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/number_text.hpp"
#include "stats/hsm.hpp"

namespace riskmap::plan {
namespace {

constexpr double two_sided_95 = 1.959963984540054;

/// What places of this kind have before anything is done.
struct Reference {
    double per_exposure = 0;  ///< cases in all the years before
    double overdispersion = 0;
};

/// Level and spread over all places, treated or not: the treated were chosen by their record, and
/// what is left would be too even and too good. The spread is the moment estimate of the negative
/// binomial: k = sum((y - m)^2 - m) / sum(m^2), never below 0.
Reference reference_of(const std::vector<BeforeAfter>& places) {
    double exposure = 0;
    double before = 0;
    for (const BeforeAfter& place : places) {
        exposure += place.exposure;
        before += place.before;
    }
    Reference reference{before / exposure, 0};
    double excess = 0;
    double squares = 0;
    for (const BeforeAfter& place : places) {
        const double mean = reference.per_exposure * place.exposure;
        excess += (place.before - mean) * (place.before - mean) - mean;
        squares += mean * mean;
    }
    reference.overdispersion = squares > 0 ? std::max(0.0, excess / squares) : 0;
    return reference;
}

void check_places(const std::vector<BeforeAfter>& places) {
    std::size_t treated = 0;
    std::size_t untreated = 0;
    double before = 0;
    double after = 0;
    for (const BeforeAfter& place : places) {
        (place.treated ? treated : untreated) += 1;
        before += place.before;
        after += place.treated ? 0 : place.after;
    }
    if (treated == 0) {
        throw Error(ErrorKind::input,
                    Text{"không có nơi nào được đánh dấu là đã can thiệp",
                         "no place is marked as treated: nothing to evaluate"});
    }
    if (untreated < 2 || !(before > 0) || !(after > 0)) {
        throw Error(
            ErrorKind::input,
            Text{"cần ít nhất hai nơi không can thiệp, có vụ việc trước và sau, để biết bình "
                 "thường sẽ ra sao",
                 "at least two untreated places, with cases before and after, are needed to "
                 "know what usually happens"});
    }
}

Text verdict_of(const Evaluation& found) {
    const auto percent = [&](double ratio, Language language) {
        return number_text(std::abs(1 - ratio) * 100, 0, language);
    };
    if (found.ratio_upper < 1) {
        return {fmt::format("Giảm {} % so với khi không làm gì (khoảng 95%: {}–{} "
                            "%), đã trừ phần may "
                            "rủi.",
                            percent(found.ratio, Language::vi),
                            percent(found.ratio_upper, Language::vi),
                            percent(found.ratio_lower, Language::vi)),
                fmt::format("{} % fewer than had nothing been done (95 % interval "
                            "{} to {} %), luck "
                            "taken off.",
                            percent(found.ratio, Language::en),
                            percent(found.ratio_upper, Language::en),
                            percent(found.ratio_lower, Language::en))};
    }
    if (found.ratio_lower > 1) {
        return {
            fmt::format("Tăng {} % so với khi không làm gì.", percent(found.ratio, Language::vi)),
            fmt::format("{} % more than had nothing been done.",
                        percent(found.ratio, Language::en))};
    }
    return {"Chưa phân biệt được với may rủi: số vụ còn quá ít.",
            "Cannot be told from luck: the cases are too few."};
}

}  // namespace

Evaluation evaluate(const std::vector<BeforeAfter>& places,
                    double years_before,
                    double years_after) {
    expects(years_before > 0 && years_after > 0, "evaluate: years before and after");
    check_places(places);
    const Reference reference = reference_of(places);
    Evaluation found;
    found.overdispersion = reference.overdispersion;
    double variance = 0;
    double untreated_expected = 0;
    double untreated_after = 0;
    for (const BeforeAfter& place : places) {
        const stats::SegmentEstimate estimate = stats::segment_estimate(
            reference.per_exposure * place.exposure, reference.overdispersion, place.before);
        if (!place.treated) {
            ++found.untreated;
            untreated_expected += estimate.expected;
            untreated_after += place.after;
            continue;
        }
        ++found.treated;
        found.observed_before += place.before;
        found.observed_after += place.after;
        found.expected_before += estimate.expected;
        variance += estimate.variance;
    }
    const double trend = untreated_after / untreated_expected;
    found.expected_without = found.expected_before * trend;
    const double pi = found.expected_without;
    variance = variance * trend * trend + pi * pi / untreated_after;
    found.naive_ratio = found.observed_before > 0 ? (found.observed_after / years_after) /
                                                        (found.observed_before / years_before)
                                                  : std::nan("");
    const double correction = 1 + variance / (pi * pi);
    found.ratio = found.observed_after / pi / correction;
    // A count of none has no Poisson variance of its own; one case stands in for
    // it.
    const double count = std::max(1.0, found.observed_after);
    const double ratio_variance = std::pow(count / pi / correction, 2) *
                                  (1 / count + variance / (pi * pi)) / std::pow(correction, 2);
    const double reach = two_sided_95 * std::sqrt(ratio_variance);
    found.ratio_lower = std::max(0.0, found.ratio - reach);
    found.ratio_upper = found.ratio + reach;
    found.verdict = verdict_of(found);
    return found;
}

}  // namespace riskmap::plan
