#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "stats/scan.hpp"

namespace riskmap::stats {

/// The largest ratio in each of some worlds, whose counts come one world after the other. Called
/// from several threads at once.
using WorldMaxima =
    std::function<void(std::span<const std::int32_t> counts, std::span<double> maxima)>;

/// The same from what finds the largest ratio of one world. Stops between two worlds.
WorldMaxima one_by_one(std::function<double(std::span<const std::int32_t> counts)> maximum,
                       const RunContext&);

/// Simulates worlds of equal risk and gives the clusters of `result`, found before, their p values.
void judge_clusters(ScanResult& result,
                    std::span<const double> cell_weights,
                    std::int64_t total,
                    const WorldMaxima& maxima_of,
                    const ScanOptions&,
                    const RunContext&);

}  // namespace riskmap::stats
