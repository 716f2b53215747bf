#pragma once

#include <array>
#include <string>

#include "domain/admin_units.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::test {

inline const std::string study_crs = "EPSG:9212";
/// The systems in which coordinates arrive.
inline constexpr std::array<const char*, 7> systems{
    "EPSG:9212", "EPSG:5899", "EPSG:3405", "EPSG:5897", "EPSG:9210", "EPSG:4756", "EPSG:4326"};
inline constexpr double west = 560000;
inline constexpr double south = 1270000;
inline constexpr std::size_t across = 8;
inline constexpr double side = 3000;

/// 64 square communes of 3 km.
inline domain::AdminUnits communes() {
    domain::AdminUnits units = named_units(across * across);
    for (std::size_t i = 0; i < across * across; ++i) {
        const double x = west + side * static_cast<double>(i % across);
        const double y = south + side * static_cast<double>(i / across);
        units.shape[UnitIndex(i)] = rectangle(x, y, x + side, y + side);
    }
    return units;
}

}  // namespace riskmap::test
