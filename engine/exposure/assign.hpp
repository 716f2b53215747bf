#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "exposure/sites.hpp"
#include "geo/point.hpp"
#include "hazard/place_rules.hpp"

namespace riskmap::exposure {

/// An incident with an exact point.
struct LocatedIncident {
    std::uint32_t row = 0;  ///< of `domain::Incidents`
    geo::PointM at;
    bool rural = false;     ///< its unit is a rural one
    std::string told_kind;  ///< class of the feature by the record; "" when it does not say
};

enum class Assigned : std::uint8_t {
    assigned,
    ambiguous,   ///< other features are as near
    other_kind,  ///< features are near, none of the kind that the record names
    none_near,
};

struct Assignment {
    Assigned state = Assigned::none_near;
    /// Sites, the nearest first: one when assigned, all that are as near when ambiguous.
    std::vector<std::uint32_t> sites;
    double distance_m = 0;  ///< to the first
};

/// For each incident, in order: the nearest of the sites within the rule's distance. Where the
/// record tells the kind, only sites of that kind are taken: a mapped river is no answer for an
/// unmapped pond. Another site no more than `margin_m` farther makes the incident ambiguous; it
/// then counts for neither, unless both are pieces of one thing (same kind and same name). Sites of
/// a layer that the rule does not name are passed over.
std::vector<Assignment> assign(const hazard::AssignRule& rule,
                               std::span<const LocatedIncident> incidents,
                               std::span<const Site> sites);

/// What each site was assigned.
struct SiteCounts {
    std::vector<std::int64_t> assigned;
    std::vector<std::int64_t> ambiguous;  ///< incidents for which it is one of several candidates
};
SiteCounts count_by_site(std::span<const Assignment> assignments, std::size_t site_count);

}  // namespace riskmap::exposure
