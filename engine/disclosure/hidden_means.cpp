#include "disclosure/hidden_means.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace riskmap::disclosure {
namespace {

constexpr int halvings = 200;
constexpr double widest = 60;  ///< of the log of the factor
constexpr double middle_fewer = 1.5;
constexpr double middle_withheld = 3.5;

/// E[Y | Y >= 3] of a Poisson count with mean x: sums of x^k / k!, the first as 1.
double mean_from_three(double x) {
    constexpr double plain = 100;  // from here on hardly any count is smaller
    if (x > plain) {
        return x;
    }
    double term = 1;
    double all = 0;
    double weighted = 0;
    for (int k = smallest_shown; k < x || term > all * 1e-18; ++k) {
        all += term;
        weighted += k * term;
        term *= x / (k + 1);
    }
    return weighted / all;
}

double mean_of(Shown shown, double x) {
    if (shown == Shown::fewer) {
        return std::isfinite(x) ? (1 + x) / (1 + x / 2) : 2;
    }
    return mean_from_three(x);
}

double lower_bound_of(Shown shown) {
    return shown == Shown::fewer ? 1 : static_cast<double>(smallest_shown);
}

}  // namespace

std::vector<double> hidden_means(std::span<const HiddenCount> counts, std::optional<double> sum) {
    std::vector<double> means(counts.size());
    if (!sum) {
        std::transform(counts.begin(), counts.end(), means.begin(), [](const HiddenCount& count) {
            return count.shown == Shown::fewer ? middle_fewer : middle_withheld;
        });
        return means;
    }
    double weights = 0;
    double lowest = 0;
    double highest = 0;
    for (const HiddenCount& count : counts) {
        weights += count.weight > 0 ? count.weight : 0;
        lowest += lower_bound_of(count.shown);
        highest += count.shown == Shown::fewer ? smallest_shown - 1 : HUGE_VAL;
    }
    const auto at = [&](double factor) {
        double total = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const double share = counts[i].weight > 0 ? counts[i].weight / weights : 0;
            means[i] = mean_of(counts[i].shown, share > 0 ? factor * share : 0);
            total += means[i];
        }
        return total;
    };
    if (*sum <= lowest || !(weights > 0)) {
        at(0);
        return means;
    }
    if (*sum >= highest) {
        std::fill(means.begin(), means.end(), static_cast<double>(smallest_shown - 1));
        return means;
    }
    double low = -widest;
    double high = widest;
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2;
        (at(std::exp(middle)) < *sum ? low : high) = middle;
    }
    at(std::exp(high));
    return means;
}

std::vector<std::int64_t> whole_counts(std::span<const double> means) {
    std::vector<std::int64_t> whole(means.size());
    std::vector<std::size_t> order(means.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::int64_t rest = std::llround(std::accumulate(means.begin(), means.end(), 0.0));
    // What bisection leaves off a whole number is no remainder.
    constexpr double rounding = 1e-9;
    for (std::size_t i = 0; i < means.size(); ++i) {
        whole[i] = static_cast<std::int64_t>(std::floor(means[i] + rounding));
        rest -= whole[i];
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto remainder = [&](std::size_t i) {
            return std::round((means[i] - static_cast<double>(whole[i])) / rounding);
        };
        return remainder(a) > remainder(b);
    });
    for (std::size_t i = 0; i < order.size() && rest > 0; ++i, --rest) {
        ++whole[order[i]];
    }
    return whole;
}

}  // namespace riskmap::disclosure
