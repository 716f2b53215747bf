#include "stats/scan_scale.hpp"

#include <cmath>

#include "core/error.hpp"

namespace riskmap::stats {

double scan_log_likelihood_ratio(double inside, double expected, double total) {
    if (!(inside > expected)) {
        return 0;
    }
    const double outside = total - inside;
    return inside * std::log(inside / expected) +
           (outside > 0 ? outside * std::log(outside / (total - expected)) : 0);
}

ScaledExpected scale_expected(std::span<const std::int64_t> cases,
                              std::span<const double> expected,
                              const ScanOptions& options) {
    expects(options.max_share > 0 && options.max_share < 1,
            "scan: the largest window has a share between 0 and 1");
    expects(!expected.empty() && cases.size() % expected.size() == 0, "scan: rows agree");
    const std::size_t periods = cases.size() / expected.size();
    ScaledExpected result;
    double sum = 0;
    for (std::size_t unit = 0; unit < expected.size(); ++unit) {
        std::int64_t here = 0;
        for (std::size_t t = 0; t < periods; ++t) {
            expects(cases[unit * periods + t] >= 0, "scan: counts are not negative");
            here += cases[unit * periods + t];
        }
        expects(expected[unit] > 0 || (expected[unit] == 0 && here == 0),
                "scan: units with cases have positive expectations");
        result.total += static_cast<double>(here);
        sum += expected[unit];
    }
    for (const double e : expected) {
        result.expected.push_back(sum > 0 ? e / sum * result.total : 0);
    }
    return result;
}

}  // namespace riskmap::stats
