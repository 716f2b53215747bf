#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "domain/layer.hpp"
#include "hazard/place_rules.hpp"
#include "plan/priority.hpp"

namespace riskmap::plan {

/// A place that has an order.
struct OrderedPlace {
    std::size_t row = 0;                     ///< of the layer
    int order = 0;                           ///< 1 first
    std::optional<risk::Interval> interval;  ///< of the order, mass `rank_mass`
    double score = 0;                        ///< 100 for the largest
    Text reason;
};

/// In which order to act on the places of one layer.
struct PlaceOrder {
    std::vector<OrderedPlace> places;  ///< by row
    Text note;                         ///< why nothing is in order; empty otherwise

    /// Null for a place that is not on the list, or of which nothing is known.
    const OrderedPlace* find(std::size_t row) const;
};

/// Score: stake x the unit's modelled rate per child-year x decay x weight, as the list says.
/// The order is that of the expected ranks over draws from the posterior of the units' risks (and,
/// with `stake_shape`, from a gamma distribution of the stake with that shape and the stake as its
/// mean); without draws that of the scores, and there is no interval. A place where nothing is at
/// stake, whose unit has no rate, or at which all is done, has no order.
///
/// Nor have places past the list's `most`. Intervals are widened to hold the order itself, where
/// draws are so even that they would not.
///
/// `published` holds the columns the list names; where one is missing the note says so.
PlaceOrder order_places(const hazard::PlaceList& list,
                        const HazardResult& hazard,
                        const domain::Layer& published,
                        std::span<const std::optional<UnitIndex>> unit_of,
                        std::span<const double> stake_shape,
                        const RunContext& context);

}  // namespace riskmap::plan
