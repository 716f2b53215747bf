#include "stats/triangular_lanes.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "core/error.hpp"

namespace riskmap::stats::detail {
namespace {

template <std::size_t lanes>
using Lane = std::array<double, lanes>;

/// values -= scale * x.
template <std::size_t lanes>
void subtract(Lane<lanes>& values, double scale, const double* x) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        values[lane] -= scale * x[lane];
    }
}

template <std::size_t lanes>
Lane<lanes> load(const double* x) {
    Lane<lanes> values;
    std::copy_n(x, lanes, values.begin());
    return values;
}

/// One block of the forward substitution; `mine` are its columns' values.
template <std::size_t lanes>
void lower_block(const SparsePattern::Block& block,
                 const double* panel,
                 double* mine,
                 double* x,
                 std::span<const std::uint32_t> rows) {
    const std::size_t height = block.height();
    const std::size_t columns = block.columns();
    for (std::size_t i = 0; i < columns; ++i) {
        Lane<lanes> values = load<lanes>(mine + i * lanes);
        for (std::size_t j = 0; j < i; ++j) {
            subtract(values, panel[j * height + i], mine + j * lanes);
        }
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            mine[i * lanes + lane] = values[lane] / panel[i * height + i];
        }
    }
    // Two rows at a time keep the processor busy; each sum still runs over columns in order.
    std::size_t i = 0;
    for (; i + 1 < rows.size(); i += 2) {
        const double* factor = panel + columns + i;
        Lane<lanes> first = load<lanes>(x + rows[i] * lanes);
        Lane<lanes> second = load<lanes>(x + rows[i + 1] * lanes);
        for (std::size_t j = 0; j < columns; ++j) {
            subtract(first, factor[j * height], mine + j * lanes);
            subtract(second, factor[j * height + 1], mine + j * lanes);
        }
        std::copy_n(first.begin(), lanes, x + rows[i] * lanes);
        std::copy_n(second.begin(), lanes, x + rows[i + 1] * lanes);
    }
    if (i < rows.size()) {
        Lane<lanes> last = load<lanes>(x + rows[i] * lanes);
        for (std::size_t j = 0; j < columns; ++j) {
            subtract(last, panel[j * height + columns + i], mine + j * lanes);
        }
        std::copy_n(last.begin(), lanes, x + rows[i] * lanes);
    }
}

template <std::size_t lanes>
void lower(const SparsePattern& pattern, const double* panels, double* x) {
    for (const SparsePattern::Block& block : pattern.blocks()) {
        lower_block<lanes>(
            block, panels + block.panel_begin, x + block.first * lanes, x, pattern.rows(block));
    }
}

/// One block of the backward substitution; `gathered` are the values of the rows below it.
template <std::size_t lanes>
void upper_block(const SparsePattern::Block& block,
                 const double* panel,
                 double* mine,
                 const double* gathered) {
    const std::size_t height = block.height();
    const std::size_t columns = block.columns();
    const std::size_t below = block.below();
    std::size_t j = 0;
    for (; j + 1 < columns; j += 2) {
        const double* left = panel + j * height + columns;
        const double* right = left + height;
        Lane<lanes> first = load<lanes>(mine + j * lanes);
        Lane<lanes> second = load<lanes>(mine + (j + 1) * lanes);
        for (std::size_t i = 0; i < below; ++i) {
            subtract(first, left[i], gathered + i * lanes);
            subtract(second, right[i], gathered + i * lanes);
        }
        std::copy_n(first.begin(), lanes, mine + j * lanes);
        std::copy_n(second.begin(), lanes, mine + (j + 1) * lanes);
    }
    if (j < columns) {
        Lane<lanes> last = load<lanes>(mine + j * lanes);
        for (std::size_t i = 0; i < below; ++i) {
            subtract(last, panel[j * height + columns + i], gathered + i * lanes);
        }
        std::copy_n(last.begin(), lanes, mine + j * lanes);
    }
    for (std::size_t k = columns; k-- > 0;) {
        const double* column = panel + k * height;
        Lane<lanes> values = load<lanes>(mine + k * lanes);
        for (std::size_t i = k + 1; i < columns; ++i) {
            subtract(values, column[i], mine + i * lanes);
        }
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            mine[k * lanes + lane] = values[lane] / column[k];
        }
    }
}

template <std::size_t lanes>
void upper(const SparsePattern& pattern, const double* panels, double* x, double* gathered) {
    const auto& blocks = pattern.blocks();
    for (std::size_t number = blocks.size(); number-- > 0;) {
        const SparsePattern::Block& block = blocks[number];
        const auto rows = pattern.rows(block);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::copy_n(x + rows[i] * lanes, lanes, gathered + i * lanes);
        }
        upper_block<lanes>(block, panels + block.panel_begin, x + block.first * lanes, gathered);
    }
}

/// Calls `work` with the number of lanes as a constant.
template <class Work>
void with_lanes(std::size_t lanes, const Work& work) {
    const auto one = [&]<std::size_t... number>(std::index_sequence<number...>) {
        const bool known = ((lanes == number + 1 &&
                             (work(std::integral_constant<std::size_t, number + 1>()), true)) ||
                            ...);
        expects(known, "triangular_lanes: 1 to 8 lanes");
    };
    one(std::make_index_sequence<most_lanes>());
}

}  // namespace

void solve_lower(const SparsePattern& pattern, const double* panels, std::size_t lanes, double* x) {
    with_lanes(lanes, [&](auto count) { lower<count()>(pattern, panels, x); });
}

void solve_upper(const SparsePattern& pattern,
                 const double* panels,
                 std::size_t lanes,
                 double* x,
                 double* gathered) {
    with_lanes(lanes, [&](auto count) { upper<count()>(pattern, panels, x, gathered); });
}

}  // namespace riskmap::stats::detail
