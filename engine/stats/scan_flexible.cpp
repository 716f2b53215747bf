#include <algorithm>
#include <bit>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/scan.hpp"
#include "stats/scan_null.hpp"
#include "stats/scan_scale.hpp"
#include "stats/scan_windows.hpp"

namespace riskmap::stats {
namespace {

constexpr std::size_t most_nearest = 20;

/// The least count of a unit whose mid-p, P(Y > c) + P(Y = c) / 2, lies below `limit`.
std::int64_t least_unusual(double expected, double limit) {
    std::int64_t count = 0;
    while (poisson_upper_tail(count + 1, expected) + poisson_density(count, expected) / 2 >=
           limit) {
        ++count;
    }
    return count;
}

/// One centre's neighbourhood as bits: bit 0 is the centre, bit b its b-th nearest unit.
struct Local {
    std::vector<std::uint32_t> units;
    std::vector<std::uint32_t> links;  ///< bits of neighbours among `units`
};

class FlexibleScan {
  public:
    FlexibleScan(const ScanData& data,
                 const Graph& graph,
                 const ScaledExpected& scaled,
                 const FlexibleOptions& flexible,
                 const ScanOptions& options,
                 const RunContext& context)
        : scaled_(scaled),
          largest_(options.max_share * scaled.total * (1 + 1e-12)),
          min_cases_(options.min_cases) {
        for (const double expected : scaled.expected) {
            least_.push_back(least_unusual(expected, flexible.mid_p));
        }
        for (const auto& units : nearest_units(data.x, data.y, flexible.nearest, context)) {
            Local local{units, std::vector<std::uint32_t>(units.size(), 0)};
            for (std::size_t a = 0; a < units.size(); ++a) {
                const auto near = graph.neighbours(units[a]);
                for (std::size_t b = 0; b < units.size(); ++b) {
                    if (std::binary_search(near.begin(), near.end(), units[b])) {
                        local.links[a] |= 1u << b;
                    }
                }
            }
            locals_.push_back(std::move(local));
        }
    }

    /// Best set over all centres among units not `used`.
    template <class Counts>
    ScanCluster best(const Counts& counts, const std::vector<bool>& used) const {
        ScanCluster best;
        std::uint32_t best_set = 0;
        for (std::size_t centre = 0; centre < locals_.size(); ++centre) {
            const Local& local = locals_[centre];
            Search search;
            for (std::size_t b = 0; b < local.units.size(); ++b) {
                const std::uint32_t unit = local.units[b];
                search.cases.push_back(counts[unit]);
                search.expected.push_back(scaled_.expected[unit]);
                if (!used[unit] && counts[unit] >= least_[unit]) {
                    search.allowed |= 1u << b;
                }
            }
            if ((search.allowed & 1u) == 0) {
                continue;
            }
            search.best_ratio = best.log_likelihood_ratio;
            grow(local, search, {1u, search.cases[0], search.expected[0]}, ~search.allowed | 1u);
            if (search.found.set != 0) {
                best.log_likelihood_ratio = search.best_ratio;
                best.centre = static_cast<std::uint32_t>(centre);
                best.observed = search.found.cases;
                best.expected = search.found.expected;
                best_set = search.found.set;
            }
        }
        if (best_set != 0) {
            const Local& local = locals_[best.centre];
            for (std::size_t b = 0; b < local.units.size(); ++b) {
                if ((best_set >> b & 1u) != 0) {
                    best.units.push_back(local.units[b]);
                }
            }
        }
        return best;
    }

  private:
    struct Set {
        std::uint32_t set = 0;
        std::int64_t cases = 0;
        double expected = 0;
    };
    struct Search {
        std::vector<std::int64_t> cases;
        std::vector<double> expected;
        std::uint32_t allowed = 0;
        double best_ratio = 0;
        Set found;
    };

    /// Every connected superset of `now` that avoids `forbidden`, once each.
    void grow(const Local& local, Search& search, const Set& now, std::uint32_t forbidden) const {
        if (now.expected > largest_) {
            return;
        }
        if (now.cases >= min_cases_) {
            const double ratio = scan_log_likelihood_ratio(
                static_cast<double>(now.cases), now.expected, scaled_.total);
            if (ratio > search.best_ratio + 1e-12) {
                search.best_ratio = ratio;
                search.found = now;
            }
        }
        std::uint32_t fringe = 0;
        for (std::uint32_t rest = now.set; rest != 0; rest &= rest - 1) {
            fringe |= local.links[static_cast<std::size_t>(std::countr_zero(rest))];
        }
        fringe &= ~forbidden & ~now.set;
        for (; fringe != 0; fringe &= fringe - 1) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(fringe));
            const std::uint32_t flag = 1u << bit;
            grow(local,
                 search,
                 {now.set | flag,
                  now.cases + search.cases[bit],
                  now.expected + search.expected[bit]},
                 forbidden);
            forbidden |= flag;
        }
    }

    const ScaledExpected& scaled_;
    double largest_;
    std::int64_t min_cases_;
    std::vector<std::int64_t> least_;
    std::vector<Local> locals_;
};

}  // namespace

ScanResult scan_flexible(const ScanData& data,
                         const Graph& neighbours,
                         const FlexibleOptions& flexible,
                         const ScanOptions& options,
                         const RunContext& context) {
    expects(data.cases.size() == data.expected.size() && neighbours.size() == data.cases.size(),
            "scan_flexible: rows agree");
    expects(flexible.nearest >= 1 && flexible.nearest <= most_nearest && flexible.mid_p > 0,
            "scan_flexible: 1 to 20 nearest units and a positive mid-p");
    ScanResult result;
    const ScaledExpected scaled = scale_expected(data.cases, data.expected, options);
    if (!(scaled.total > 0)) {
        return result;
    }
    const FlexibleScan scan(data, neighbours, scaled, flexible, options, context);
    std::vector<bool> used(data.cases.size(), false);
    while (result.clusters.size() < options.max_clusters) {
        ScanCluster cluster = scan.best(data.cases, used);
        if (cluster.units.empty()) {
            break;
        }
        for (const std::uint32_t unit : cluster.units) {
            used[unit] = true;
        }
        result.clusters.push_back(std::move(cluster));
    }
    const std::vector<bool> none(data.cases.size(), false);
    judge_clusters(result,
                   scaled.expected,
                   static_cast<std::int64_t>(scaled.total),
                   one_by_one(
                       [&](std::span<const std::int32_t> counts) {
                           return scan.best(counts, none).log_likelihood_ratio;
                       },
                       context),
                   options,
                   context);
    return result;
}

}  // namespace riskmap::stats
