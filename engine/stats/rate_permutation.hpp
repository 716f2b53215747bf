#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/graph.hpp"
#include "core/run_context.hpp"
#include "stats/autocorrelation.hpp"

namespace riskmap::stats {

/// One local statistic of rates with its probability in worlds of equal risk.
struct LocalTest {
    LocalStatistic statistic;
    double p = 0;  ///< two-sided; NaN where the statistic is not defined
};

struct RatePermutationTest {
    std::vector<double> index;    ///< deviates of Assuncao and Reis (1999)
    std::optional<double> moran;  ///< of the deviates, row-standardised
    std::optional<double> moran_p;
    std::vector<LocalTest> local_moran;
    std::vector<LocalTest> getis_ord;
    std::size_t replicates = 0;
};

struct PermutationOptions {
    std::size_t replicates = 9999;
    std::uint32_t stream = 0;  ///< of random numbers
};

/// Spatial pattern of rates against worlds of equal risk: given their total, the events fall on
/// rows with probabilities at_risk_i / sum, and the deviates and statistics are computed anew.
/// Small populations are as erratic in those worlds as in ours, which shuffled rates are not. p =
/// (1 + #) / (R + 1), for local tests twice the smaller tail and at most 1; a tie counts on both
/// sides. A world in which a statistic is undefined counts as extreme. Every row has a positive
/// number at risk. The same result for any number of threads.
RatePermutationTest test_rates(std::span<const std::int64_t> cases,
                               std::span<const double> at_risk,
                               const Graph& neighbours,
                               const PermutationOptions&,
                               const RunContext&);

}  // namespace riskmap::stats
