#pragma once

#include <vector>

#include "core/run_context.hpp"
#include "plan/allocation.hpp"

namespace riskmap::plan {

/// The bundles of one unit that no other beats, with what each averts per event and hazard.
struct UnitBundles {
    std::vector<Bundle> bundles;
    std::vector<std::vector<double>> averted;  ///< averted[bundle][hazard], per event per year
};

/// A request as a problem of choice: one group per unit with something on offer.
struct AllocationModel {
    std::vector<UnitIndex> unit;       ///< of each group
    std::vector<UnitBundles> bundles;  ///< of each group
    std::vector<double> weight;        ///< per hazard: deaths per case, or 1
    ChoiceProblem problem;
};

/// Throws as `allocate` does.
AllocationModel allocation_model(const PlanBasis&,
                                 const std::vector<hazard::Intervention>&,
                                 const UnitOffers&,
                                 const AllocationRequest&,
                                 const RunContext&);

}  // namespace riskmap::plan
