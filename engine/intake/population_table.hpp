#pragma once

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

/// The keys of the rows that are used, and the years they are of as far as the table tells them: in
/// its column of years, or in the names of the columns of a wide table.
KeyedTable keyed_table(const PopulationSource& source,
                       const SourceTable& table,
                       const Period& period);

/// A row per target, a column per band; of bands with several years as `read_long`.
PopulationFigures read_wide(const PopulationSource& source,
                            const SourceTable& table,
                            const PopulationTargets& targets,
                            const Period& period,
                            SourceLog& log);

/// A row per target, band and, where the table has them, sex and year. Sexes are added; years
/// inside the period are averaged. Without any year inside the period the nearest year stands for
/// it, and the ledger says so; rows of other years are not selected.
PopulationFigures read_long(const PopulationSource& source,
                            const SourceTable& table,
                            const PopulationTargets& targets,
                            const Period& period,
                            SourceLog& log);

}  // namespace riskmap::intake
