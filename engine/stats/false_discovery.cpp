#include "stats/false_discovery.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::stats {

std::vector<double> benjamini_hochberg(std::span<const double> p) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!std::isnan(p[i])) {
            order.push_back(i);
        }
    }
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
    std::vector<double> adjusted(p.size(), std::numeric_limits<double>::quiet_NaN());
    const auto tests = static_cast<double>(order.size());
    double least = 1;
    for (std::size_t k = order.size(); k-- > 0;) {
        least = std::min(least, p[order[k]] * tests / static_cast<double>(k + 1));
        adjusted[order[k]] = least;
    }
    return adjusted;
}

}  // namespace riskmap::stats
