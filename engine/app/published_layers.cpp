#include "app/published_layers.hpp"

#include <algorithm>

#include "app/plan_tables.hpp"
#include "exposure/places.hpp"
#include "exposure/sites.hpp"
#include "publish/audience_columns.hpp"
#include "publish/communes_layer.hpp"
#include "publish/data_quality_layer.hpp"
#include "publish/incidents_layer.hpp"
#include "publish/site_layers.hpp"

namespace riskmap::app {
namespace {

using exposure::Site;
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

std::vector<std::vector<geo::PointM>> located_incidents(const RunReport& report) {
    std::vector<std::vector<geo::PointM>> points;
    for (const plan::HazardResult& hazard : report.hazards) {
        points.push_back(
            exposure::incident_places(hazard.spec.incidents, report.data.incidents).at);
    }
    return points;
}

}  // namespace

publish::Publication published_layers(const RunReport& report, const RunContext& context) {
    const StudyData& data = report.data;
    const domain::Population* population = report.study.population ? &data.population : nullptr;
    publish::Publication publication;
    publication.title = report.study.name;
    publication.study_crs = report.study.crs;
    publication.notice = report.study.notice;
    publication.audience = report.audience;
    for (const plan::HazardResult& hazard : report.hazards) {
        publication.hazards.push_back({hazard.spec.prefix, hazard.spec.label});
    }
    publication.layers.push_back(publish::communes_layer(
        data.units, population, report.study.period.years(), report.hazards, report.priorities));

    const geo::UnitLocator locator(data.units.shape.values());
    std::vector<std::vector<Site>> sites;
    for (const publish::SiteRole& role : publish::site_roles()) {
        sites.push_back(exposure::gather_sites(layers_of_role(report, role.word), locator));
    }
    const std::vector<Site> major = exposure::gather_sites(major_roads(report), locator);
    // Without a raster one point stands for a whole unit: too coarse to say who lives around a
    // place.
    const bool lives_known = !data.people.empty();
    const exposure::Places homes = exposure::homes(data.units, &data.people, population);
    const exposure::Children children =
        exposure::children(all_ages(report), homes, population, data.units.size());
    const auto of_role = [&](const std::string& word) -> std::span<const Site> {
        for (std::size_t i = 0; i < sites.size(); ++i) {
            if (publish::site_roles()[i].word == word) {
                return sites[i];
            }
        }
        return {};
    };
    std::span<const geo::PointM> lived_in;
    std::span<const double> living_there;
    if (lives_known) {
        lived_in = homes.at;
        living_there = children.at_home;
    }
    const exposure::Neighbourhood neighbourhood{.water = of_role("water"),
                                                .major_roads = major,
                                                .schools = of_role("schools"),
                                                .homes = lived_in,
                                                .children = living_there,
                                                .incidents = located_incidents(report)};
    for (std::size_t i = 0; i < sites.size(); ++i) {
        if (!sites[i].empty()) {
            const auto around = exposure::look_around(sites[i], neighbourhood, context);
            publication.layers.push_back(publish::site_layer(
                publish::site_roles()[i], sites[i], around, data.units, report.hazards));
        }
    }
    publication.layers.push_back(
        publish::data_quality_layer(data.units, data.incidents, population, data.people));
    publication.layers.push_back(burden_curve_table(report, publication.layers.front()));
    if (!report.study.targets.empty()) {
        publication.layers.push_back(target_status_table(report));
    }
    if (report.audience == disclosure::Audience::internal && !data.incidents.rows.empty()) {
        publication.layers.push_back(publish::incidents_layer(data.incidents, data.units));
    }
    for (domain::Layer& layer : publication.layers) {
        layer = publish::for_audience(std::move(layer), report.hazards, publication.audience);
    }
    publication.formats.clear();
    for (const std::string& word : report.study.output.formats) {
        if (const auto format = publish::format_of(word)) {
            publication.formats.push_back(*format);
        }
    }
    return publication;
}

}  // namespace riskmap::app
