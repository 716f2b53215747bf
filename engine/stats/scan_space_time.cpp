#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/scan.hpp"
#include "stats/scan_null.hpp"
#include "stats/scan_scale.hpp"
#include "stats/scan_windows.hpp"

namespace riskmap::stats {
namespace {

class CylinderScan {
  public:
    CylinderScan(const ScanData& data,
                 const ScaledExpected& scaled,
                 std::vector<double> shares,
                 const ScanOptions& options)
        : windows_(scan_windows(data.x, data.y, scaled.expected, options.max_share * scaled.total)),
          total_(scaled.total),
          min_cases_(options.min_cases),
          periods_(shares.size()),
          longest_(options.longest > 0 ? options.longest
                                       : std::max<std::size_t>(1, shares.size() / 2)) {
        share_until_.push_back(0);
        for (const double share : shares) {
            share_until_.push_back(share_until_.back() + share);
        }
    }

    struct Best {
        double ratio = 0;
        std::size_t centre = 0;
        std::size_t place = 0;
        std::size_t first = 0;
        std::size_t last = 0;
        std::int64_t cases = 0;
        double expected = 0;
    };

    /// Best cylinder that meets no `used` unit.
    template <class Counts>
    Best best(const Counts& counts, const std::vector<bool>& used) const {
        std::vector<std::int64_t> units_total(windows_.centres(), 0);
        for (std::size_t unit = 0; unit < units_total.size(); ++unit) {
            for (std::size_t t = 0; t < periods_; ++t) {
                units_total[unit] += counts[unit * periods_ + t];
            }
        }
        Best best;
        std::vector<std::int64_t> until(periods_ + 1);
        for (std::size_t centre = 0; centre < windows_.centres(); ++centre) {
            std::fill(until.begin(), until.end(), 0);
            bool fresh = false;
            for (std::size_t k = windows_.starts[centre]; k < windows_.starts[centre + 1]; ++k) {
                const std::size_t unit = windows_.units[k];
                if (used[unit]) {
                    break;
                }
                if (units_total[unit] > 0) {
                    fresh = true;
                    std::int64_t sum = 0;
                    for (std::size_t t = 0; t < periods_; ++t) {
                        sum += counts[unit * periods_ + t];
                        until[t + 1] += sum;
                    }
                }
                if (fresh && windows_.ends[k] == k) {
                    fresh = false;
                    weigh_runs(centre, k, until, best);
                }
            }
        }
        return best;
    }

    const ScanWindows& windows() const { return windows_; }

  private:
    void weigh_runs(std::size_t centre,
                    std::size_t place,
                    const std::vector<std::int64_t>& until,
                    Best& best) const {
        for (std::size_t first = 0; first < periods_; ++first) {
            const std::size_t end = std::min(periods_, first + longest_);
            for (std::size_t last = first; last < end; ++last) {
                const std::int64_t cases = until[last + 1] - until[first];
                const double expected =
                    windows_.expected[place] * (share_until_[last + 1] - share_until_[first]);
                const double excess = static_cast<double>(cases) - expected;
                // The ratio is at most (c - e)^2 C / (e (C - e)), since log x <= x - 1.
                if (cases < min_cases_ || !(excess > 0) || !(expected > 0) ||
                    excess * excess * total_ <= best.ratio * expected * (total_ - expected)) {
                    continue;
                }
                const double ratio =
                    scan_log_likelihood_ratio(static_cast<double>(cases), expected, total_);
                if (ratio > best.ratio + 1e-12) {
                    best = {ratio, centre, place, first, last, cases, expected};
                }
            }
        }
    }

    ScanWindows windows_;
    double total_;
    std::int64_t min_cases_;
    std::size_t periods_;
    std::size_t longest_;
    std::vector<double> share_until_;
};

ScanCluster cluster_of(const CylinderScan::Best& best, const ScanWindows& windows) {
    ScanCluster cluster;
    cluster.centre = static_cast<std::uint32_t>(best.centre);
    cluster.observed = best.cases;
    cluster.expected = best.expected;
    cluster.log_likelihood_ratio = best.ratio;
    cluster.periods = {best.first, best.last};
    for (std::size_t k = windows.starts[best.centre]; k <= best.place; ++k) {
        cluster.units.push_back(windows.units[k]);
    }
    return cluster;
}

}  // namespace

ScanResult scan_space_time(const ScanData& data,
                           std::span<const double> period_shares,
                           const ScanOptions& options,
                           const RunContext& context) {
    expects(
        !period_shares.empty() && data.cases.size() == data.expected.size() * period_shares.size(),
        "scan_space_time: one count per unit and period");
    ScanResult result;
    const ScaledExpected scaled = scale_expected(data.cases, data.expected, options);
    if (!(scaled.total > 0)) {
        return result;
    }
    double sum = 0;
    for (const double share : period_shares) {
        expects(share >= 0, "scan_space_time: shares are not negative");
        sum += share;
    }
    expects(sum > 0, "scan_space_time: some period has a share");
    std::vector<double> shares;
    for (const double share : period_shares) {
        shares.push_back(share / sum);
    }
    std::vector<double> cells;
    for (const double expected : scaled.expected) {
        for (const double share : shares) {
            cells.push_back(expected * share);
        }
    }
    const CylinderScan scan(data, scaled, shares, options);
    std::vector<bool> used(data.expected.size(), false);
    while (result.clusters.size() < options.max_clusters) {
        const CylinderScan::Best best = scan.best(data.cases, used);
        if (!(best.ratio > 0)) {
            break;
        }
        result.clusters.push_back(cluster_of(best, scan.windows()));
        for (const std::uint32_t unit : result.clusters.back().units) {
            used[unit] = true;
        }
    }
    const std::vector<bool> none(data.expected.size(), false);
    judge_clusters(
        result,
        cells,
        static_cast<std::int64_t>(scaled.total),
        [&](std::span<const std::int32_t> counts) { return scan.best(counts, none).ratio; },
        options,
        context);
    return result;
}

}  // namespace riskmap::stats
