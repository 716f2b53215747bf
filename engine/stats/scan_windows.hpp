#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/run_context.hpp"

namespace riskmap::stats {

/// For every centre, the units by distance (ties by row) as far as windows may reach, and where
/// windows may end: units at the same distance enter together.
struct ScanWindows {
    std::vector<std::size_t> starts;   ///< of each centre's row, one more than units
    std::vector<std::uint32_t> units;  ///< by distance from the centre
    std::vector<double> expected;      ///< of the circle up to and with this unit
    std::vector<std::uint32_t> ends;   ///< place of the last unit at the same distance

    std::size_t centres() const { return starts.size() - 1; }
};

/// Circles with at most `max_expected` expected cases. A centre that alone has more has none. Stops
/// between two centres.
ScanWindows scan_windows(std::span<const double> x,
                         std::span<const double> y,
                         std::span<const double> expected,
                         double max_expected,
                         const RunContext&);

/// The `count` nearest units of each centre, itself first, ties by row. Stops between two centres.
std::vector<std::vector<std::uint32_t>> nearest_units(std::span<const double> x,
                                                      std::span<const double> y,
                                                      std::size_t count,
                                                      const RunContext&);

}  // namespace riskmap::stats
