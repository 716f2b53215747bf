#pragma once

#include "cases/case_table.hpp"
#include "core/period.hpp"
#include "domain/admin_units.hpp"
#include "domain/population.hpp"
#include "domain/reporting.hpp"
#include "hazard/hazard_spec.hpp"
#include "plan/shown_cases.hpp"

namespace riskmap::plan {

/// What everyone knows beside the printed counts.
struct PublicKnowledge {
    const hazard::HazardSpec& hazard;
    const domain::AdminUnits& units;
    const domain::Population& population;
    const domain::Reporting* reporting = nullptr;  ///< null: no table, or no list of incidents
    Period period;
    /// Units whose counts are printed, hidden or not; the others did not report.
    const PerUnit<bool>& reported;
};

/// The table of cases that a reader can make of what is printed, and of nothing else: all that a
/// public result models is computed from it, so that no model, however inverted, tells more than
/// the printed tables.
///
/// - A count that is shown is itself. Hidden counts get their mean given their range and the sum
///   of those around them (`disclosure::hidden_means`, weights: person-years): in a parent whose
///   cases of every year are shown, and add up to the total of the study, that sum is the parent's
///   cases less those shown; all other hidden units share what is left of the total.
/// - `observed` has the same as whole numbers with the same sums, for statistics of counts; the
///   largest remainders are raised, the first of equal ones first.
/// - Cases of a unit by year follow its parent's years, hidden years of parents getting their
///   means given the year's total; then each year is scaled to its total. Nothing is known by
///   month of the period.
/// - Months of the year and hours (by three) stand as shown, hidden ones as whole means.
/// - Expected cases follow from the printed ages: a group of ages that several bands of the
///   population share is split by its years of age.
/// - Person-years are those for which reports came, whatever cases came without.
///
/// There are no rows, no cases and no victims. Deterministic.
cases::CaseTable published_cases(const ShownCases& shown, const PublicKnowledge& known);

}  // namespace riskmap::plan
