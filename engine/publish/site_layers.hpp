#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/admin_units.hpp"
#include "domain/layer.hpp"
#include "exposure/sites.hpp"
#include "plan/priority.hpp"

namespace riskmap::publish {

/// What the published layer of one role is called and which columns it has beside the common ones.
struct SiteRole {
    std::string word;  ///< of the study file and of the published layer: "schools"
    Text label;
    bool shows_water = true;       ///< distance to the nearest water
    bool shows_major_road = true;  ///< distance to the nearest major road
    bool shows_schools = true;     ///< nearest school and schools within reach
};

/// Schools, water, roads, in the order published.
std::span<const SiteRole> site_roles();

/// Published id of a place: its layer and row, and which piece of a line it is.
std::string site_id(const exposure::Site& site);

/// One row per place with what the joins found around it; `around.places[i]` belongs to `sites[i]`.
domain::Layer site_layer(const SiteRole& role,
                         std::span<const exposure::Site> sites,
                         const exposure::Around& around,
                         const domain::AdminUnits& units,
                         const std::vector<plan::HazardResult>& hazards);

}  // namespace riskmap::publish
