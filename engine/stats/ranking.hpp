#pragma once

#include <cstddef>
#include <cstdint>
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
/// Paddock and Ridgeway 2006). Equal values in a draw rank by row. Quantiles of ranks interpolate
/// between order statistics (type 7 of Hyndman and Fan 1996).
///
/// Draws are shown a few at a time and forgotten: of the ranks of a row only their sum and those
/// beyond the quantiles stay.
class RankTally {
  public:
    /// Expects at least one row and one draw.
    RankTally(std::size_t rows, std::size_t draws, const RankOptions& options);

    /// As many draws as are best shown at a time, some 16 MB of them.
    std::size_t draws_at_once() const;
    /// Whole draws, `rows` values each, one after the other.
    void add(std::span<const float> draws, const RunContext& context);
    /// One per row, when all draws have been shown.
    std::vector<RankSummary> summaries() const;

  private:
    /// Between two sorted ranks: the first of them, counted from 0, and the part of the way on.
    struct Place {
        std::size_t below = 0;
        double part = 0;
    };
    template <class RankAt>
    double between(const Place& place, const RankAt& rank_at) const;
    void add_rank(std::size_t row, std::uint32_t rank);

    std::size_t rows_;
    std::size_t draws_;
    RankOptions options_;
    Place lower_;
    Place upper_;
    std::size_t lowest_kept_;
    std::size_t highest_kept_;
    std::size_t seen_ = 0;
    std::vector<std::uint64_t> sums_;
    std::vector<std::uint32_t> on_top_;
    std::vector<std::uint32_t> lowest_;   ///< of each row, ascending
    std::vector<std::uint32_t> highest_;  ///< of each row, descending
    std::vector<std::uint32_t> ranks_;    ///< of the draws at hand
};

/// The same of all draws at once.
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
