#include "stats/ranking.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <tuple>

#include "core/error.hpp"
#include "core/parallel.hpp"

namespace riskmap::stats {
namespace {

constexpr std::size_t draws_per_block = 64;
constexpr std::size_t rows_per_block = 64;

/// Sorts by the upper 32 bits, equal ones as they were: by eleven bits at a time where that is
/// sooner done than by comparing.
void sort_keys(std::vector<std::uint64_t>& keys, std::vector<std::uint64_t>& other) {
    constexpr std::size_t worth_it = 600;
    if (keys.size() < worth_it) {
        std::sort(keys.begin(), keys.end());
        return;
    }
    constexpr std::uint64_t mask = 2047;
    other.resize(keys.size());
    for (const int shift : {32, 43, 54}) {
        std::array<std::uint32_t, mask + 1> begin{};
        for (const std::uint64_t key : keys) {
            ++begin[key >> shift & mask];
        }
        std::exclusive_scan(begin.begin(), begin.end(), begin.begin(), 0U);
        for (const std::uint64_t key : keys) {
            other[begin[key >> shift & mask]++] = key;
        }
        keys.swap(other);
    }
}

/// Ranks of one draw, 1 for the highest.
void rank_one(std::span<const float> draw,
              std::vector<std::uint64_t>& keys,
              std::vector<std::uint64_t>& other,
              std::uint32_t* ranks) {
    // Value and row in one integer: floats order like their bits once negatives are mirrored.
    for (std::size_t row = 0; row < draw.size(); ++row) {
        const float value = draw[row] == 0 ? 0.0F : draw[row];
        auto bits = std::bit_cast<std::uint32_t>(value);
        bits = (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
        keys[row] = std::uint64_t{~bits} << 32 | row;
    }
    sort_keys(keys, other);
    for (std::size_t place = 0; place < keys.size(); ++place) {
        ranks[keys[place] & 0xFFFFFFFFU] = static_cast<std::uint32_t>(place + 1);
    }
}

/// Between the order statistics on both sides of a place, counted from 0; reorders.
double at_place(std::span<double> values, double place) {
    const auto below = static_cast<std::ptrdiff_t>(std::floor(place));
    const double part = place - std::floor(place);
    std::nth_element(values.begin(), values.begin() + below, values.end());
    const double low = values[static_cast<std::size_t>(below)];
    if (part == 0 || below + 1 == std::ssize(values)) {
        return low;
    }
    const double high = *std::min_element(values.begin() + below + 1, values.end());
    return low + part * (high - low);
}

/// Where a quantile lies among sorted values, the first at 0; type 6.
double place_of(double probability, std::size_t size) {
    const auto count = static_cast<double>(size);
    return std::clamp(probability * (count + 1) - 1, 0.0, count - 1);
}

/// The values at two places, the lower one first.
std::pair<double, double> between(std::span<double> values, double lower, double upper) {
    const double low = at_place(values, lower);
    // What lies from the lower place on is all that the upper end can be.
    const double passed = std::floor(lower);
    return {low, at_place(values.subspan(static_cast<std::size_t>(passed)), upper - passed)};
}

}  // namespace

double quantile_of(std::span<double> values, double probability) {
    expects(!values.empty() && probability >= 0 && probability <= 1,
            "quantile_of: there are values and the probability is in [0, 1]");
    return at_place(values, place_of(probability, values.size()));
}

std::pair<double, double> central_interval(std::span<double> values, double mass) {
    expects(!values.empty() && mass >= 0 && mass <= 1,
            "central_interval: there are values and the mass is in [0, 1]");
    return between(
        values, place_of((1 - mass) / 2, values.size()), place_of((1 + mass) / 2, values.size()));
}

std::vector<RankSummary> rank_draws(std::span<const float> draws,
                                    std::size_t rows,
                                    const RankOptions& options,
                                    const RunContext& context) {
    expects(rows > 0 && !draws.empty() && draws.size() % rows == 0,
            "rank_draws: whole draws of all rows");
    const std::size_t count = draws.size() / rows;
    std::vector<std::uint32_t> ranks(draws.size());
    parallel_for(context, count, draws_per_block, [&](std::size_t first, std::size_t last) {
        std::vector<std::uint64_t> keys(rows);
        std::vector<std::uint64_t> other;
        for (std::size_t draw = first; draw < last; ++draw) {
            rank_one(draws.subspan(draw * rows, rows), keys, other, ranks.data() + draw * rows);
        }
    });

    std::vector<RankSummary> result(rows);
    parallel_for(context, rows, rows_per_block, [&](std::size_t first, std::size_t last) {
        std::vector<double> mine(count);
        for (std::size_t row = first; row < last; ++row) {
            RankSummary& summary = result[row];
            double sum = 0;
            std::size_t on_top = 0;
            for (std::size_t draw = 0; draw < count; ++draw) {
                const std::uint32_t rank = ranks[draw * rows + row];
                mine[draw] = rank;
                sum += rank;
                on_top += static_cast<int>(rank) <= options.top ? 1 : 0;
            }
            const auto n = static_cast<double>(rows);
            summary.mean = sum / static_cast<double>(count);
            summary.score = 100 * (n + 1 - summary.mean) / (n + 1);
            const auto end = static_cast<double>(count - 1);
            std::tie(summary.lower, summary.upper) =
                between(mine, (1 - options.mass) / 2 * end, (1 + options.mass) / 2 * end);
            summary.probability_top = static_cast<double>(on_top) / static_cast<double>(count);
        }
    });
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return result[a].mean < result[b].mean;
    });
    for (std::size_t place = 0; place < rows; ++place) {
        result[order[place]].rank = static_cast<int>(place + 1);
    }
    return result;
}

}  // namespace riskmap::stats
