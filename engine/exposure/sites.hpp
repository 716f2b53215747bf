#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/run_context.hpp"
#include "domain/layer.hpp"
#include "domain/predicate.hpp"
#include "geo/locate.hpp"

namespace riskmap::exposure {

/// A layer whose features are places one can act at. `where` chooses among them; all when empty.
struct SiteLayer {
    std::string id;  ///< of the layer in the study
    const domain::Layer* layer = nullptr;
    std::string name_field;  ///< "" when the features have no names
    std::string class_field;
    domain::Predicate where;
};

/// One place: a school, a water body, a road. What its layer says of it is read there, for as long
/// as that lives.
struct Site {
    const SiteLayer* source = nullptr;
    std::uint32_t feature = 0;  ///< row of the layer
    std::uint32_t piece = 0;    ///< of a line cut into pieces, from 1; 0 for a whole feature
    geo::Geometry shape;
    std::optional<UnitIndex> unit;  ///< that holds the shape's inner point; none outside the study

    const std::string& layer() const { return source->id; }
    std::int64_t row() const { return source->layer->source_rows[feature]; }  ///< in the file
    std::string name() const;
    std::string kind() const;  ///< word of its class
};

/// The features of the layers that have a shape, in the order of layers and rows.
std::vector<Site> gather_sites(std::span<const SiteLayer> layers, const geo::UnitLocator& units);

std::vector<geo::Geometry> shapes_of(std::span<const Site> sites);

/// The nearest place of some kind; looks at the place for as long as that is there.
struct Nearby {
    double distance_m = 0;
    const Site* place = nullptr;
};

/// What is looked for around places.
struct Neighbourhood {
    std::span<const Site> water;
    std::span<const Site> major_roads;
    std::span<const Site> schools;
    std::span<const geo::PointM> homes;
    std::span<const double> children;                 ///< at each home
    std::vector<std::vector<geo::PointM>> incidents;  ///< located incidents of each hazard
};

inline constexpr double near_children_m = 200;
inline constexpr double far_children_m = 500;
inline constexpr double near_incidents_m = 250;
inline constexpr double far_incidents_m = 500;
inline constexpr double school_reach_m = 1000;
inline constexpr double near_schools_m = 250;

/// What lies around one place. Distances are between shapes: 0 where they meet.
struct Surroundings {
    std::optional<Nearby> water;
    std::optional<Nearby> major_road;
    std::optional<Nearby> school;
    double children_near = 0;  ///< who live within `near_children_m`, by cell centres; NaN when
                               ///< nobody knows where people live
    double children_far = 0;
    std::optional<std::int64_t> schools_within;  ///< within `school_reach_m`; none without schools
    std::optional<std::int64_t> schools_near;    ///< within `near_schools_m`
};

/// What lies around places, in their order.
struct Around {
    std::vector<Surroundings> places;
    std::vector<std::vector<std::int64_t>> incidents_near;  ///< [hazard][place]
    std::vector<std::vector<std::int64_t>> incidents_far;
};

/// Of each site. A site is not its own neighbour: where the sites are the schools
/// themselves, `school` and `schools_within` leave it out.
Around look_around(std::span<const Site> sites,
                   const Neighbourhood& neighbourhood,
                   const RunContext& context);

}  // namespace riskmap::exposure
