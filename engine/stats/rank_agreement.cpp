#include "stats/rank_agreement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// NaN becomes the lowest number there is, so that values can be ordered.
std::vector<double> ordered(std::span<const double> values) {
    std::vector<double> result(values.begin(), values.end());
    for (double& value : result) {
        value = std::isnan(value) ? -std::numeric_limits<double>::infinity() : value;
    }
    return result;
}

/// Calls `visit(first, last, order)` for each run of equal values, the highest first.
template <class Visit>
void for_each_tie(const std::vector<double>& values, const Visit& visit) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return values[a] > values[b];
    });
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && !(values[order[last]] < values[order[first]])) {
            ++last;
        }
        visit(first, last, order);
        first = last;
    }
}

}  // namespace

std::vector<double> mid_ranks(std::span<const double> values) {
    std::vector<double> ranks(values.size());
    for_each_tie(ordered(values), [&](std::size_t first, std::size_t last, const auto& order) {
        const double rank = static_cast<double>(first + last + 1) / 2;
        for (std::size_t i = first; i < last; ++i) {
            ranks[order[i]] = rank;
        }
    });
    return ranks;
}

double rank_correlation(std::span<const double> a, std::span<const double> b) {
    expects(a.size() == b.size(), "rank_correlation: columns of one length");
    const std::vector<double> x = mid_ranks(a);
    const std::vector<double> y = mid_ranks(b);
    const double middle = static_cast<double>(x.size() + 1) / 2;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (std::size_t row = 0; row < x.size(); ++row) {
        xx += (x[row] - middle) * (x[row] - middle);
        yy += (y[row] - middle) * (y[row] - middle);
        xy += (x[row] - middle) * (y[row] - middle);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : none;
}

std::vector<double> top_shares(std::span<const double> values, std::size_t count) {
    std::vector<double> shares(values.size(), 0);
    for_each_tie(ordered(values), [&](std::size_t first, std::size_t last, const auto& order) {
        const double places = static_cast<double>(std::min(last, count) - std::min(first, count));
        for (std::size_t i = first; i < last; ++i) {
            shares[order[i]] = places / static_cast<double>(last - first);
        }
    });
    return shares;
}

double concordance(std::span<const double> values,
                   std::span<const double> events,
                   std::span<const double> people) {
    expects(values.size() == events.size() && values.size() == people.size(),
            "concordance: columns of one length");
    const double all_events = std::accumulate(events.begin(), events.end(), 0.0);
    const double all_people = std::accumulate(people.begin(), people.end(), 0.0);
    if (!(all_events > 0) || !(all_people > 0)) {
        return none;
    }
    double below = all_people;
    double sum = 0;
    for_each_tie(ordered(values), [&](std::size_t first, std::size_t last, const auto& order) {
        double here = 0;
        double hit = 0;
        for (std::size_t i = first; i < last; ++i) {
            here += people[order[i]];
            hit += events[order[i]];
        }
        below -= here;
        sum += hit * (below + here / 2);
    });
    return sum / (all_events * all_people);
}

}  // namespace riskmap::stats
