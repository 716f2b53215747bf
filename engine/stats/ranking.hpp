#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/run_context.hpp"

namespace riskmap::stats {

/// What joint draws say about the rank of one row; 1 is the highest value.
struct RankSummary {
    double mean = 0;   ///< expected rank
    double score = 0;  ///< 100 (n + 1 - mean) / (n + 1): expected percentile
    int rank = 0;      ///< order of the expected ranks; ties by row
    double lower = 0;  ///< quantile (1 - mass) / 2 of the ranks in the draws
    double upper = 0;
    double probability_top = 0;  ///< P(rank <= top)
};

struct RankOptions {
    double mass = 0.9;
    int top = 10;
};

/// Ranks each draw and sums up per row (expected ranks minimise squared error of ranks: Lin, Louis,
/// Paddock and Ridgeway 2006). `draws` holds whole draws of `rows` values one after the other;
/// equal values in a draw rank by row. Quantiles of ranks interpolate between order statistics
/// (type 7 of Hyndman and Fan 1996).
std::vector<RankSummary> rank_draws(std::span<const float> draws,
                                    std::size_t rows,
                                    const RankOptions& options,
                                    const RunContext& context);

/// The quantile of values that may be reordered; at least one. Type 6 of Hyndman and Fan 1996:
/// between the 5 and the 95 % quantile of draws a further draw falls in 90 % of cases, where type 7
/// would lose 0.9 x 2 / (draws + 1).
double quantile_of(std::span<double> values, double probability);
/// The quantiles (1 - mass) / 2 and (1 + mass) / 2 of values that may be reordered.
std::pair<double, double> central_interval(std::span<double> values, double mass);

}  // namespace riskmap::stats
