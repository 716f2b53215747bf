#include "stats/rate_permutation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "stats/empirical_bayes.hpp"
#include "stats/multinomial.hpp"

namespace riskmap::stats {
namespace {

constexpr std::size_t block = 128;

/// How often a statistic was at least, and at most, the observed one.
struct Tails {
    std::uint32_t upper = 0;
    std::uint32_t lower = 0;

    void count(double drawn, double observed) {
        const double rounding = 1e-9 * (1 + std::abs(observed));
        upper += drawn < observed - rounding ? 0 : 1;
        lower += drawn > observed + rounding ? 0 : 1;
    }
    void add(const Tails& other) {
        upper += other.upper;
        lower += other.lower;
    }
};

struct BlockTails {
    Tails moran;
    std::vector<Tails> local;
    std::vector<Tails> star;
};

double upper_p(const Tails& tails, std::size_t replicates) {
    return (1.0 + tails.upper) / (static_cast<double>(replicates) + 1);
}

double two_sided_p(const Tails& tails, std::size_t replicates) {
    const double smaller = std::min(tails.upper, tails.lower);
    return std::min(1.0, 2 * (1 + smaller) / (static_cast<double>(replicates) + 1));
}

std::vector<LocalTest> with_p(std::vector<LocalStatistic> observed,
                              const std::vector<Tails>& tails,
                              std::size_t replicates) {
    std::vector<LocalTest> result;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        const bool defined = observed[i].state == LocalState::defined;
        result.push_back({observed[i],
                          defined ? two_sided_p(tails[i], replicates)
                                  : std::numeric_limits<double>::quiet_NaN()});
    }
    return result;
}

}  // namespace

RatePermutationTest test_rates(std::span<const std::int64_t> cases,
                               std::span<const double> at_risk,
                               const Graph& neighbours,
                               const PermutationOptions& options,
                               const RunContext& context) {
    const std::size_t rows = cases.size();
    expects(at_risk.size() == rows && neighbours.size() == rows,
            "test_rates: one number at risk and one row of the graph per row");
    RatePermutationTest result;
    std::int64_t total = 0;
    std::vector<double> counts;
    for (std::size_t i = 0; i < rows; ++i) {
        expects(at_risk[i] > 0 && cases[i] >= 0, "test_rates: someone is at risk in every row");
        total += cases[i];
        counts.push_back(static_cast<double>(cases[i]));
    }
    result.index = empirical_bayes_index(counts, at_risk);
    const std::vector<LocalStatistic> local = local_moran(result.index, neighbours);
    const std::vector<LocalStatistic> star = getis_ord(result.index, neighbours);
    const double moran = moran_index(result.index, neighbours, WeightStyle::row_standardised);
    std::vector<BlockTails> blocks((options.replicates + block - 1) / block);
    if (total > 0 && rows >= 3) {
        const MultinomialSampler sampler(at_risk);
        parallel_for(context, options.replicates, block, [&](std::size_t first, std::size_t last) {
            BlockTails& mine = blocks[first / block];
            mine.local.resize(rows);
            mine.star.resize(rows);
            std::vector<std::int32_t> drawn(rows);
            std::vector<double> events(rows);
            std::vector<double> index(rows);
            WorldStatistics world;
            for (std::size_t replicate = first; replicate < last; ++replicate) {
                RandomStream random(context.seed, options.stream, replicate);
                sampler.draw(total, random, drawn);
                std::copy(drawn.begin(), drawn.end(), events.begin());
                empirical_bayes_index(events, at_risk, index);
                world.compute(index, neighbours);
                mine.moran.count(world.moran(), moran);
                for (std::size_t i = 0; i < rows; ++i) {
                    mine.local[i].count(world.local_moran()[i], local[i].value);
                    mine.star[i].count(world.getis_ord()[i], star[i].value);
                }
            }
        });
        result.replicates = options.replicates;
    }
    BlockTails all;
    all.local.resize(rows);
    all.star.resize(rows);
    for (const BlockTails& part : blocks) {
        all.moran.add(part.moran);
        for (std::size_t i = 0; i < part.local.size(); ++i) {
            all.local[i].add(part.local[i]);
            all.star[i].add(part.star[i]);
        }
    }
    if (!std::isnan(moran)) {
        result.moran = moran;
        result.moran_p = upper_p(all.moran, result.replicates);
    }
    result.local_moran = with_p(local, all.local, result.replicates);
    result.getis_ord = with_p(star, all.star, result.replicates);
    return result;
}

}  // namespace riskmap::stats
