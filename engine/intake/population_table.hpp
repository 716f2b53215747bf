#pragma once

#include <map>
#include <vector>

#include "domain/population.hpp"
#include "intake/key_vintage.hpp"
#include "intake/population_targets.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {

/// People per age band and target; NaN where the table has no figure.
struct PopulationFigures {
    std::vector<domain::AgeBand> bands;       ///< ascending, not overlapping
    std::vector<std::vector<double>> people;  ///< people[band][target]
};

/// The keys of the rows that are used, and the years they are of as far as the table tells them: of
/// a long table with a column of years one per year, since each may have units of its own; of any
/// other one, with the years in the names of its columns.
std::vector<KeyedTable> keyed_tables(const PopulationSource& source,
                                     const SourceTable& table,
                                     const Period& period);

/// What the rows of each year stand for.
struct TargetsByYear {
    std::vector<PopulationTargets> sets;  ///< at least one
    std::map<int, std::size_t> set_of;    ///< by year; the first for years not listed
};

/// A row per target, a column per band; of bands with several years as `read_long`.
PopulationFigures read_wide(const PopulationSource& source,
                            const SourceTable& table,
                            const PopulationTargets& targets,
                            const Period& period,
                            SourceLog& log);

/// A row per target, band and, where the table has them, sex and year. Sexes are added; years
/// inside the period are averaged, for each set of targets by itself. Without any year inside the
/// period the nearest year stands for it, and the ledger says so; rows of other years are not
/// selected. The answer has one table per set, all of the same bands.
std::vector<PopulationFigures> read_long(const PopulationSource& source,
                                         const SourceTable& table,
                                         const TargetsByYear& targets,
                                         const Period& period,
                                         SourceLog& log);

}  // namespace riskmap::intake
