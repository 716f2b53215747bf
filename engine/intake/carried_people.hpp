#pragma once

#include <optional>
#include <vector>

#include "intake/population_table.hpp"

namespace riskmap::intake {

/// Rows of a table that are keyed by one set of units.
struct KeyedSet {
    std::optional<std::size_t> vintage;  ///< none: the units of the plan
    std::vector<int> years;              ///< of its rows, ascending; none when nothing tells them
};

/// The sets of units that a table is keyed by, as the study says or as keys and years do; several
/// only where the years of a long table are of different sets. Sets other than the plan's are told.
/// Throws as `vintage_stated` and `vintage_of_keys`.
std::vector<KeyedSet> sets_of_table(const PopulationSource& source,
                                    const SourceTable& table,
                                    const domain::AdminUnits& units,
                                    const DatedUnits& dated,
                                    const Period& period,
                                    SourceLog& log);

/// People of one band by unit of the plan, NaN where unknown, and how many were read.
struct CarriedPeople {
    std::vector<double> people;
    double read = 0;
};

/// Brings the figures of a band to the units of the plan: those of another set by its shares, those
/// of the plan's units or of their parents in proportion to `weights`. Of several sets the mean by
/// their numbers of years, over those in which the unit has a figure. Throws an internal `Error`
/// when a sum is not kept.
CarriedPeople carry_people(const std::vector<KeyedSet>& sets,
                           const std::vector<PopulationTargets>& targets,
                           const std::vector<PopulationFigures>& figures,
                           std::size_t band,
                           const std::vector<double>& weights);

/// The sum of what is known.
double total_known(const std::vector<double>& figures);

}  // namespace riskmap::intake
