#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/run.hpp"
#include "exposure/assign.hpp"
#include "exposure/places.hpp"
#include "exposure/segments.hpp"
#include "exposure/sites.hpp"
#include "publish/site_columns.hpp"

namespace riskmap::app {

/// The places of one role. Moves, but is not copied: its sites look at its layers.
struct RolePlaces {
    std::string role;
    std::vector<exposure::SiteLayer> layers;
    std::vector<exposure::Site> whole;        ///< features as the study has them
    std::vector<exposure::Segment> segments;  ///< empty where nothing is cut
    std::vector<exposure::Site> pieces;       ///< of the segments

    RolePlaces() = default;
    RolePlaces(RolePlaces&&) noexcept = default;
    RolePlaces& operator=(RolePlaces&&) noexcept = default;

    std::span<const exposure::Site> published() const { return pieces.empty() ? whole : pieces; }
};

/// What the cases of one hazard say of places.
struct HazardPlaces {
    std::int64_t events = 0;  ///< counted, located or not
    /// Its events with an exact point, each once.
    std::vector<exposure::LocatedIncident> located;
    std::vector<exposure::Assignment> assigned;  ///< to published places; empty without a rule
    std::string role;                            ///< of those places
    exposure::SiteCounts counts;
    std::optional<publish::SegmentColumns> segments;
    std::vector<double> shape;  ///< of the gamma distributions of expected cases on segments; 0: no
                                ///< spread
};

/// Everything that places are looked at with.
struct StudyPlaces {
    std::vector<RolePlaces> roles;  ///< as `publish::site_roles`
    std::vector<exposure::SiteLayer> major_road_layers;
    std::vector<exposure::Site> major_roads;
    exposure::Places homes;  ///< where they are; empty when nobody knows where people live
    exposure::Children children;
    PerUnit<std::int64_t> cells;        ///< populated ones in each unit; empty without a raster
    std::vector<HazardPlaces> hazards;  ///< as `RunReport::hazards`

    const RolePlaces* find(const std::string& role) const;
};
/// Before counts leave the results; what is published later needs only this. Segments, and roads
/// that are published in pieces, are gone again by then.
StudyPlaces gather_places(const RunReport& report, const RunContext& context);

}  // namespace riskmap::app
