#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/scan.hpp"

namespace riskmap::stats {

/// Expected cases that sum to all cases.
struct ScaledExpected {
    std::vector<double> expected;
    double total = 0;  ///< cases; 0: nothing to scan
};

/// Checks what every scan needs: options in range, no negative or missing number, and a positive
/// expectation wherever `cases`, one or several per row of `expected`, are.
ScaledExpected scale_expected(std::span<const std::int64_t> cases,
                              std::span<const double> expected,
                              const ScanOptions&);

}  // namespace riskmap::stats
