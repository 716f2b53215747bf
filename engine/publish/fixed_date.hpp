#pragma once

#include <cstdint>

namespace riskmap::publish {

/// Some formats must carry a date of writing. Every run writes the same one, so that the same
/// results are the same bytes; when a run took place stands in `timings.json`.
struct FixedDate {
    static constexpr const char* day = "2000-01-01";
    static constexpr const char* instant = "2000-01-01T00:00:00.000Z";
    static constexpr std::uint16_t dos_day = (2000 - 1980) << 9 | 1 << 5 | 1;
};

}  // namespace riskmap::publish
