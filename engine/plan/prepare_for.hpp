#pragma once

#include "disclosure/audience.hpp"
#include "domain/incidents.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// Makes a finished result fit for its audience, before any product sees it: products draw on
/// nothing else. For the offices that hold the records it stays whole.
///
/// For everyone:
/// - Exact counts leave: `cases` keeps neither counts nor cases (only denominators, and which units
///   reported); what may be printed is in `shown`. A unit whose count is not shown exactly has no
///   crude rate, and the state `suppressed`.
/// - What is an exact function of counts leaves: the empirical Bayes estimates (Poisson-gamma and
///   both of Marshall: y = ratio x (E + alpha) - nu), the deviates and p-values of Moran, Gi* and
///   the scans (sums over neighbourhoods), and the information share.
/// - Parts of the year, hours and years whose counts are not shown have no ratios, and sentences
///   that would carry their sums say the same without numbers. Hours come by three. A back-test
///   leaves when a year it foretells is not shown.
/// - Expected cases, rates, relative risks, cases per year and their intervals keep two significant
///   digits, probabilities two decimals, the score none, the record factor one digit. Draws are
///   scaled per unit to the published mean, so that their average says no more than the table.
///
/// Why modelled values stay: they are the answer a plan rests on, and they are no counts. Each is
/// drawn towards the environment of the unit and the record of its neighbours; one case moves a
/// relative risk by a factor that depends on all other counts. They are not proof against a reader
/// who has the same inputs and runs the program over many guesses: nothing that is worth ranking by
/// is. How much better than chance counts can be guessed from them is measured by the adversary
/// test (tests/e2e/privacy_test.py).
void prepare_for(disclosure::Audience,
                 const domain::Incidents&,
                 const domain::AdminUnits&,
                 HazardResult&);

/// The number to two significant digits; 0 and what is not finite stay.
double two_digits(double number);

/// A whole number to calculate with: the count, or where it is not shown 1 for "<3" and 5 for "…".
std::int64_t stand_in(const ShownCount& count);

}  // namespace riskmap::plan
