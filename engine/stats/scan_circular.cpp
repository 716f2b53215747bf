#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Core>

#include "core/error.hpp"
#include "stats/scan.hpp"
#include "stats/scan_null.hpp"
#include "stats/scan_scale.hpp"
#include "stats/scan_windows.hpp"

namespace riskmap::stats {
namespace {

/// The windows with all logarithms taken: the ratio of c cases in window k is
/// f(c) - C log(C - e_k) - c (log e_k - log(C - e_k)), f(c) = c log c + (C - c) log(C - c).
class CircularScan {
  public:
    CircularScan(const ScanData& data,
                 const ScaledExpected& scaled,
                 const ScanOptions& options,
                 const RunContext& context)
        : windows_(scan_windows(
              data.x, data.y, scaled.expected, options.max_share * scaled.total, context)) {
        const auto total = static_cast<std::size_t>(scaled.total);
        for (std::size_t c = 0; c <= total; ++c) {
            const auto inside = static_cast<double>(c);
            const double outside = scaled.total - inside;
            entropy_.push_back((c > 0 ? inside * std::log(inside) : 0) +
                               (c < total ? outside * std::log(outside) : 0));
        }
        for (std::size_t k = 0; k < windows_.units.size(); ++k) {
            const double expected = windows_.expected[k];
            const double outside = std::log(scaled.total - expected);
            const double above = std::floor(expected) + 1;
            const bool ends = windows_.ends[k] == k;
            steps_.push_back({scaled.total * outside,
                              expected > 0 ? std::log(expected) - outside : 0,
                              ends ? std::max(above, static_cast<double>(options.min_cases))
                                   : std::numeric_limits<double>::infinity(),
                              expected,
                              ends ? ratio_bound(expected, scaled.total) : 0,
                              windows_.units[k],
                              ends});
        }
        prepare_positions(total);
    }

    /// `on_window(centre, place, ratio, cases)` for windows that just took in cases and have more
    /// than expected. Circles stop before a unit for which `blocked(unit)`.
    template <class Counts, class Blocked, class OnWindow>
    void walk(const Counts& counts, const Blocked& blocked, const OnWindow& on_window) const {
        for (std::size_t centre = 0; centre < windows_.centres(); ++centre) {
            std::int64_t inside = 0;
            bool fresh = false;
            for (std::size_t k = windows_.starts[centre]; k < windows_.starts[centre + 1]; ++k) {
                const Step& step = steps_[k];
                if (blocked(step.unit)) {
                    break;
                }
                const std::int64_t here = counts[step.unit];
                inside += here;
                fresh = fresh || here > 0;
                if (fresh && step.ends) {
                    fresh = false;
                    weigh(centre, k, inside, on_window);
                }
            }
        }
    }

    /// Largest ratio of each world, whose counts come one world after the other.
    void maxima(std::span<const std::int32_t> counts, std::span<double> out) const {
        const std::size_t units = windows_.centres();
        if (!positions_.empty()) {
            for (std::size_t world = 0; world < out.size(); ++world) {
                out[world] = maximum(counts.subspan(world * units, units));
            }
            return;
        }
        std::vector<Lanes> side_by_side(units, Lanes::Zero());
        for (std::size_t world = 0; world < out.size(); world += lanes) {
            const std::size_t group = std::min(lanes, out.size() - world);
            for (std::size_t unit = 0; unit < units; ++unit) {
                for (std::size_t lane = 0; lane < group; ++lane) {
                    side_by_side[unit][static_cast<Eigen::Index>(lane)] =
                        counts[(world + lane) * units + unit];
                }
            }
            const Lanes best = maxima_of_group(side_by_side);
            std::copy_n(best.data(), group, out.data() + world);
        }
    }

    const ScanWindows& windows() const { return windows_; }

  private:
    static constexpr std::size_t lanes = 8;
    using Lanes = Eigen::Array<double, lanes, 1>;

    struct Step {
        double outside;   ///< C log(C - e)
        double slope;     ///< log e - log(C - e)
        double least;     ///< cases from which the circle up to here is weighed; infinite if none
        double expected;  ///< e
        double bound;     ///< the ratio of c > e cases is below (c - e)^2 times this
        std::uint32_t unit;
        bool ends;
    };
    static constexpr std::uint32_t beyond = 0xffffffff;

    /// The ratio is at most (c - e)^2 C / (e (C - e)), C times the chi-squared divergence (Tsybakov
    /// 2009, lemma 2.7); a little more, for rounding.
    static double ratio_bound(double expected, double total) {
        const double spread = expected * (total - expected) / total;
        return spread > 0 ? (1 + 1e-9) / spread : std::numeric_limits<double>::max();
    }

    double ratio(const Step& step, double cases) const {
        return entropy_[static_cast<std::size_t>(cases)] - step.outside - cases * step.slope;
    }

    /// Worlds side by side: where the bound of no world is above its best, which is nearly
    /// everywhere, no logarithm has to be looked up.
    Lanes maxima_of_group(const std::vector<Lanes>& counts) const {
        Lanes best = Lanes::Zero();
        for (std::size_t centre = 0; centre < windows_.centres(); ++centre) {
            Lanes inside = Lanes::Zero();
            for (std::size_t k = windows_.starts[centre]; k < windows_.starts[centre + 1]; ++k) {
                const Step& step = steps_[k];
                inside += counts[step.unit];
                const Lanes excess = (inside - step.expected).max(0);
                if (!((excess.square() * step.bound - best).maxCoeff() > 0)) {
                    continue;
                }
                for (Eigen::Index lane = 0; lane < best.size(); ++lane) {
                    if (inside[lane] >= step.least) {
                        best[lane] = std::max(best[lane], ratio(step, inside[lane]));
                    }
                }
            }
        }
        return best;
    }

    /// Largest ratio of a world with few cases.
    double maximum(std::span<const std::int32_t> counts) const {
        double best = 0;
        walk_cases(counts, [&](std::size_t, std::size_t, double ratio, std::int64_t) {
            best = std::max(best, ratio);
        });
        return best;
    }

    template <class OnWindow>
    void weigh(std::size_t centre,
               std::size_t place,
               std::int64_t inside,
               const OnWindow& on_window) const {
        const Step& step = steps_[place];
        const auto cases = static_cast<double>(inside);
        if (cases >= step.least) {
            on_window(centre, place, ratio(step, cases), inside);
        }
    }

    /// With few cases and long windows it pays to know where each unit stands in each window.
    void prepare_positions(std::size_t total) {
        const std::size_t units = windows_.centres();
        if (units > 12000 || windows_.units.size() < 8 * units * (total + 4)) {
            return;
        }
        positions_.assign(units * units, beyond);
        for (std::size_t centre = 0; centre < units; ++centre) {
            for (std::size_t k = windows_.starts[centre]; k < windows_.starts[centre + 1]; ++k) {
                positions_[windows_.units[k] * units + centre] = static_cast<std::uint32_t>(k);
            }
        }
    }

    template <class OnWindow>
    void walk_cases(std::span<const std::int32_t> counts, const OnWindow& on_window) const {
        const std::size_t units = windows_.centres();
        std::vector<std::uint32_t> bearing;
        for (std::uint32_t unit = 0; unit < units; ++unit) {
            if (counts[unit] > 0) {
                bearing.push_back(unit);
            }
        }
        std::vector<std::uint32_t> places;
        for (std::size_t centre = 0; centre < units; ++centre) {
            places.clear();
            for (const std::uint32_t unit : bearing) {
                const std::uint32_t place = positions_[unit * units + centre];
                if (place != beyond) {
                    places.push_back(place);
                }
            }
            std::sort(places.begin(), places.end());
            std::int64_t inside = 0;
            for (std::size_t i = 0; i < places.size(); ++i) {
                inside += counts[windows_.units[places[i]]];
                const std::uint32_t end = windows_.ends[places[i]];
                if (i + 1 == places.size() || places[i + 1] > end) {
                    weigh(centre, end, inside, on_window);
                }
            }
        }
    }

    ScanWindows windows_;
    std::vector<double> entropy_;
    std::vector<Step> steps_;
    std::vector<std::uint32_t> positions_;  ///< [unit * units + centre], or empty
};

/// The best circle that meets no unit of `used`.
std::optional<ScanCluster> best_circle(const CircularScan& scan,
                                       const ScanData& data,
                                       const std::vector<bool>& used) {
    ScanCluster best;
    std::size_t best_place = 0;
    scan.walk(
        data.cases,
        [&](std::uint32_t unit) { return used[unit]; },
        [&](std::size_t centre, std::size_t place, double ratio, std::int64_t inside) {
            if (ratio > best.log_likelihood_ratio + 1e-12) {
                best.log_likelihood_ratio = ratio;
                best.centre = static_cast<std::uint32_t>(centre);
                best.observed = inside;
                best_place = place;
            }
        });
    if (!(best.log_likelihood_ratio > 0)) {
        return std::nullopt;
    }
    const ScanWindows& windows = scan.windows();
    best.expected = windows.expected[best_place];
    for (std::size_t k = windows.starts[best.centre]; k <= best_place; ++k) {
        best.units.push_back(windows.units[k]);
    }
    return best;
}

}  // namespace

ScanResult scan_circular(const ScanData& data,
                         const ScanOptions& options,
                         const RunContext& context) {
    expects(data.cases.size() == data.expected.size(), "scan_circular: rows agree");
    ScanResult result;
    const ScaledExpected scaled = scale_expected(data.cases, data.expected, options);
    if (!(scaled.total > 0)) {
        return result;
    }
    const CircularScan scan(data, scaled, options, context);
    std::vector<bool> used(data.cases.size(), false);
    while (result.clusters.size() < options.max_clusters) {
        std::optional<ScanCluster> cluster = best_circle(scan, data, used);
        if (!cluster) {
            break;
        }
        for (const std::uint32_t unit : cluster->units) {
            used[unit] = true;
        }
        result.clusters.push_back(std::move(*cluster));
    }
    judge_clusters(
        result,
        scaled.expected,
        static_cast<std::int64_t>(scaled.total),
        [&](std::span<const std::int32_t> counts, std::span<double> maxima) {
            scan.maxima(counts, maxima);
        },
        options,
        context);
    return result;
}

}  // namespace riskmap::stats
