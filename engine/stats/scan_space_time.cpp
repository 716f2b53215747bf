#include <algorithm>
#include <cmath>
#include <utility>

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
                 const ScanOptions& options,
                 const RunContext& context)
        : windows_(scan_windows(
              data.x, data.y, scaled.expected, options.max_share * scaled.total, context)),
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
        const Events events = events_of(counts);
        Best best;
        Circle circle{std::vector<std::int64_t>(periods_, 0), {}, {}};
        for (std::size_t centre = 0; centre < windows_.centres(); ++centre) {
            std::fill(circle.cases.begin(), circle.cases.end(), 0);
            circle.fresh.clear();
            for (std::size_t k = windows_.starts[centre]; k < windows_.starts[centre + 1]; ++k) {
                const std::size_t unit = windows_.units[k];
                if (used[unit]) {
                    break;
                }
                for (std::size_t i = events.starts[unit]; i < events.starts[unit + 1]; ++i) {
                    circle.cases[events.period[i]] += events.cases[i];
                    circle.fresh.push_back(events.period[i]);
                }
                if (!circle.fresh.empty() && windows_.ends[k] == k) {
                    for (const std::size_t period : circle.fresh) {
                        weigh_runs_through(period, centre, k, circle, best);
                    }
                    circle.fresh.clear();
                }
            }
        }
        return best;
    }

    const ScanWindows& windows() const { return windows_; }

  private:
    /// The cells with cases, by unit.
    struct Events {
        std::vector<std::size_t> starts;
        std::vector<std::size_t> period;
        std::vector<std::int64_t> cases;
    };
    /// A circle while it grows.
    struct Circle {
        std::vector<std::int64_t> cases;  ///< by period
        std::vector<std::size_t> fresh;   ///< periods of what it has just taken in
        /// Periods with cases from one on, and the cases after that one up to and with each.
        std::vector<std::pair<std::size_t, std::int64_t>> later;
    };

    template <class Counts>
    Events events_of(const Counts& counts) const {
        Events events{{0}, {}, {}};
        for (std::size_t unit = 0; unit < windows_.centres(); ++unit) {
            for (std::size_t period = 0; period < periods_; ++period) {
                if (const auto cases = counts[unit * periods_ + period]; cases > 0) {
                    events.period.push_back(period);
                    events.cases.push_back(cases);
                }
            }
            events.starts.push_back(events.period.size());
        }
        return events;
    }

    /// The runs that hold `period` and begin and end with a case: any other run of this circle has
    /// the cases of such a run, or of one in a smaller circle, and more expected ones.
    void weigh_runs_through(std::size_t period,
                            std::size_t centre,
                            std::size_t place,
                            Circle& circle,
                            Best& best) const {
        circle.later.assign(1, {period, 0});
        for (std::size_t last = period + 1; last < std::min(periods_, period + longest_); ++last) {
            if (circle.cases[last] > 0) {
                circle.later.emplace_back(last, circle.later.back().second + circle.cases[last]);
            }
        }
        std::int64_t until_period = 0;
        for (std::size_t first = period + 1; first-- > 0 && period - first < longest_;) {
            if (circle.cases[first] == 0) {
                continue;
            }
            until_period += circle.cases[first];
            for (const auto& [last, more] : circle.later) {
                if (last - first >= longest_) {
                    break;
                }
                weigh({0, centre, place, first, last, until_period + more, 0}, best);
            }
        }
    }

    void weigh(Best run, Best& best) const {
        run.expected =
            windows_.expected[run.place] * (share_until_[run.last + 1] - share_until_[run.first]);
        const double excess = static_cast<double>(run.cases) - run.expected;
        // The ratio is at most (c - e)^2 C / (e (C - e)), since log x <= x - 1.
        if (run.cases < min_cases_ || !(excess > 0) || !(run.expected > 0) ||
            excess * excess * total_ <= best.ratio * run.expected * (total_ - run.expected)) {
            return;
        }
        run.ratio = scan_log_likelihood_ratio(static_cast<double>(run.cases), run.expected, total_);
        if (run.ratio > best.ratio + 1e-12) {
            best = run;
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
    const CylinderScan scan(data, scaled, shares, options, context);
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
        one_by_one(
            [&](std::span<const std::int32_t> counts) { return scan.best(counts, none).ratio; },
            context),
        options,
        context);
    return result;
}

}  // namespace riskmap::stats
