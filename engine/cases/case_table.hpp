#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cases/tally.hpp"
#include "core/index.hpp"
#include "core/issue.hpp"
#include "core/period.hpp"
#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"
#include "domain/population.hpp"
#include "domain/reporting.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::cases {

/// Cases of one hazard per unit beside what the reference rates of the study would give there.
struct CaseTable {
    PerUnit<std::int64_t> observed;  ///< events, or victims, as the hazard counts
    PerUnit<std::int64_t> victims;   ///< people hurt in those events
    PerUnit<double> person_years;    ///< of the hazard's ages over the period; NaN when the
                                     ///< denominator is missing
    PerUnit<double> expected;        ///< NaN when the denominator is missing
    PerUnit<bool> reported;  ///< false: the unit did not report, or no source was asked; its
                             ///< zero is no observation
    double years = 0;
    double reference_rate = 0;  ///< cases per person-year in the study area
    bool age_standardised = false;
    std::vector<std::uint32_t>
        incident_rows;        ///< rows of `domain::Incidents` that count, ascending
    std::vector<Case> cases;  ///< that make up `observed`, in the order of their first rows
    /// observed_by_year[i]: cases of `first_year + i` per unit.
    int first_year = 0;
    std::vector<PerUnit<std::int64_t>> observed_by_year;
    /// Where counts are not told: what stands for them (`plan::published_cases`), in all and by
    /// year. Empty: `observed` and `observed_by_year` were counted.
    PerUnit<double> means;
    std::vector<PerUnit<double>> means_by_year;
    /// time_by_year[i]: years of `first_year + i` for which the cases of a unit are known; of a
    /// unit that did not report, those of the whole period.
    std::vector<PerUnit<double>> time_by_year;
    /// observed_by_month[i]: cases per unit in the i-th calendar month of the period, from its
    /// first on; cases whose month is not known are in none.
    std::vector<PerUnit<std::int64_t>> observed_by_month;
    std::vector<std::int64_t> by_month;  ///< 12, cases with a known month
    std::vector<std::int64_t> by_hour;   ///< 24, cases with a known hour; 8 of three hours each
                                         ///< where hours are told so
    std::int64_t total() const;
    /// What likelihoods take for the count of a unit, in all and in the i-th year.
    double count(UnitIndex unit) const;
    double count(std::size_t year, UnitIndex unit) const;
    std::size_t counted_years() const;
};

/// The month of an incident, 1 to 12; none when only its year is known.
std::optional<int> month_of(const domain::Incidents&, std::uint32_t row);

/// Observed cases by the hazard's rule, person-years by its ages and expected cases by indirect
/// standardisation with the study's own rates per age band (METHODS 2.1: E_i = T sum_a N_ia r_a,
/// r_a = Y_a / (T N_a)); bands without ages of cases fall back on one rate. Cases in a unit without
/// children are kept and reported.
///
/// With `reporting`, person-years are those for which reports came, and a unit without any report
/// is not `reported`: its person-years stay those of the whole period and do not count for the
/// rates. A unit that has cases in a year without reports counts as having reported that year, with
/// a warning.
CaseTable count_cases(const hazard::HazardSpec&,
                      const domain::Incidents&,
                      const domain::Population&,
                      const domain::AdminUnits&,
                      const Period&,
                      IssueLog&,
                      const domain::Reporting* reporting = nullptr);

}  // namespace riskmap::cases
