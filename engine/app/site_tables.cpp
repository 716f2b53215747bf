#include "app/site_tables.hpp"

#include <algorithm>

#include "app/site_places.hpp"
#include "core/error.hpp"
#include "exposure/crossings.hpp"
#include "plan/place_order.hpp"
#include "plan/site_states.hpp"
#include "publish/site_columns.hpp"
#include "publish/site_layers.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::app {
namespace {

using exposure::Assigned;
using exposure::Assignment;
using exposure::Site;
using plan::HazardResult;

std::vector<std::optional<UnitIndex>> units_of(std::span<const Site> sites) {
    std::vector<std::optional<UnitIndex>> units;
    for (const Site& site : sites) {
        units.push_back(site.unit);
    }
    return units;
}

exposure::Neighbourhood neighbourhood_of(const StudyPlaces& places) {
    const auto whole = [&](const char* role) -> std::span<const Site> {
        const RolePlaces* found = places.find(role);
        return found == nullptr ? std::span<const Site>() : found->whole;
    };
    exposure::Neighbourhood around{.water = whole("water"),
                                   .major_roads = places.major_roads,
                                   .schools = whole("schools"),
                                   .homes = places.homes.at,
                                   .children = places.children.at_home,
                                   .incidents = {}};
    for (const HazardPlaces& hazard : places.hazards) {
        std::vector<geo::PointM>& points = around.incidents.emplace_back();
        for (const exposure::LocatedIncident& incident : hazard.located) {
            points.push_back(incident.at);
        }
    }
    return around;
}

/// One state of the sites; empty when no layer of the role has its column.
std::vector<plan::SiteState> states_of(const hazard::StateColumn& state,
                                       std::span<const Site> sites) {
    std::vector<plan::SiteState> states;
    states.reserve(sites.size());
    bool somewhere = false;
    for (const Site& site : sites) {
        const domain::Layer& layer = *site.source->layer;
        const auto field = layer.find(state.field);
        somewhere = somewhere || field;
        states.push_back(field ? plan::state_of(layer.at(*field, site.feature))
                               : plan::SiteState::not_surveyed);
    }
    return somewhere ? states : std::vector<plan::SiteState>();
}

void add_hazard(domain::Layer& layer,
                const RolePlaces& places,
                const RunReport& report,
                std::size_t number,
                const RunContext& context) {
    const HazardResult& hazard = report.hazards[number];
    const hazard::PlaceRules& rules = hazard.spec.places;
    const HazardPlaces& found = report.places->hazards[number];
    const std::span<const Site> sites = places.published();
    const auto unit_of = units_of(sites);
    publish::add_unit_risk(layer, hazard, unit_of);
    for (const hazard::StateColumn& state : rules.states) {
        const std::vector<plan::SiteState> states = states_of(state, sites);
        if (!states.empty() && !layer.find(state.name)) {
            publish::add_state(layer, state, states);
        }
    }
    std::span<const double> shape;
    if (found.role == places.role) {
        publish::add_assigned(layer, hazard, found.counts);
        if (found.segments) {
            publish::add_segment_columns(layer, hazard, *found.segments);
            shape = found.shape;
        }
    }
    for (const hazard::PlaceList& list : rules.lists) {
        if (list.layer == places.role) {
            const bool drawn = list.stake == hazard.spec.prefix + "_expected";
            const plan::PlaceOrder order = plan::order_places(
                list, hazard, layer, unit_of, drawn ? shape : std::span<const double>(), context);
            publish::add_order(layer, hazard, list, order);
        }
    }
}

domain::Layer assigned_cases(const RunReport& report) {
    const std::vector<HazardPlaces>& places = report.places->hazards;
    domain::Layer layer;
    layer.name = "assigned_cases";
    layer.label = {"Vụ việc gán cho đối tượng trên bản đồ", "Cases assigned to mapped features"};
    std::vector<std::size_t> rows;
    for (std::size_t h = 0; h < report.hazards.size(); ++h) {
        if (report.hazards[h].spec.places.assign) {
            rows.push_back(h);
        }
    }
    publish::TableBuilder::set_rows(layer, rows.size());
    publish::TableBuilder table(layer);
    const auto field = [](const char* name,
                          const char* short_name,
                          domain::FieldType type,
                          const Text& label,
                          const Text& meaning) {
        return domain::Field{name, short_name, type, "", label, meaning, "riskmap", 0};
    };
    table.add(field("hazard",
                    "loai",
                    domain::FieldType::text,
                    {"Loại tai nạn", "Hazard"},
                    {"Mã loại tai nạn.", "Id of the hazard."}),
              [&](std::size_t i) { return domain::Value(report.hazards[rows[i]].spec.id); });
    table.add(field("events",
                    "so_vu",
                    domain::FieldType::integer,
                    {"Số vụ", "Cases"},
                    {"Số vụ được tính trong kỳ.", "Events counted in the period."}),
              [&](std::size_t i) { return domain::Value(places[rows[i]].events); });
    table.add(field("located",
                    "co_td",
                    domain::FieldType::integer,
                    {"Có toạ độ", "Located"},
                    {"Có toạ độ GPS hoặc địa danh; chỉ những vụ này được gán.",
                     "With coordinates or a named place; only these are assigned."}),
              [&](std::size_t i) {
                  return domain::Value(static_cast<std::int64_t>(places[rows[i]].located.size()));
              });
    struct StateRow {
        Assigned state;
        const char* name;
        const char* short_name;
        Text label;
        Text meaning;
    };
    const StateRow states[] = {
        {Assigned::assigned,
         "assigned",
         "da_gan",
         {"Đã gán", "Assigned"},
         {"Có một đối tượng gần nhất rõ ràng.", "One feature is clearly the nearest."}},
        {Assigned::ambiguous,
         "ambiguous",
         "khong_ro",
         {"Không rõ thuộc đâu", "Ambiguous"},
         {"Từ hai đối tượng gần như nhau trở lên; không tính cho nơi nào.",
          "Two or more features are about as near; counted for none."}},
        {Assigned::other_kind,
         "other_kind",
         "khac_loai",
         {"Gần đối tượng khác loại", "Near another kind"},
         {"Gần đó không có đối tượng nào đúng loại ghi trong danh sách: có thể chưa có trên bản "
          "đồ.",
          "No feature of the recorded kind is near: it may be on no map."}},
        {Assigned::none_near,
         "none_near",
         "khong_gan",
         {"Không có gì gần", "None near"},
         {"Không có đối tượng nào trong khoảng cách quy định.",
          "No feature within the stated distance."}}};
    for (const StateRow& row : states) {
        table.add(
            field(row.name, row.short_name, domain::FieldType::integer, row.label, row.meaning),
            [&](std::size_t i) {
                const auto& of = places[rows[i]].assigned;
                return domain::Value(static_cast<std::int64_t>(
                    std::count_if(of.begin(), of.end(), [&](const Assignment& one) {
                        return one.state == row.state;
                    })));
            });
    }
    return layer;
}

}  // namespace

std::vector<domain::Layer> site_tables(const RunReport& report, const RunContext& context) {
    expects(report.places != nullptr, "site_tables: places were gathered");
    const StudyPlaces& places = *report.places;
    const exposure::Neighbourhood neighbourhood = neighbourhood_of(places);
    std::vector<domain::Layer> layers;
    for (std::size_t r = 0; r < places.roles.size(); ++r) {
        const RolePlaces& role = places.roles[r];
        const std::span<const Site> sites = role.published();
        if (sites.empty()) {
            continue;
        }
        domain::Layer layer =
            publish::site_layer(publish::site_roles()[r],
                                sites,
                                exposure::look_around(sites, neighbourhood, context),
                                report.data.units,
                                report.hazards);
        if (role.role == "schools" && !places.major_roads.empty() && places.homes.size() > 0) {
            publish::add_crossings(layer,
                                   exposure::roads_to_cross(sites,
                                                            places.major_roads,
                                                            neighbourhood.homes,
                                                            neighbourhood.children,
                                                            exposure::far_children_m,
                                                            context));
        }
        for (std::size_t h = 0; h < report.hazards.size(); ++h) {
            add_hazard(layer, role, report, h, context);
        }
        layers.push_back(std::move(layer));
    }
    const bool assigns =
        report.audience == disclosure::Audience::internal &&
        std::any_of(report.hazards.begin(), report.hazards.end(), [](const HazardResult& hazard) {
            return hazard.spec.places.assign.has_value();
        });
    if (assigns) {
        layers.push_back(assigned_cases(report));
    }
    return layers;
}

}  // namespace riskmap::app
