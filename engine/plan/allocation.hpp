#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/run_context.hpp"
#include "plan/bundles.hpp"
#include "plan/choice.hpp"
#include "risk/risk_surface.hpp"

namespace riskmap::plan {

/// What a plan counts.
enum class Outcome { deaths, cases };

/// A wish for one unit: that an intervention is, or is not, part of its plan.
struct Wish {
    UnitIndex unit;
    std::size_t intervention = 0;
};

struct AllocationRequest {
    double budget = 0;
    Outcome outcome = Outcome::deaths;
    std::vector<Wish> must;
    std::vector<Wish> forbid;
    PerUnit<std::size_t> purse;    ///< empty: one purse for all
    std::vector<double> share{0};  ///< of the budget, set aside for the units of each purse
    double mass = 0.9;             ///< of the intervals
    std::uint64_t seed = 1;        ///< of the draws of the effects
};

/// What one unit gets.
struct PlannedUnit {
    UnitIndex unit;
    Bundle bundle;
    double averted = 0;  ///< expected, over the years the effects last
    risk::Interval averted_interval;
    double better_than_next = 0;  ///< probability that its money averts more per unit of money than
                                  ///< that of the next unit of the list does
    double funded_in_draws = 0;   ///< share of the draws in which a plan that knew the risk of that
                                  ///< draw would give it something
};

/// A plan for a budget.
struct Allocation {
    std::vector<PlannedUnit> units;  ///< most averted per money first; ties by unit
    double spent = 0;
    double averted = 0;
    risk::Interval averted_interval;
    double bound = 0;  ///< no plan for this budget averts more in expectation
    bool proven = false;
    double averted_with_less = 0;    ///< the same for a budget a tenth smaller
    double averted_with_more = 0;    ///< and a tenth larger
    double perfect_information = 0;  ///< what knowing the true risks before choosing would avert
                                     ///< beyond this plan
};

/// The offers of every unit, in unit order.
using UnitOffers = PerUnit<std::vector<Offer>>;

/// Chooses bundles per unit that avert the most expected deaths (or cases) within the budget. All
/// interventions on offer need a price. The expectation is exact (effects and risks are
/// independent); intervals come from the joint draws of risk and effects. A larger budget never
/// averts less. Same bytes for any number of threads.
///
/// Throws a usage `Error` when a `must` is not on offer in its unit or when all of them together
/// cost more than the budget.
Allocation allocate(const PlanBasis&,
                    const std::vector<hazard::Intervention>&,
                    const UnitOffers&,
                    const AllocationRequest&,
                    const RunContext&);

/// Deaths per case of a hazard: Gamma(deaths + 1/2, cases), the posterior of a Poisson rate under
/// Jeffreys' prior. 0 without cases.
double deaths_per_case(const EventDraws&);

}  // namespace riskmap::plan
