#pragma once

#include <cstddef>

#include "stats/sparse_cholesky.hpp"

namespace riskmap::stats::detail {

/// Right sides that are solved together: value `lane` of position `row` is x[row * lanes + lane].
/// Each lane goes through the same operations whatever its neighbours are and however many there
/// are, so its result does not depend on how columns were grouped. Lanes: 1 to 8; another number is
/// an internal `Error`.
constexpr std::size_t most_lanes = 8;

/// x = L^-1 x.
void solve_lower(const SparsePattern& pattern, const double* panels, std::size_t lanes, double* x);

/// x = L'^-1 x. `gathered` has room for the largest front times `lanes`.
void solve_upper(const SparsePattern& pattern,
                 const double* panels,
                 std::size_t lanes,
                 double* x,
                 double* gathered);

}  // namespace riskmap::stats::detail
