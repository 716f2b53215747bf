#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "exposure/assign.hpp"
#include "exposure/crossings.hpp"
#include "exposure/sites.hpp"
#include "plan/place_order.hpp"
#include "plan/site_states.hpp"
#include "risk/segment_risk.hpp"

namespace riskmap::publish {

/// What one hazard says of pieces of road.
struct SegmentColumns {
    std::vector<double> length_m;  ///< 0 for what is no line
    risk::SegmentRisk risk;
    std::vector<double> density;                  ///< cases per km and year; empty: not computed
    std::optional<std::vector<bool>> black_spot;  ///< none without a rule or without incidents
};

/// The road to cross on the way to each place.
void add_crossings(domain::Layer& layer,
                   std::span<const std::optional<exposure::Crossing>> crossings);

/// Ratio and level of the unit that holds each place.
void add_unit_risk(domain::Layer& layer,
                   const plan::HazardResult& hazard,
                   std::span<const std::optional<UnitIndex>> unit_of);

/// Cases assigned to each place, and those for which it is one of several candidates; no data when
/// no source told of the hazard.
void add_assigned(domain::Layer& layer,
                  const plan::HazardResult& hazard,
                  const exposure::SiteCounts& counts);

/// Whether something is done at each place.
void add_state(domain::Layer& layer,
               const hazard::StateColumn& state,
               std::span<const plan::SiteState> states);

void add_segment_columns(domain::Layer& layer,
                         const plan::HazardResult& hazard,
                         const SegmentColumns& segments);

/// Order, its interval, score and reason under one list.
void add_order(domain::Layer& layer,
               const plan::HazardResult& hazard,
               const hazard::PlaceList& list,
               const plan::PlaceOrder& order);

}  // namespace riskmap::publish
