#include "stats/multinomial.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/stirling.hpp"

namespace riskmap::stats {
namespace {

/// A row costs about as much as so many events drawn one by one.
constexpr std::int64_t events_of_row = 8;

/// How many of `events` fall to a share of at most a half, by adding up probabilities.
std::int64_t few_of(std::int64_t events, double share, RandomStream& random) {
    const auto n = static_cast<double>(events);
    const double odds = share / (1 - share);
    for (;;) {
        double left = random.uniform();
        double probability = std::exp(n * std::log1p(-share));
        for (double k = 0; k <= n && probability > 1e-300; ++k) {
            if (left < probability) {
                return static_cast<std::int64_t>(k);
            }
            left -= probability;
            probability *= odds * (n - k) / (k + 1);
        }
    }
}

/// The same where about ten or more do: transformed rejection with a squeeze (Hoermann 1993,
/// algorithm BTRS).
std::int64_t many_of(std::int64_t events, double share, RandomStream& random) {
    const auto n = static_cast<double>(events);
    const double odds = share / (1 - share);
    const double spread = std::sqrt(n * share * (1 - share));
    const double b = 1.15 + 2.53 * spread;
    const double a = -0.0873 + 0.0248 * b + 0.01 * share;
    const double centre = n * share + 0.5;
    const double surely = 0.92 - 4.2 / b;
    const double alpha = (2.83 + 5.1 / b) * spread;
    const double mode = std::floor((n + 1) * share);
    for (;;) {
        const double u = random.uniform() - 0.5;
        const double v = random.uniform();
        const double us = 0.5 - std::abs(u);
        const double k = std::floor((2 * a / us + b) * u + centre);
        if (us >= 0.07 && v <= surely) {
            return static_cast<std::int64_t>(k);
        }
        if (k < 0 || k > n) {
            continue;
        }
        const double of_mode = (mode + 0.5) * std::log((mode + 1) / (odds * (n - mode + 1))) +
                               stirling_rest(mode) + stirling_rest(n - mode);
        const double of_k = (n + 1) * std::log((n - mode + 1) / (n - k + 1)) +
                            (k + 0.5) * std::log(odds * (n - k + 1) / (k + 1)) - stirling_rest(k) -
                            stirling_rest(n - k);
        if (std::log(v * alpha / (a / (us * us) + b)) <= of_mode + of_k) {
            return static_cast<std::int64_t>(k);
        }
    }
}

std::int64_t binomial(std::int64_t events, double share, RandomStream& random) {
    if (share > 0.5) {
        return events - binomial(events, 1 - share, random);
    }
    constexpr double many = 10;
    return static_cast<double>(events) * share < many ? few_of(events, share, random)
                                                      : many_of(events, share, random);
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
        other_[i] = heaviest;
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
