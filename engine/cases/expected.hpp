#pragma once

#include <vector>

#include "cases/tally.hpp"
#include "core/index.hpp"
#include "core/issue.hpp"
#include "core/period.hpp"
#include "domain/population.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::cases {

/// Person-years per unit in the part of each population band that the hazard asks for.
struct Denominators {
    std::vector<domain::AgeBand> bands;         ///< cut to the hazard's ages
    std::vector<PerUnit<double>> person_years;  ///< [band][unit]; NaN without a figure
    PerUnit<double> total;                      ///< NaN when any band is missing, or all are
};

/// People x `period.years()`. A band that reaches past `ages` counts in proportion to its years,
/// and ages for which the table has no band have no person-years; the log tells both. Without any
/// band in `ages` every unit is missing.
Denominators denominators(const domain::Population& population,
                          const domain::AgeBand& ages,
                          std::size_t unit_count,
                          const Period& period,
                          IssueLog& log);

/// How many cases there are, and of how many in each age band the age is known.
struct AgedCases {
    double all = 0;
    std::vector<double> in_band;  ///< as `Denominators::bands`
};

/// What the study's own rates would give in each unit.
struct Expected {
    PerUnit<double> cases;      ///< NaN where the denominator is missing
    double reference_rate = 0;  ///< cases per person-year; NaN without any person-years
    bool age_standardised = false;
};

/// Indirect internal standardisation (METHODS 2.1): E_i = sum_a T N_ia r_a with r_a = Y_a / (T
/// N_a), over the units that have person-years, so that the sum of E is the sum of their cases.
///
/// By age only when there are several bands, at least nine in ten cases know an age in one of them,
/// and no band has cases without people; cases of unknown age then raise all r_a alike. Otherwise
/// one rate for all ages.
/// Units that are not `reported` get expected cases but do not count for the rates.
Expected expected_cases(const std::vector<Case>& cases,
                        const Denominators& denominators,
                        const PerUnit<bool>& reported);
/// The same from tables of cases: in units with people that are `reported`.
Expected expected_cases(const AgedCases& cases,
                        const Denominators& denominators,
                        const PerUnit<bool>& reported);

}  // namespace riskmap::cases
