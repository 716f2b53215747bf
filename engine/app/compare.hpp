#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "domain/layer.hpp"
#include "plan/comparison.hpp"

namespace riskmap::app {

/// One hazard in both results.
struct ComparedHazard {
    std::string id;
    Text label;
    std::vector<plan::UnitChange> changes;
};

struct Comparison {
    std::string stamp;  ///< when either result is internal; "" otherwise
    std::vector<ComparedHazard> hazards;
    std::vector<std::string> code;  ///< of the units of the first result
    std::vector<std::string> name;
    std::vector<std::string> only_before;  ///< codes that only one result has
    std::vector<std::string> only_after;
    domain::Layer table;  ///< compare.csv
};

/// Compares two result folders unit by unit, matched by code within one
/// vintage. Throws an input `Error`: what `read_result` throws; boundaries of
/// different dates (codes are used again for other units, so that a join by
/// code would compare strangers); no unit or hazard in common. Writes the table
/// to `out` when it is not empty; an output `Error` when it exists.
Comparison compare(const std::filesystem::path& before,
                   const std::filesystem::path& after,
                   const std::filesystem::path& out);

}  // namespace riskmap::app
