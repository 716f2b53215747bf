#include "stats/autocorrelation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

double weight(const Graph& graph, std::size_t row, WeightStyle style) {
    const auto links = static_cast<double>(graph.neighbours(row).size());
    return style == WeightStyle::binary ? 1 : 1 / links;
}

/// Constants of a weights matrix: S0, S1, S2 of Cliff and Ord and the rows with neighbours.
struct WeightSums {
    double n = 0;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
};

WeightSums weight_sums(const Graph& graph, WeightStyle style) {
    WeightSums sums;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        if (graph.neighbours(i).empty()) {
            continue;
        }
        sums.n += 1;
        double both = 0;  // row sum + column sum
        const double own = weight(graph, i, style);
        for (const std::uint32_t j : graph.neighbours(i)) {
            const double back = weight(graph, j, style);
            sums.s0 += own;
            sums.s1 += (own + back) * (own + back) / 2;
            both += own + back;
        }
        sums.s2 += both * both;
    }
    return sums;
}

struct Centred {
    std::vector<double> z;
    double squares = 0;
    double fourths = 0;
};

/// `z` lends its memory.
Centred centred(std::span<const double> values, std::vector<double> z = {}) {
    Centred result;
    result.z = std::move(z);
    result.z.clear();
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    const double mean = sum / static_cast<double>(values.size());
    double largest = 0;
    for (const double value : values) {
        const double away = value - mean;
        largest = std::max(largest, std::abs(away));
        result.z.push_back(away);
        result.squares += away * away;
        result.fourths += away * away * away * away;
    }
    // Equal values differ from their mean by rounding only.
    if (largest <= 1e-12 * std::abs(mean)) {
        result.squares = 0;
    }
    return result;
}

/// Whether a local statistic of a row can be told.
LocalState state_at(std::size_t row, const Centred& x, const Graph& neighbours) {
    if (neighbours.neighbours(row).empty()) {
        return LocalState::isolated;
    }
    return x.z.size() < 3 || !(x.squares > 0) ? LocalState::undefined : LocalState::defined;
}

double lag(std::span<const double> z, const Graph& graph, std::size_t row) {
    double sum = 0;
    for (const std::uint32_t j : graph.neighbours(row)) {
        sum += z[j];
    }
    return sum;
}

double cross_products(std::span<const double> z, const Graph& graph, WeightStyle style) {
    double sum = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
        if (!graph.neighbours(i).empty()) {
            sum += z[i] * weight(graph, i, style) * lag(z, graph, i);
        }
    }
    return sum;
}

void expects_same_size(std::span<const double> values, const Graph& graph) {
    expects(values.size() == graph.size(), "autocorrelation: one row of the graph per value");
}

GlobalStatistic with_z(double value, double expected, double variance) {
    return {value, expected, variance, (value - expected) / std::sqrt(variance)};
}

}  // namespace

double moran_index(std::span<const double> values, const Graph& neighbours, WeightStyle style) {
    expects_same_size(values, neighbours);
    const Centred x = centred(values);
    double n = 0;
    double s0 = 0;
    for (std::size_t i = 0; i < neighbours.size(); ++i) {
        const auto links = static_cast<double>(neighbours.neighbours(i).size());
        n += links > 0 ? 1 : 0;
        s0 += style == WeightStyle::binary ? links : (links > 0 ? 1 : 0);
    }
    if (!(n >= 3) || !(x.squares > 0)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return n / s0 * cross_products(x.z, neighbours, style) / x.squares;
}

std::optional<GlobalStatistic> moran(std::span<const double> values,
                                     const Graph& neighbours,
                                     WeightStyle style) {
    expects_same_size(values, neighbours);
    const WeightSums w = weight_sums(neighbours, style);
    const Centred x = centred(values);
    if (w.n < 4 || !(x.squares > 0)) {
        return std::nullopt;
    }
    const double n = w.n;
    const double kurtosis =
        static_cast<double>(values.size()) * x.fourths / (x.squares * x.squares);
    const double expected = -1 / (n - 1);
    const double s0_squared = w.s0 * w.s0;
    const double spread = n * (w.s1 * (n * n - 3 * n + 3) - n * w.s2 + 3 * s0_squared) -
                          kurtosis * (w.s1 * (n * n - n) - 2 * n * w.s2 + 6 * s0_squared);
    const double variance =
        spread / ((n - 1) * (n - 2) * (n - 3) * s0_squared) - expected * expected;
    return with_z(
        n / w.s0 * cross_products(x.z, neighbours, style) / x.squares, expected, variance);
}

std::optional<GlobalStatistic> general_g(std::span<const double> values,
                                         const Graph& neighbours,
                                         WeightStyle style) {
    expects_same_size(values, neighbours);
    const WeightSums w = weight_sums(neighbours, style);
    double x1 = 0;
    double x2 = 0;
    double x3 = 0;
    double x4 = 0;
    for (const double x : values) {
        if (!(x >= 0)) {
            return std::nullopt;
        }
        x1 += x;
        x2 += x * x;
        x3 += x * x * x;
        x4 += x * x * x * x;
    }
    const double pairs = x1 * x1 - x2;
    if (w.n < 4 || !(centred(values).squares > 0) || !(pairs > 0)) {
        return std::nullopt;
    }
    const double n = w.n;
    const double s0_squared = w.s0 * w.s0;
    const double b0 = (n * n - 3 * n + 3) * w.s1 - n * w.s2 + 3 * s0_squared;
    const double b1 = -((n * n - n) * w.s1 - 2 * n * w.s2 + 6 * s0_squared);
    const double b2 = -(2 * n * w.s1 - (n + 3) * w.s2 + 6 * s0_squared);
    const double b3 = 4 * (n - 1) * w.s1 - 2 * (n + 1) * w.s2 + 8 * s0_squared;
    const double b4 = w.s1 - w.s2 + s0_squared;
    const double expected = w.s0 / (n * (n - 1));
    const double second =
        (b0 * x2 * x2 + b1 * x4 + b2 * x1 * x1 * x2 + b3 * x1 * x3 + b4 * x1 * x1 * x1 * x1) /
        (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3));
    return with_z(
        cross_products(values, neighbours, style) / pairs, expected, second - expected * expected);
}

std::vector<LocalStatistic> local_moran(std::span<const double> values, const Graph& neighbours) {
    expects_same_size(values, neighbours);
    std::vector<LocalStatistic> result(values.size());
    const Centred x = centred(values);
    const auto n = static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        LocalStatistic& one = result[i];
        one.state = state_at(i, x, neighbours);
        if (one.state != LocalState::defined) {
            continue;
        }
        const double m2 = x.squares / n;
        const auto links = static_cast<double>(neighbours.neighbours(i).size());
        const double around = lag(x.z, neighbours, i) / links;
        const double z = x.z[i];
        one.value = z / m2 * around;
        one.expected = -z * z / ((n - 1) * m2);
        one.variance = (z / m2) * (z / m2) * (n / (n - 2)) * (1 / links - 1 / (n - 1)) *
                       (m2 - z * z / (n - 1));
        one.z = one.variance > 0 ? (one.value - one.expected) / std::sqrt(one.variance) : 0;
        one.quadrant = z > 0 ? (around > 0 ? Quadrant::high_high : Quadrant::high_low)
                             : (around > 0 ? Quadrant::low_high : Quadrant::low_low);
    }
    return result;
}

std::vector<LocalStatistic> getis_ord(std::span<const double> values,
                                      const Graph& neighbours,
                                      OwnRow own_row) {
    expects_same_size(values, neighbours);
    std::vector<LocalStatistic> result(values.size());
    const Centred x = centred(values);
    const auto n = static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        LocalStatistic& one = result[i];
        one.state = state_at(i, x, neighbours);
        if (one.state != LocalState::defined) {
            continue;
        }
        const bool own = own_row == OwnRow::counted;
        const auto links = static_cast<double>(neighbours.neighbours(i).size()) + (own ? 1 : 0);
        const double others = own ? n : n - 1;
        // Of the rows compared, all for Gi* and the others for Gi, around the mean of all.
        const double mean = own ? 0 : -x.z[i] / others;
        const double mean_square = (x.squares - (own ? 0 : x.z[i] * x.z[i])) / others - mean * mean;
        const double spread =
            std::sqrt(mean_square * (others * links - links * links) / (others - 1));
        if (!(spread > 0)) {
            one.state = LocalState::undefined;
            continue;
        }
        const double sum = lag(x.z, neighbours, i) + (own ? x.z[i] : 0);
        one.value = (sum - mean * links) / spread;
        one.variance = 1;
        one.z = one.value;
        one.quadrant = one.z > 0 ? Quadrant::high_high : Quadrant::low_low;
    }
    return result;
}

void WorldStatistics::compute(std::span<const double> values, const Graph& neighbours) {
    expects_same_size(values, neighbours);
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    Centred x = centred(values, std::move(z_));
    const auto n = static_cast<double>(values.size());
    const bool varied = n >= 3 && x.squares > 0;
    local_.assign(values.size(), none);
    star_.assign(values.size(), none);
    double linked = 0;
    double cross = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::span<const std::uint32_t> near = neighbours.neighbours(i);
        if (near.empty()) {
            continue;
        }
        double sum = 0;
        for (const std::uint32_t j : near) {
            sum += x.z[j];
        }
        const auto links = static_cast<double>(near.size());
        const double z = x.z[i];
        linked += 1;
        cross += z * (1 / links) * sum;
        if (!varied) {
            continue;
        }
        local_[i] = z / (x.squares / n) * (sum / links);
        const double closed = links + 1;
        const double spread = std::sqrt(x.squares / n * (n * closed - closed * closed) / (n - 1));
        if (spread > 0) {
            star_[i] = (sum + z) / spread;
        }
    }
    moran_ = linked >= 3 && x.squares > 0 ? cross / x.squares : none;
    z_ = std::move(x.z);
}

}  // namespace riskmap::stats
