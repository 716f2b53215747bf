#pragma once

#include <optional>
#include <string>
#include <vector>

#include "intake/dated_units.hpp"

namespace riskmap::intake {

/// The keys of a table that does not say of which date its units are.
struct KeyedTable {
    std::string file;    ///< as written, for messages
    std::string column;  ///< of the keys
    std::string option;  ///< of the study that would say it: "population.vintage"
    bool by_name = false;
    std::vector<std::string> keys;  ///< in row order, blanks and repeats allowed
    std::vector<int> years;         ///< of its figures; none when nothing tells them
};

/// The vintage that the study says a table is of; none: that of the plan, or a later one. Throws an
/// input `Error` that names `option` when it is no date, or nothing leads from there to the plan.
std::optional<std::size_t> vintage_stated(const std::string& stated,
                                          const std::string& option,
                                          const DatedUnits& dated,
                                          const domain::AdminUnits& plan);

/// The vintage whose units the keys name; none: those of the plan. Codes and names are used again
/// for other areas, so that a bare join is only right when this says so.
///
/// Without years the vintage that has most of the keys is meant, of several the one of which the
/// table lists most. With years only the sets in force in them, and the plan's, can be meant.
/// Throws an input `Error` that asks for `option`: sets that fit alike and lie elsewhere, years
/// that ask for different sets, and without a crosswalk years before the plan's units or keys of
/// which the plan has less than half.
std::optional<std::size_t> vintage_of_keys(const KeyedTable& table,
                                           const DatedUnits& dated,
                                           const domain::AdminUnits& plan);

}  // namespace riskmap::intake
