#include <algorithm>
#include <cmath>
#include <limits>

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
    CircularScan(const ScanData& data, const ScaledExpected& scaled, const ScanOptions& options)
        : windows_(
              scan_windows(data.x, data.y, scaled.expected, options.max_share * scaled.total)) {
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
            steps_.push_back({scaled.total * outside,
                              expected > 0 ? std::log(expected) - outside : 0,
                              windows_.ends[k] == k
                                  ? std::max(above, static_cast<double>(options.min_cases))
                                  : std::numeric_limits<double>::infinity(),
                              windows_.units[k],
                              windows_.ends[k] == k});
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

    /// Largest ratio of a world. Every place is weighed, without branches: where a circle has taken
    /// in no case, its ratio is below that of the circle before.
    double maximum(std::span<const std::int32_t> counts) const {
        double best = 0;
        if (!positions_.empty()) {
            walk_cases(counts, [&](std::size_t, std::size_t, double ratio, std::int64_t) {
                best = std::max(best, ratio);
            });
            return best;
        }
        for (std::size_t centre = 0; centre < windows_.centres(); ++centre) {
            std::int32_t inside = 0;
            for (std::size_t k = windows_.starts[centre]; k < windows_.starts[centre + 1]; ++k) {
                const Step& step = steps_[k];
                inside += counts[step.unit];
                const auto c = static_cast<double>(inside);
                const double ratio =
                    entropy_[static_cast<std::size_t>(inside)] - step.outside - c * step.slope;
                best = std::max(best, c >= step.least ? ratio : 0);
            }
        }
        return best;
    }

    const ScanWindows& windows() const { return windows_; }

  private:
    struct Step {
        double outside;  ///< C log(C - e)
        double slope;    ///< log e - log(C - e)
        double least;    ///< cases from which the circle up to here is weighed; infinite if none
        std::uint32_t unit;
        bool ends;
    };
    static constexpr std::uint32_t beyond = 0xffffffff;

    template <class OnWindow>
    void weigh(std::size_t centre,
               std::size_t place,
               std::int64_t inside,
               const OnWindow& on_window) const {
        const Step& step = steps_[place];
        const auto c = static_cast<double>(inside);
        if (c >= step.least) {
            on_window(centre,
                      place,
                      entropy_[static_cast<std::size_t>(inside)] - step.outside - c * step.slope,
                      inside);
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
    const CircularScan scan(data, scaled, options);
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
        [&](std::span<const std::int32_t> counts) { return scan.maximum(counts); },
        options,
        context);
    return result;
}

}  // namespace riskmap::stats
