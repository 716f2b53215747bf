#include "stats/multinomial.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace riskmap::stats {

MultinomialSampler::MultinomialSampler(std::span<const double> weights)
    : keep_(weights.size(), 1), other_(weights.size()) {
    double sum = 0;
    for (const double weight : weights) {
        expects(weight >= 0, "MultinomialSampler: weights are not negative");
        sum += weight;
    }
    expects(sum > 0, "MultinomialSampler: some weight is positive");
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
    constexpr double unit = 1.0 / 4294967296.0;
    for (std::int64_t event = 0; event < events; ++event) {
        const std::uint32_t slot = random.below(rows);
        const double share = (static_cast<double>(random.bits()) + 0.5) * unit;
        ++counts[share < keep_[slot] ? slot : other_[slot]];
    }
}

}  // namespace riskmap::stats
