#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "stats/scan.hpp"

namespace riskmap::stats {

/// The largest ratio in a world, from its counts. Called from several threads at once.
using WorldMaximum = std::function<double(std::span<const std::int32_t> counts)>;

/// Simulates worlds of equal risk and gives the clusters of `result`, found before, their p values.
void judge_clusters(ScanResult& result,
                    std::span<const double> cell_weights,
                    std::int64_t total,
                    const WorldMaximum& maximum,
                    const ScanOptions&,
                    const RunContext&);

}  // namespace riskmap::stats
