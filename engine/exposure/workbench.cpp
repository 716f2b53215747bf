#include "exposure/workbench.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "geo/near.hpp"

namespace riskmap::exposure {
namespace {

constexpr std::size_t places_per_block = 1024;
/// Relative and in metres: more than rounding can add to a distance of a study.
constexpr double slack = 1e-6;

Places without_schools() {
    Places none;
    none.known = false;
    none.notes.add(
        {"Không có lớp trường học đã khảo sát.", "There is no surveyed layer of schools."});
    return none;
}

}  // namespace

Workbench::Workbench(const hazard::IncidentRule& rule,
                     const Inputs& inputs,
                     const RunContext& context,
                     PlaceSums place_sums)
    : rule_(&rule), inputs_(&inputs), context_(&context), place_sums_(std::move(place_sums)) {
    expects(inputs.units != nullptr, "Workbench: units are given");
}

Workbench::~Workbench() = default;

const geo::UnitLocator& Workbench::locator() {
    if (!locator_) {
        locator_.emplace(unit_shapes());
    }
    return *locator_;
}

const std::vector<geo::Share>& Workbench::shares(const domain::Layer& layer, Extent extent) {
    const std::pair key{&layer, extent};
    const auto known = shares_.find(key);
    if (known != shares_.end()) {
        return known->second;
    }
    const geo::Shape shape = extent == Extent::length ? geo::Shape::lines : geo::Shape::polygons;
    std::vector<geo::Geometry> shapes;
    std::vector<std::uint32_t> row_of;
    for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
        if (layer.shapes[row].shape() == shape && !layer.shapes[row].empty()) {
            shapes.push_back(layer.shapes[row]);
            row_of.push_back(static_cast<std::uint32_t>(row));
        }
    }
    std::vector<geo::Share> found;
    if (!shapes.empty()) {
        const auto measure = extent == Extent::length ? geo::length_by_unit
                             : extent == Extent::area ? geo::area_by_unit
                                                      : geo::shoreline_by_unit;
        found = measure(shapes, unit_shapes(), *context_);
    }
    for (geo::Share& share : found) {
        share.feature = row_of[share.feature];
    }
    return shares_.emplace(key, std::move(found)).first->second;
}

std::vector<geo::Share> Workbench::area_shares(const std::vector<geo::Geometry>& polygons) {
    return geo::area_by_unit(polygons, unit_shapes(), *context_);
}

const domain::Layer* Workbench::find_layer(const std::string& id) const {
    if (inputs_->layers == nullptr) {
        return nullptr;
    }
    const auto at = inputs_->layers->find(id);
    return at == inputs_->layers->end() ? nullptr : &at->second;
}

const Selection& Workbench::selection(const domain::Layer& layer, const domain::Predicate& where) {
    for (const auto& known : selections_) {
        if (&known->layer() == &layer && known->where() == where) {
            return *known;
        }
    }
    selections_.push_back(std::make_unique<Selection>(layer, where));
    return *selections_.back();
}

const geo::NearestIndex& Workbench::nearest(const Selection& selection) {
    auto at = nearest_.find(&selection);
    if (at == nearest_.end()) {
        at = nearest_.emplace(&selection, geo::NearestIndex(selection.shapes())).first;
    }
    return at->second;
}

const geo::NearestIndex& Workbench::nearest(const Selection& selection,
                                            const std::vector<std::uint32_t>& features) {
    if (features.size() == selection.size()) {
        return nearest(selection);
    }
    const SubsetKey key{&selection, features};
    auto at = nearest_of_some_.find(key);
    if (at == nearest_of_some_.end()) {
        std::vector<geo::Geometry> shapes;
        shapes.reserve(features.size());
        for (const std::uint32_t feature : features) {
            shapes.push_back(selection.shapes()[feature]);
        }
        at = nearest_of_some_.emplace(key, geo::NearestIndex(shapes)).first;
    }
    return at->second;
}

const Places& Workbench::places(hazard::Origin origin) {
    const auto known = places_.find(origin);
    if (known != places_.end()) {
        return known->second;
    }
    Places found;
    if (origin == hazard::Origin::people) {
        found = homes(units(), inputs_->people, inputs_->population);
    } else if (origin == hazard::Origin::schools) {
        const domain::Layer* schools = find_layer(inputs_->schools_layer);
        const bool surveyed = schools != nullptr && schools->survey_status != "not_surveyed";
        found = surveyed ? school_places(*schools, locator()) : without_schools();
        if (surveyed && found.size() == 0) {
            require_reach(std::numeric_limits<double>::infinity());
        }
    } else if (inputs_->incidents != nullptr) {
        found = incident_places(*rule_, *inputs_->incidents);
    }
    return places_.emplace(origin, std::move(found)).first->second;
}

const Children& Workbench::children_of(const domain::AgeBand& ages) {
    const std::pair key{ages.from, ages.below};
    auto at = children_.find(key);
    if (at == children_.end()) {
        at = children_
                 .emplace(
                     key,
                     children(
                         ages, places(hazard::Origin::people), inputs_->population, unit_count()))
                 .first;
    }
    return at->second;
}

const std::vector<double>& Workbench::weights(hazard::Origin origin, const domain::AgeBand& ages) {
    return origin == hazard::Origin::people ? children_of(ages).at_home : places(origin).people;
}

void Workbench::extend(const geo::NearestIndex& index,
                       hazard::Origin origin,
                       double limit_m,
                       Known& known) {
    const Places& from = places(origin);
    constexpr double infinite = std::numeric_limits<double>::infinity();
    if (limit_m <= known.limit_m) {
        return;
    }
    const bool without_limit = !(limit_m < infinite);
    if (!without_limit) {
        require_reach(limit_m);
    }
    known.metres.resize(from.size(), infinite);
    parallel_for(
        *context_, from.size(), places_per_block, [&](std::size_t first, std::size_t last) {
            // The place before bounds this one: no further than it is, plus the way from there.
            double before_m = infinite;
            for (std::size_t i = first; i < last; ++i) {
                if (i > first) {
                    before_m += std::hypot(from.at[i].x - from.at[i - 1].x,
                                           from.at[i].y - from.at[i - 1].y);
                }
                if (!looks_at(origin, from.unit[i])) {
                    continue;
                }
                if (!(known.metres[i] < infinite)) {
                    const double bound_m = std::min(limit_m, before_m * (1 + slack) + slack);
                    const auto hit = bound_m < infinite ? index.nearest(from.at[i], bound_m)
                                                        : index.nearest(from.at[i]);
                    known.metres[i] = hit ? hit->distance_m : infinite;
                }
                before_m = std::min(before_m, known.metres[i]);
            }
        });
    known.limit_m = limit_m;
    if (without_limit) {
        check_reach(from, known.metres);
    }
}

void Workbench::check_reach(const Places& from, const std::vector<double>& metres) const {
    for (std::size_t i = 0; inputs_->block != nullptr && i < from.size(); ++i) {
        if ((*inputs_->block)[from.unit[i]]) {
            require_reach(metres[i]);
        }
    }
}

const std::vector<double>& Workbench::distances(const Selection& selection, hazard::Origin origin) {
    Known& known = distances_[{&selection, origin}];
    extend(nearest(selection), origin, std::numeric_limits<double>::infinity(), known);
    return known.metres;
}

const std::vector<double>& Workbench::distances(const Selection& selection,
                                                const std::vector<std::uint32_t>& features,
                                                hazard::Origin origin,
                                                double limit_m) {
    const bool all = features.size() == selection.size();
    Known& known = all ? distances_[{&selection, origin}]
                       : distances_to_some_[{SubsetKey(&selection, features), origin}];
    extend(nearest(selection, features), origin, limit_m, known);
    return known.metres;
}

std::vector<double> Workbench::within(const Selection& selection,
                                      hazard::Origin origin,
                                      double limit_m) {
    const Places& from = places(origin);
    std::vector<double> inside(from.size(), 0);
    const auto known = distances_.find({&selection, origin});
    if (known != distances_.end() && known->second.limit_m >= limit_m) {
        for (std::size_t i = 0; i < inside.size(); ++i) {
            inside[i] = known->second.metres[i] <= limit_m ? 1 : 0;
        }
        return inside;
    }
    std::vector<geo::PointM> asked;
    std::vector<std::size_t> place;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (looks_at(origin, from.unit[i])) {
            asked.push_back(from.at[i]);
            place.push_back(i);
        }
    }
    require_reach(limit_m);
    const auto near = geo::near_features(asked, selection.shapes(), limit_m, *context_);
    for (std::size_t i = 0; i < near.size(); ++i) {
        inside[place[i]] = near[i];
    }
    return inside;
}

const std::vector<std::uint32_t>& Workbench::nearest_school() {
    const Places& from = places(hazard::Origin::people);
    const Places& schools = places(hazard::Origin::schools);
    expects(schools.size() > 0, "Workbench: there are schools");
    if (nearest_school_.empty()) {
        std::vector<geo::Geometry> points;
        points.reserve(schools.size());
        for (const geo::PointM school : schools.at) {
            points.push_back(geo::Geometry::of_points({school}));
        }
        const geo::NearestIndex index(points);
        nearest_school_.resize(from.size());
        std::vector<double> metres(from.size(), 0);
        parallel_for(
            *context_, from.size(), places_per_block, [&](std::size_t first, std::size_t last) {
                for (std::size_t i = first; i < last; ++i) {
                    if (looks_at(hazard::Origin::people, from.unit[i])) {
                        const auto nearest = index.nearest(from.at[i]);
                        nearest_school_[i] = nearest->feature;
                        metres[i] = nearest->distance_m;
                    }
                }
            });
        check_reach(from, metres);
    }
    return nearest_school_;
}

}  // namespace riskmap::exposure
