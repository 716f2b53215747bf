#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <fmt/format.h>

#include "exposure/access.hpp"
#include "exposure/measure_functions.hpp"

namespace riskmap::exposure {
namespace {

using hazard::ExposureTerm;
using hazard::Origin;

using Numbers = std::function<std::vector<double>()>;

/// Of what the places of each unit weigh.
PerUnit<double> weights_by_unit(const Places& places,
                                const std::vector<double>& weights,
                                std::size_t unit_count) {
    PerUnit<double> sums(unit_count, 0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (weights[i] > 0) {
            sums[places.unit[i]] += weights[i];
        }
    }
    return sums;
}

/// Sum of weight x number over the places of each unit.
PerUnit<double> sums_by_unit(const Places& places,
                             const std::vector<double>& weights,
                             const Numbers& numbers,
                             Workbench& bench) {
    return bench.place_sums([&] {
        const std::vector<double> of_place = numbers();
        PerUnit<double> sums(bench.unit_count(), 0);
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (weights[i] > 0) {
                sums[places.unit[i]] += weights[i] * of_place[i];
            }
        }
        return sums;
    });
}

/// Values not yet filled in, and the notes of the places distances are taken from.
Measured from_places(Origin origin, const domain::AgeBand& ages, Workbench& bench) {
    Measured result;
    result.values = PerUnit<std::optional<double>>(bench.unit_count());
    result.notes.add(bench.places(origin).notes.text());
    if (origin == Origin::people) {
        result.notes.add(bench.children_of(ages).notes.text());
    }
    return result;
}

Text no_feature(const Selection& selection) {
    return {fmt::format("Lớp \"{}\" không có đối tượng nào thuộc loại này: không có khoảng cách.",
                        selection.layer().name),
            fmt::format("Layer \"{}\" has no feature of this kind: there is no distance.",
                        selection.layer().name)};
}

Measured weighted_mean(const ExposureTerm& term, const Numbers& numbers, Workbench& bench) {
    Measured result = from_places(term.origin, term.ages, bench);
    const Places& places = bench.places(term.origin);
    const std::vector<double>& weights = bench.weights(term.origin, term.ages);
    const PerUnit<double> sums = sums_by_unit(places, weights, numbers, bench);
    const PerUnit<double> weight = weights_by_unit(places, weights, bench.unit_count());
    for (std::size_t row = 0; row < sums.size(); ++row) {
        const UnitIndex unit(row);
        if (weight[unit] > 0) {
            result.values[unit] = sums[unit] / weight[unit];
        }
    }
    return result;
}

struct WeightedDistance {
    double distance_m = 0;
    double weight = 0;
};

/// Of distances with positive weights; sorts them.
double weighted_median(std::vector<WeightedDistance>& distances) {
    std::sort(distances.begin(),
              distances.end(),
              [](const WeightedDistance& a, const WeightedDistance& b) {
                  return std::pair(a.distance_m, a.weight) < std::pair(b.distance_m, b.weight);
              });
    double total = 0;
    for (const WeightedDistance& place : distances) {
        total += place.weight;
    }
    double below = 0;
    for (std::size_t i = 0; i + 1 < distances.size(); ++i) {
        below += distances[i].weight;
        if (below > total / 2) {
            return distances[i].distance_m;
        }
        if (below == total / 2) {
            return (distances[i].distance_m + distances[i + 1].distance_m) / 2;
        }
    }
    return distances.back().distance_m;
}

}  // namespace

Measured distance_mean(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    if (selection.size() == 0) {
        Measured none = from_places(term.origin, term.ages, bench);
        none.notes.add(no_feature(selection));
        return none;
    }
    return weighted_mean(
        term, [&] { return bench.distances(selection, term.origin); }, bench);
}

Measured distance_median(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    Measured result = from_places(term.origin, term.ages, bench);
    if (selection.size() == 0) {
        result.notes.add(no_feature(selection));
        return result;
    }
    const Places& places = bench.places(term.origin);
    const std::vector<double>& weights = bench.weights(term.origin, term.ages);
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const PerUnit<double> medians = bench.place_sums([&] {
        const std::vector<double>& distances = bench.distances(selection, term.origin);
        PerUnit<std::vector<WeightedDistance>> of_unit(bench.unit_count());
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (weights[i] > 0) {
                of_unit[places.unit[i]].push_back({distances[i], weights[i]});
            }
        }
        PerUnit<double> found(bench.unit_count(), none);
        for (std::size_t row = 0; row < of_unit.size(); ++row) {
            if (auto& unit = of_unit[UnitIndex(row)]; !unit.empty()) {
                found[UnitIndex(row)] = weighted_median(unit);
            }
        }
        return found;
    });
    for (std::size_t row = 0; row < medians.size(); ++row) {
        if (!std::isnan(medians[UnitIndex(row)])) {
            result.values[UnitIndex(row)] = medians[UnitIndex(row)];
        }
    }
    return result;
}

Measured share_within(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    return weighted_mean(
        term, [&] { return bench.within(selection, term.origin, term.within_m); }, bench);
}

Measured people_within(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    Measured result = from_places(Origin::people, term.ages, bench);
    const Places& homes = bench.places(Origin::people);
    const Children& children = bench.children_of(term.ages);
    if (!children.of_age && !homes.from_cells) {
        return result;
    }
    const PerUnit<double> sums = sums_by_unit(
        homes,
        children.at_home,
        [&] { return bench.within(selection, Origin::people, term.within_m); },
        bench);
    const PerUnit<double> weight = weights_by_unit(homes, children.at_home, bench.unit_count());
    for (std::size_t row = 0; row < sums.size(); ++row) {
        const UnitIndex unit(row);
        const bool nobody = children.of_age && children.in_unit[unit] == 0;
        const bool located =
            weight[unit] > 0 && (!children.of_age || std::isfinite(children.in_unit[unit]));
        if (nobody || located) {
            result.values[unit] = sums[unit];
        }
    }
    return result;
}

Measured schools_within(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    Measured result = from_places(Origin::schools, term.ages, bench);
    const Places& schools = bench.places(Origin::schools);
    if (!schools.known) {
        return result;
    }
    const PerUnit<double> sums = sums_by_unit(
        schools,
        schools.people,
        [&] { return bench.within(selection, Origin::schools, term.within_m); },
        bench);
    for (std::size_t row = 0; row < sums.size(); ++row) {
        result.values[UnitIndex(row)] = sums[UnitIndex(row)];
    }
    return result;
}

Measured weighted_access(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    Notes notes;
    const Weighting weighting = weigh(selection, term.weights, term.multipliers, notes);
    const Summing summing = summing_of(term.kernel, false);
    const auto numbers = [&] {
        const Access access(selection, term.kernel, weighting, summing, bench);
        return access.at_places(term.origin, bench.weights(term.origin, term.ages));
    };
    Measured result = weighted_mean(term, numbers, bench);
    result.notes.add(notes.text());
    return result;
}

}  // namespace riskmap::exposure
