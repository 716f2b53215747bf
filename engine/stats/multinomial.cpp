#include "stats/multinomial.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

/// A row costs about as much as so many events drawn one by one.
constexpr std::int64_t events_of_row = 1024;

/// How many of `events` fall to a share: the middle one of sorted uniform numbers is a beta
/// variate, on one side of the share with all before or after it, so that half are settled at a
/// time (Ahrens and Dieter 1974).
std::int64_t binomial(std::int64_t events, double share, RandomStream& random) {
    constexpr std::int64_t few = 24;
    std::int64_t inside = 0;
    while (events > few) {
        const std::int64_t middle = events / 2 + 1;
        const double before = random.gamma(static_cast<double>(middle));
        const double after = random.gamma(static_cast<double>(events + 1 - middle));
        const double at = before / (before + after);
        if (at <= share) {
            inside += middle;
            events -= middle;
            share = (share - at) / (1 - at);
        } else {
            events = middle - 1;
            share /= at;
        }
    }
    for (; events > 0; --events) {
        inside += random.uniform() < share ? 1 : 0;
    }
    return inside;
}

}  // namespace

MultinomialSampler::MultinomialSampler(std::span<const double> weights)
    : keep_(weights.size(), 1), other_(weights.size()), of_rest_(weights.size()) {
    double sum = 0;
    for (const double weight : weights) {
        expects(weight >= 0, "MultinomialSampler: weights are not negative");
        sum += weight;
    }
    expects(sum > 0, "MultinomialSampler: some weight is positive");
    double rest = 0;
    for (std::size_t i = weights.size(); i-- > 0;) {
        rest += weights[i];
        of_rest_[i] = weights[i] > 0 ? weights[i] / rest : 0;
    }
    std::vector<std::uint32_t> small;
    std::vector<std::uint32_t> large;
    std::uint32_t heaviest = 0;
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
        keep_[i] = weights[i] / sum * static_cast<double>(weights.size());
        other_[i] = i;
        (keep_[i] < 1 ? small : large).push_back(i);
        heaviest = weights[i] > weights[heaviest] ? i : heaviest;
    }
    while (!small.empty() && !large.empty()) {
        const std::uint32_t low = small.back();
        const std::uint32_t high = large.back();
        small.pop_back();
        other_[low] = high;
        keep_[high] -= 1 - keep_[low];
        if (keep_[high] < 1) {
            large.pop_back();
            small.push_back(high);
        }
    }
    // What is left differs from 1 by rounding; a row without weight must never be drawn.
    for (const std::uint32_t i : large) {
        keep_[i] = 1;
    }
    for (const std::uint32_t i : small) {
        keep_[i] = weights[i] > 0 ? 1 : 0;
        other_[i] = weights[i] > 0 ? i : heaviest;
    }
}

void MultinomialSampler::draw(std::int64_t events,
                              RandomStream& random,
                              std::span<std::int32_t> counts) const {
    std::fill(counts.begin(), counts.end(), 0);
    const auto rows = static_cast<std::uint32_t>(keep_.size());
    if (events / events_of_row > rows) {
        draw_rows(events, random, counts);
        return;
    }
    constexpr double unit = 1.0 / 4294967296.0;
    for (std::int64_t event = 0; event < events; ++event) {
        const std::uint32_t slot = random.below(rows);
        const double share = (static_cast<double>(random.bits()) + 0.5) * unit;
        ++counts[share < keep_[slot] ? slot : other_[slot]];
    }
}

void MultinomialSampler::draw_rows(std::int64_t events,
                                   RandomStream& random,
                                   std::span<std::int32_t> counts) const {
    for (std::size_t row = 0; row < counts.size() && events > 0; ++row) {
        const std::int64_t taken =
            of_rest_[row] < 1 ? binomial(events, of_rest_[row], random) : events;
        counts[row] = static_cast<std::int32_t>(taken);
        events -= taken;
    }
}

}  // namespace riskmap::stats
