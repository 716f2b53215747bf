#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hazard/intervention.hpp"
#include "plan/plan_basis.hpp"

namespace riskmap::plan {

/// What one intervention could do in one unit.
struct Offer {
    std::size_t intervention = 0;  ///< row of the list of interventions
    double available = 0;          ///< pieces there are to treat
    double most = 0;               ///< pieces that may be bought
    std::vector<double> reach;     ///< per hazard: share of the unit's cases all `available`
                                   ///< pieces would reach
};

/// The numbers of an intervention as they are believed, or as drawn from their ranges.
struct Belief {
    std::vector<double> prevented;  ///< per hazard, of the cases reached: effect x completion x
                                    ///< share of cases
    double years = 1;
};

/// Means of the triangular distributions over (low, value, high), the parts of `prevented` being
/// independent of each other.
Belief expected_belief(const hazard::Intervention&, const std::vector<std::string>& hazard_ids);
/// A draw from the same distributions, addressed by (seed, intervention, draw).
Belief drawn_belief(const hazard::Intervention&,
                    const std::vector<std::string>& hazard_ids,
                    std::uint64_t seed,
                    std::size_t intervention,
                    std::size_t draw);

/// Pieces of one intervention.
struct Purchase {
    std::size_t intervention = 0;
    double pieces = 0;
    double cost = 0;
    bool operator==(const Purchase&) const = default;
};

/// Interventions bought together for one unit.
struct Bundle {
    std::vector<Purchase> purchases;
    double cost = 0;
};

/// Events averted per hazard over the years the effects last, for one event per year in the unit:
/// in each year the interventions that still work multiply, so that two that prevent half each
/// leave a quarter.
std::vector<double> averted_per_event(const Bundle& bundle,
                                      std::span<const Offer> offers,
                                      const std::vector<Belief>& beliefs,
                                      std::size_t hazards);

/// Every bundle the offers allow: steps of each intervention in whole batches, the empty bundle
/// left out. `must` and `forbidden` are rows of the interventions. Where the steps together give
/// more than 2,048 bundles, the finest are made coarser. None when a `must` is not on offer.
std::optional<std::vector<Bundle>> bundles_of(
    std::span<const Offer> offers,
    const std::vector<hazard::Intervention>& interventions,
    std::span<const std::size_t> must,
    std::span<const std::size_t> forbidden);

}  // namespace riskmap::plan
