#include "stats/scan_null.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "core/parallel.hpp"
#include "stats/multinomial.hpp"

namespace riskmap::stats {
namespace {

/// Worlds between two looks at the stopping rule; fixed, so that it does not depend on threads.
constexpr std::size_t wave = 512;
constexpr std::size_t block = 16;
constexpr std::size_t least_for_gumbel = 99;

bool reaches(double maximum, double observed) {
    return maximum >= observed - 1e-9 * (1 + std::abs(observed));
}

void fit_gumbel(const std::vector<double>& maxima, ScanResult& result) {
    const auto n = static_cast<double>(maxima.size());
    double mean = 0;
    for (const double m : maxima) {
        mean += m / n;
    }
    double squares = 0;
    for (const double m : maxima) {
        squares += (m - mean) * (m - mean);
    }
    result.gumbel_scale = std::sqrt(squares / (n - 1)) * std::sqrt(6.0) / std::numbers::pi;
    result.gumbel_location = mean - std::numbers::egamma * result.gumbel_scale;
    std::vector<double> sorted = maxima;
    std::sort(sorted.begin(), sorted.end());
    result.null_q95 = sorted[static_cast<std::size_t>(0.95 * (n - 1))];
}

}  // namespace

WorldMaxima one_by_one(std::function<double(std::span<const std::int32_t> counts)> maximum,
                       const RunContext& context) {
    return [maximum = std::move(maximum), &context](std::span<const std::int32_t> counts,
                                                    std::span<double> maxima) {
        const std::size_t size = counts.size() / maxima.size();
        for (std::size_t world = 0; world < maxima.size(); ++world) {
            context.check_stop();
            maxima[world] = maximum(counts.subspan(world * size, size));
        }
    };
}

void judge_clusters(ScanResult& result,
                    std::span<const double> cell_weights,
                    std::int64_t total,
                    const WorldMaxima& maxima_of,
                    const ScanOptions& options,
                    const RunContext& context) {
    if (result.clusters.empty() || options.replicates == 0) {
        return;
    }
    const MultinomialSampler sampler(cell_weights);
    const double observed = result.clusters.front().log_likelihood_ratio;
    std::vector<double> maxima;
    std::size_t reached = 0;
    while (maxima.size() < options.replicates && !result.stopped_early) {
        const std::size_t done = maxima.size();
        const std::size_t next = std::min(wave, options.replicates - done);
        maxima.resize(done + next);
        parallel_for(context, next, block, [&](std::size_t first, std::size_t last) {
            const std::size_t size = sampler.size();
            std::vector<std::int32_t> counts(size * (last - first));
            for (std::size_t i = first; i < last; ++i) {
                RandomStream random(context.seed, options.stream, done + i);
                sampler.draw(total, random, std::span(counts).subspan((i - first) * size, size));
            }
            maxima_of(counts, std::span(maxima).subspan(done + first, last - first));
        });
        for (std::size_t i = done; i < maxima.size(); ++i) {
            reached += reaches(maxima[i], observed) ? 1 : 0;
            if (options.stop_after > 0 && reached == options.stop_after) {
                result.stopped_early = i + 1 < options.replicates;
                maxima.resize(i + 1);
                break;
            }
        }
    }
    result.replicates = maxima.size();
    const bool tail = maxima.size() >= least_for_gumbel;
    if (tail) {
        fit_gumbel(maxima, result);
    }
    const auto worlds = static_cast<double>(maxima.size());
    for (ScanCluster& cluster : result.clusters) {
        const double ratio = cluster.log_likelihood_ratio;
        const auto above = static_cast<double>(std::count_if(
            maxima.begin(), maxima.end(), [&](double m) { return reaches(m, ratio); }));
        cluster.p = result.stopped_early ? above / worlds : (1 + above) / (worlds + 1);
        cluster.p_gumbel =
            tail && result.gumbel_scale > 0
                ? -std::expm1(-std::exp(-(ratio - result.gumbel_location) / result.gumbel_scale))
                : std::numeric_limits<double>::quiet_NaN();
    }
}

}  // namespace riskmap::stats
