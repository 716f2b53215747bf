#include "stats/ranking.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>

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

}  // namespace

double quantile_of(std::span<double> values, double probability) {
    expects(!values.empty() && probability >= 0 && probability <= 1,
            "quantile_of: there are values and the probability is in [0, 1]");
    return at_place(values, place_of(probability, values.size()));
}

std::pair<double, double> central_interval(std::span<double> values, double mass) {
    expects(!values.empty() && mass >= 0 && mass <= 1,
            "central_interval: there are values and the mass is in [0, 1]");
    const double lower = place_of((1 - mass) / 2, values.size());
    const double upper = place_of((1 + mass) / 2, values.size());
    const double low = at_place(values, lower);
    // What lies from the lower place on is all that the upper end can be.
    const double passed = std::floor(lower);
    return {low, at_place(values.subspan(static_cast<std::size_t>(passed)), upper - passed)};
}

RankTally::RankTally(std::size_t rows, std::size_t draws, const RankOptions& options)
    : rows_(rows), draws_(draws), options_(options) {
    expects(rows > 0 && rows <= 0xffffffff && draws > 0, "RankTally: there are rows and draws");
    const auto end = static_cast<double>(draws - 1);
    const double lower = (1 - options.mass) / 2 * end;
    const double passed = std::floor(lower);
    const double further = (1 + options.mass) / 2 * end - passed;
    lower_ = {static_cast<std::size_t>(passed), lower - passed};
    upper_ = {lower_.below + static_cast<std::size_t>(further), further - std::floor(further)};
    expects(upper_.below < draws, "RankTally: the mass is in [0, 1]");
    lowest_kept_ = std::min(lower_.below + 2, draws);
    highest_kept_ = draws - upper_.below;
    sums_.assign(rows, 0);
    on_top_.assign(rows, 0);
    lowest_.assign(rows * lowest_kept_, 0xffffffff);
    highest_.assign(rows * highest_kept_, 0);
}

std::size_t RankTally::draws_at_once() const {
    constexpr std::size_t values = std::size_t{1} << 22U;
    return std::min(draws_, std::max<std::size_t>(values / rows_, 4));
}

void RankTally::add(std::span<const float> draws, const RunContext& context) {
    expects(draws.size() % rows_ == 0, "RankTally: whole draws of all rows");
    const std::size_t count = draws.size() / rows_;
    seen_ += count;
    ranks_.resize(draws.size());
    const std::size_t block = std::min(draws_per_block, count / 4 + 1);
    parallel_for(context, count, block, [&](std::size_t first, std::size_t last) {
        std::vector<std::uint64_t> keys(rows_);
        std::vector<std::uint64_t> other;
        for (std::size_t draw = first; draw < last; ++draw) {
            rank_one(draws.subspan(draw * rows_, rows_), keys, other, &ranks_[draw * rows_]);
        }
    });
    parallel_for(context, rows_, rows_per_block, [&](std::size_t first, std::size_t last) {
        for (std::size_t draw = 0; draw < count; ++draw) {
            for (std::size_t row = first; row < last; ++row) {
                add_rank(row, ranks_[draw * rows_ + row]);
            }
        }
    });
}

void RankTally::add_rank(std::size_t row, std::uint32_t rank) {
    sums_[row] += rank;
    on_top_[row] += static_cast<std::int64_t>(rank) <= options_.top ? 1 : 0;
    const auto put = [rank](std::span<std::uint32_t> kept, const auto& before) {
        if (before(rank, kept.back())) {
            const auto place = std::upper_bound(kept.begin(), kept.end(), rank, before);
            std::move_backward(place, kept.end() - 1, kept.end());
            *place = rank;
        }
    };
    put(std::span(lowest_).subspan(row * lowest_kept_, lowest_kept_), std::less<>());
    put(std::span(highest_).subspan(row * highest_kept_, highest_kept_), std::greater<>());
}

template <class RankAt>
double RankTally::between(const Place& place, const RankAt& rank_at) const {
    const double low = rank_at(place.below);
    return place.part == 0 || place.below + 1 == draws_
               ? low
               : low + place.part * (rank_at(place.below + 1) - low);
}

std::vector<RankSummary> RankTally::summaries() const {
    expects(seen_ == draws_, "RankTally: all draws were shown");
    std::vector<RankSummary> result(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
        RankSummary& summary = result[row];
        const auto n = static_cast<double>(rows_);
        const auto count = static_cast<double>(draws_);
        summary.mean = static_cast<double>(sums_[row]) / count;
        summary.score = 100 * (n + 1 - summary.mean) / (n + 1);
        const std::uint32_t* low = &lowest_[row * lowest_kept_];
        const std::uint32_t* high = &highest_[row * highest_kept_];
        summary.lower = between(lower_, [&](std::size_t place) { return low[place]; });
        summary.upper =
            between(upper_, [&](std::size_t place) { return high[draws_ - 1 - place]; });
        summary.probability_top = on_top_[row] / count;
    }
    std::vector<std::size_t> order(rows_);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return result[a].mean < result[b].mean;
    });
    for (std::size_t place = 0; place < rows_; ++place) {
        result[order[place]].rank = static_cast<int>(place + 1);
    }
    return result;
}

std::vector<RankSummary> rank_draws(std::span<const float> draws,
                                    std::size_t rows,
                                    const RankOptions& options,
                                    const RunContext& context) {
    expects(rows > 0 && !draws.empty() && draws.size() % rows == 0,
            "rank_draws: whole draws of all rows");
    RankTally tally(rows, draws.size() / rows, options);
    const std::size_t step = rows * tally.draws_at_once();
    for (std::size_t first = 0; first < draws.size(); first += step) {
        tally.add(draws.subspan(first, std::min(step, draws.size() - first)), context);
    }
    return tally.summaries();
}

}  // namespace riskmap::stats
