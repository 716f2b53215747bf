#include "app/site_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "cases/tally.hpp"
#include "core/error.hpp"
#include "exposure/reach.hpp"
#include "geo/locate.hpp"
#include "geo/nearest.hpp"
#include "intake/place_name.hpp"
#include "publish/site_layers.hpp"

namespace riskmap::app {
namespace {

using exposure::SiteLayer;

std::vector<SiteLayer> layers_of_role(const RunReport& report, const std::string& role) {
    std::vector<SiteLayer> layers;
    for (const intake::LayerSource& source : report.study.layers) {
        const auto layer = report.data.layers.find(source.id);
        if (source.role == role && layer != report.data.layers.end()) {
            layers.push_back(
                {source.id, &layer->second, source.name_field, source.class_field, {}});
        }
    }
    return layers;
}

/// The roads that the study calls major; all of a layer for which it does not say.
std::vector<SiteLayer> major_roads(const RunReport& report) {
    std::vector<SiteLayer> layers = layers_of_role(report, "roads");
    for (SiteLayer& layer : layers) {
        for (const intake::LayerSource& source : report.study.layers) {
            if (source.id == layer.id) {
                layer.where = source.major;
            }
        }
    }
    return layers;
}

domain::AgeBand all_ages(const RunReport& report) {
    domain::AgeBand ages{0, 0};
    for (const plan::HazardResult& hazard : report.hazards) {
        ages.below = std::max(ages.below, hazard.spec.incidents.ages.below);
    }
    return ages.below > 0 ? ages : domain::AgeBand{};
}

PerUnit<bool> rural_units(const domain::AdminUnits& units, const std::vector<std::string>& types) {
    PerUnit<bool> rural(units.size(), false);
    for (std::size_t row = 0; row < units.size(); ++row) {
        const std::string type = intake::read_place_name(units.name[UnitIndex(row)]).type;
        rural[UnitIndex(row)] = std::find(types.begin(), types.end(), type) != types.end();
    }
    return rural;
}

/// The events of a hazard whose place of occurrence is exact, at that of the row that speaks for
/// them among those that have one.
std::vector<exposure::LocatedIncident> located_events(const plan::HazardResult& hazard,
                                                      const StudyData& data) {
    const std::optional<hazard::AssignRule>& rule = hazard.spec.places.assign;
    const PerUnit<bool> rural =
        rural_units(data.units, rule ? rule->rural_types : std::vector<std::string>());
    const auto told =
        rule ? data.incidents.attributes.find(rule->told_kind) : std::optional<std::size_t>();
    std::vector<std::uint32_t> rows;
    for (const std::uint32_t row : hazard.cases.incident_rows) {
        if (domain::exact_occurrence(data.incidents.rows[row])) {
            rows.push_back(row);
        }
    }
    IssueLog unheard;  // counting has told of odd events already
    std::vector<exposure::LocatedIncident> located;
    for (const cases::Case& event : cases::tally(rows,
                                                 data.incidents,
                                                 hazard::Counting::events,
                                                 domain::EventPlace::occurrence,
                                                 unheard)) {
        const auto occurrence = domain::exact_occurrence(data.incidents.rows[event.row]);
        located.push_back(
            {event.row,
             *occurrence->at,
             rural[event.unit],
             told ? domain::as_text(data.incidents.attributes.at(*told, event.row)) : ""});
    }
    return located;
}

/// The first rule that cuts the layer of a role.
const hazard::SegmentRule* cutting_rule(const RunReport& report, const std::string& role) {
    for (const plan::HazardResult& hazard : report.hazards) {
        const auto& rule = hazard.spec.places.segments;
        if (rule && rule->layer == role) {
            return &*rule;
        }
    }
    return nullptr;
}

/// Whether the rule speaks of a layer that plays the role.
bool takes_from(const hazard::AssignRule& rule, const RolePlaces& places) {
    return std::any_of(places.whole.begin(), places.whole.end(), [&](const exposure::Site& site) {
        return std::find(rule.layers.begin(), rule.layers.end(), site.layer()) != rule.layers.end();
    });
}

/// Assignments to features as assignments to the pieces that were published of them.
std::vector<exposure::Assignment> to_pieces(std::vector<exposure::Assignment> assignments,
                                            std::span<const exposure::LocatedIncident> located,
                                            const RolePlaces& places) {
    if (places.segments.empty()) {
        return assignments;
    }
    for (std::size_t i = 0; i < assignments.size(); ++i) {
        for (std::uint32_t& site : assignments[i].sites) {
            const auto piece = exposure::segment_at(places.segments, site, located[i].at);
            expects(piece.has_value(), "gather_places: a feature near a case has a piece");
            site = *piece;
        }
    }
    return assignments;
}

/// Children who live within `far_children_m` of each place; empty when nobody knows where.
std::vector<double> children_near(std::span<const exposure::Site> sites,
                                  const exposure::Places& homes,
                                  const exposure::Children& children,
                                  const RunContext& context) {
    if (homes.size() == 0) {
        return {};
    }
    constexpr std::array radii{exposure::far_children_m};
    return exposure::reach(geo::NearestIndex(exposure::shapes_of(sites)),
                           sites.size(),
                           homes.at,
                           children.at_home,
                           radii,
                           context)
        .front();
}

/// What the network says of the segments of one hazard, and how sure their record makes them;
/// where cases are not told, what the cases of units say of them.
publish::SegmentColumns segment_columns(const plan::HazardResult& hazard,
                                        const RolePlaces& places,
                                        const HazardPlaces& found,
                                        const domain::Incidents& incidents,
                                        const exposure::Places& homes,
                                        const exposure::Children& children,
                                        const RunContext& context) {
    const hazard::SegmentRule& rule = *hazard.spec.places.segments;
    publish::SegmentColumns columns;
    risk::SegmentRecord record;
    record.cases = found.counts.assigned;
    record.years = hazard.cases.years;
    for (std::size_t i = 0; i < places.segments.size(); ++i) {
        record.length_m.push_back(places.segments[i].last_m - places.segments[i].first_m);
        record.kind.push_back(places.pieces[i].kind());
    }
    columns.length_m = record.length_m;
    record.children = children_near(places.pieces, homes, children, context);
    if (!hazard.cases.means.empty()) {
        risk::UnitRecord of_units{std::move(record), {}, hazard.cases.means};
        for (std::size_t row = 0; row < of_units.cases.size(); ++row) {
            if (!hazard.cases.reported[UnitIndex(row)]) {
                of_units.cases[UnitIndex(row)] = std::nan("");
            }
        }
        for (const exposure::Site& piece : places.pieces) {
            of_units.unit.push_back(piece.unit);
        }
        columns.risk = risk::predict_segments(of_units);
        return columns;
    }
    columns.risk = risk::estimate_segments(record);

    const std::vector<geo::Geometry> lines = exposure::shapes_of(places.whole);
    const auto network =
        exposure::segment_network(lines, geo::NearestIndex(lines), places.segments);
    std::vector<stats::NetworkPoint> points;
    std::vector<risk::SegmentEvent> events;
    for (std::size_t i = 0; i < found.assigned.size(); ++i) {
        if (found.assigned[i].sites.empty()) {
            continue;
        }
        // At a junction all candidates meet: any of them is the place on the network.
        const std::uint32_t segment = found.assigned[i].sites.front();
        events.push_back({found.located[i].at, incidents.rows[found.located[i].row].date, segment});
        if (const auto point =
                exposure::on_network(network, places.segments, segment, found.located[i].at)) {
            points.push_back(*point);
        }
    }
    if (points.size() >= static_cast<std::size_t>(rule.least_events)) {
        const std::vector<double> pieces = stats::network_kde(
            network.network, points, network.pieces, {.half_width_m = rule.bandwidth_m.value});
        columns.density.assign(places.segments.size(), 0);
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const stats::Lixel& piece = network.pieces[i];
            columns.density[network.segment_of[i]] += pieces[i] * (piece.last_m - piece.first_m);
        }
        for (std::size_t i = 0; i < columns.density.size(); ++i) {
            columns.density[i] *= 1000 / (record.length_m[i] * record.years);
        }
    }
    if (rule.black_spot && !hazard.cases.incident_rows.empty()) {
        columns.black_spot = risk::black_spots(*rule.black_spot, events, places.segments.size());
    }
    return columns;
}

/// Shapes of the gamma distributions of expected cases; 0 where there is no spread.
std::vector<double> shapes_of(const publish::SegmentColumns& segments,
                              const exposure::SiteCounts& counts) {
    std::vector<double> shapes(counts.assigned.size(), 0);
    if (segments.risk.overdispersion > 0) {
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            shapes[i] = 1 / segments.risk.overdispersion + static_cast<double>(counts.assigned[i]);
        }
    }
    return shapes;
}

/// What the cases of a hazard say of the places that its rule speaks of.
HazardPlaces hazard_places(const plan::HazardResult& hazard,
                           const StudyPlaces& places,
                           const StudyData& data,
                           const RunContext& context) {
    HazardPlaces found;
    found.located = located_events(hazard, data);
    IssueLog unheard;
    found.events = static_cast<std::int64_t>(cases::tally(hazard.cases.incident_rows,
                                                          data.incidents,
                                                          hazard::Counting::events,
                                                          hazard.spec.incidents.place,
                                                          unheard)
                                                 .size());
    const hazard::PlaceRules& rules = hazard.spec.places;
    for (const RolePlaces& role : places.roles) {
        if (!rules.assign || !takes_from(*rules.assign, role)) {
            continue;
        }
        found.role = role.role;
        found.assigned = to_pieces(
            exposure::assign(*rules.assign, found.located, role.whole), found.located, role);
        found.counts = exposure::count_by_site(found.assigned, role.published().size());
        if (rules.segments && rules.segments->layer == role.role && !role.segments.empty()) {
            found.segments = segment_columns(
                hazard, role, found, data.incidents, places.homes, places.children, context);
            found.shape = shapes_of(*found.segments, found.counts);
        }
        break;
    }
    return found;
}

}  // namespace

const RolePlaces* StudyPlaces::find(const std::string& role) const {
    const auto found = std::find_if(
        roles.begin(), roles.end(), [&](const RolePlaces& one) { return one.role == role; });
    return found == roles.end() ? nullptr : &*found;
}

StudyPlaces gather_places(const RunReport& report, const RunContext& context) {
    context.stage({"Gán vụ việc cho từng nơi", "Assigning cases to places"});
    const StudyData& data = report.data;
    const geo::UnitLocator locator(data.units.shape.values());
    StudyPlaces places;
    for (const publish::SiteRole& role : publish::site_roles()) {
        RolePlaces& one = places.roles.emplace_back();
        one.role = role.word;
        one.layers = layers_of_role(report, role.word);
        one.whole = exposure::gather_sites(one.layers, locator);
        if (const hazard::SegmentRule* rule = cutting_rule(report, role.word)) {
            one.segments =
                exposure::equal_segments(exposure::shapes_of(one.whole), rule->length_m.value);
            one.pieces = exposure::segment_sites(one.whole, one.segments, locator);
        }
    }
    places.major_road_layers = major_roads(report);
    places.major_roads = exposure::gather_sites(places.major_road_layers, locator);
    // Without a raster one point stands for a whole unit: too coarse to say who lives around a
    // place.
    if (!data.people.empty()) {
        const domain::Population* population = report.study.population ? &data.population : nullptr;
        places.homes = exposure::homes(data.units, &data.people, population);
        places.children =
            exposure::children(all_ages(report), places.homes, population, data.units.size());
        places.cells = PerUnit<std::int64_t>(data.units.size(), 0);
        for (const domain::PeopleCell& cell : data.people) {
            if (cell.unit) {
                ++places.cells[*cell.unit];
            }
        }
    }
    for (const plan::HazardResult& hazard : report.hazards) {
        places.hazards.push_back(hazard_places(hazard, places, data, context));
    }
    for (RolePlaces& role : places.roles) {
        role.segments = {};
        if (!role.pieces.empty() && role.role == "roads") {
            role.whole = {};  // what is near a road is asked of the major ones
        }
    }
    places.homes.unit = {};
    places.homes.people = {};  // children stand for them
    return places;
}

}  // namespace riskmap::app
