#include "exposure/assign.hpp"

#include <algorithm>

#include "domain/fold.hpp"
#include "geo/nearest.hpp"

namespace riskmap::exposure {
namespace {

/// The sites the rule speaks of, and where each of their shapes stands among all.
struct Candidates {
    std::vector<geo::Geometry> shapes;
    std::vector<std::uint32_t> site;
    std::vector<std::string> kind;  ///< folded
    std::vector<std::string> name;
};

Candidates candidates_of(const hazard::AssignRule& rule, std::span<const Site> sites) {
    Candidates result;
    for (std::uint32_t i = 0; i < sites.size(); ++i) {
        if (std::find(rule.layers.begin(), rule.layers.end(), sites[i].layer()) !=
            rule.layers.end()) {
            result.shapes.push_back(sites[i].shape);
            result.site.push_back(i);
            result.kind.push_back(domain::fold(sites[i].kind()));
            result.name.push_back(sites[i].name());
        }
    }
    return result;
}

/// Whether two features are pieces of one that has a name.
bool same_thing(const Candidates& candidates, std::uint32_t a, std::uint32_t b) {
    return !candidates.name[a].empty() && candidates.name[a] == candidates.name[b] &&
           candidates.kind[a] == candidates.kind[b];
}

Assignment choose(std::vector<geo::Nearest> near, double margin_m, const Candidates& candidates) {
    std::sort(near.begin(), near.end(), [](const geo::Nearest& a, const geo::Nearest& b) {
        return std::pair(a.distance_m, a.feature) < std::pair(b.distance_m, b.feature);
    });
    const geo::Nearest& first = near.front();
    Assignment result;
    result.distance_m = first.distance_m;
    for (const geo::Nearest& hit : near) {
        const bool as_near = hit.distance_m <= first.distance_m + margin_m;
        if (hit.feature == first.feature ||
            (as_near && !same_thing(candidates, first.feature, hit.feature))) {
            result.sites.push_back(candidates.site[hit.feature]);
        }
    }
    result.state = result.sites.size() == 1 ? Assigned::assigned : Assigned::ambiguous;
    return result;
}

}  // namespace

std::vector<Assignment> assign(const hazard::AssignRule& rule,
                               std::span<const LocatedIncident> incidents,
                               std::span<const Site> sites) {
    std::vector<Assignment> result(incidents.size());
    const Candidates candidates = candidates_of(rule, sites);
    const geo::NearestIndex index(candidates.shapes);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        const LocatedIncident& incident = incidents[i];
        const double within_m = incident.rural && rule.rural_within_m ? rule.rural_within_m->value
                                                                      : rule.within_m.value;
        std::vector<geo::Nearest> near = index.within(incident.at, within_m);
        if (near.empty()) {
            continue;
        }
        if (const std::string told = domain::fold(incident.told_kind); !told.empty()) {
            std::erase_if(near, [&](const geo::Nearest& hit) {
                return candidates.kind[hit.feature] != told;
            });
        }
        if (near.empty()) {
            result[i].state = Assigned::other_kind;
        } else {
            result[i] = choose(std::move(near), rule.margin_m.value, candidates);
        }
    }
    return result;
}

SiteCounts count_by_site(std::span<const Assignment> assignments, std::size_t site_count) {
    SiteCounts counts{std::vector<std::int64_t>(site_count, 0),
                      std::vector<std::int64_t>(site_count, 0)};
    for (const Assignment& one : assignments) {
        for (const std::uint32_t site : one.sites) {
            ++(one.state == Assigned::assigned ? counts.assigned : counts.ambiguous)[site];
        }
    }
    return counts;
}

}  // namespace riskmap::exposure
