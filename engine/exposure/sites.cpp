#include "exposure/sites.hpp"

#include <array>
#include <limits>

#include "core/parallel.hpp"
#include "exposure/reach.hpp"
#include "geo/measure.hpp"
#include "geo/nearest.hpp"

namespace riskmap::exposure {
namespace {

std::string text_of(const domain::Layer& layer, const std::string& field, std::size_t row) {
    const auto column = layer.find(field);
    return column ? domain::as_text(layer.at(*column, row)) : "";
}

/// One member of `Surroundings` for each site: the nearest of `others`.
void find_nearest(std::span<const Site> sites,
                  std::span<const Site> others,
                  std::optional<Nearby> Surroundings::*member,
                  std::vector<Surroundings>& found,
                  const RunContext& context) {
    if (others.empty() || sites.data() == others.data()) {
        return;
    }
    const std::vector<geo::Geometry> shapes = shapes_of(others);
    const geo::NearestIndex index(shapes);
    constexpr std::size_t block = 64;
    parallel_for(context, sites.size(), block, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            if (const auto hit = index.nearest(sites[i].shape)) {
                found[i].*member = Nearby{hit->distance_m, &others[hit->feature]};
            }
        }
    });
}

std::vector<geo::PointM> inner_points(std::span<const Site> sites) {
    std::vector<geo::PointM> points;
    points.reserve(sites.size());
    for (const Site& site : sites) {
        points.push_back(geo::point_on_surface(site.shape));
    }
    return points;
}

/// The rows that are sites.
std::vector<std::uint32_t> chosen_rows(const SiteLayer& source) {
    const domain::BoundPredicate chosen(source.where, *source.layer);
    const std::vector<geo::Geometry>& shapes = source.layer->shapes;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < shapes.size(); ++row) {
        if (!shapes[row].empty() && chosen(row)) {
            rows.push_back(row);
        }
    }
    return rows;
}

}  // namespace

std::string Site::name() const { return text_of(*source->layer, source->name_field, feature); }

std::string Site::kind() const { return text_of(*source->layer, source->class_field, feature); }

std::vector<geo::Geometry> shapes_of(std::span<const Site> sites) {
    std::vector<geo::Geometry> shapes;
    shapes.reserve(sites.size());
    for (const Site& site : sites) {
        shapes.push_back(site.shape);
    }
    return shapes;
}

std::vector<Site> gather_sites(std::span<const SiteLayer> layers, const geo::UnitLocator& units) {
    std::vector<Site> sites;
    for (const SiteLayer& source : layers) {
        const std::vector<std::uint32_t> rows = chosen_rows(source);
        sites.reserve(sites.size() + rows.size());
        for (const std::uint32_t row : rows) {
            Site& site = sites.emplace_back();
            site.source = &source;
            site.feature = row;
            site.shape = source.layer->shapes[row];
            if (const auto unit = units.locate(geo::point_on_surface(site.shape))) {
                site.unit = UnitIndex(*unit);
            }
        }
    }
    return sites;
}

Around look_around(std::span<const Site> sites,
                   const Neighbourhood& neighbourhood,
                   const RunContext& context) {
    Around around;
    std::vector<Surroundings>& found = around.places;
    found.resize(sites.size());
    find_nearest(sites, neighbourhood.water, &Surroundings::water, found, context);
    find_nearest(sites, neighbourhood.major_roads, &Surroundings::major_road, found, context);
    find_nearest(sites, neighbourhood.schools, &Surroundings::school, found, context);

    const std::vector<geo::Geometry> shapes = shapes_of(sites);
    const geo::NearestIndex index(shapes);
    const auto within = [&](std::span<const geo::PointM> points,
                            std::span<const double> weights,
                            std::span<const double> radii) {
        return reach(index, sites.size(), points, weights, radii, context);
    };

    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    constexpr std::array children_radii{near_children_m, far_children_m};
    const auto children = within(neighbourhood.homes, neighbourhood.children, children_radii);
    const bool lives_known = !neighbourhood.homes.empty();
    for (std::size_t i = 0; i < sites.size(); ++i) {
        found[i].children_near = lives_known ? children[0][i] : unknown;
        found[i].children_far = lives_known ? children[1][i] : unknown;
    }
    if (!neighbourhood.schools.empty()) {
        constexpr std::array school_radii{near_schools_m, school_reach_m};
        const auto schools = within(inner_points(neighbourhood.schools), {}, school_radii);
        const std::int64_t itself = sites.data() == neighbourhood.schools.data() ? 1 : 0;
        for (std::size_t i = 0; i < sites.size(); ++i) {
            found[i].schools_near = static_cast<std::int64_t>(schools[0][i]) - itself;
            found[i].schools_within = static_cast<std::int64_t>(schools[1][i]) - itself;
        }
    }

    constexpr std::array incident_radii{near_incidents_m, far_incidents_m};
    for (const std::vector<geo::PointM>& points : neighbourhood.incidents) {
        const auto incidents = within(points, {}, incident_radii);
        around.incidents_near.emplace_back(incidents[0].begin(), incidents[0].end());
        around.incidents_far.emplace_back(incidents[1].begin(), incidents[1].end());
    }
    return around;
}

}  // namespace riskmap::exposure
