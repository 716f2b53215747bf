#include "exposure/workbench.hpp"

#include <limits>

#include "core/error.hpp"
#include "core/parallel.hpp"

namespace riskmap::exposure {
namespace {

constexpr std::size_t places_per_block = 1024;

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
                     const RunContext& context)
    : rule_(&rule), inputs_(&inputs), context_(&context) {
    expects(inputs.units != nullptr, "Workbench: units are given");
}

Workbench::~Workbench() = default;

const geo::UnitLocator& Workbench::locator() {
    if (!locator_) {
        locator_.emplace(unit_shapes());
    }
    return *locator_;
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

const std::vector<double>& Workbench::distances(const Selection& selection, hazard::Origin origin) {
    const std::pair key{&selection, origin};
    const auto known = distances_.find(key);
    if (known != distances_.end()) {
        return known->second;
    }
    const Places& from = places(origin);
    std::vector<double> metres(from.size(), std::numeric_limits<double>::infinity());
    if (selection.size() > 0) {
        const geo::NearestIndex& index = nearest(selection);
        parallel_for(
            *context_, from.size(), places_per_block, [&](std::size_t first, std::size_t last) {
                for (std::size_t i = first; i < last; ++i) {
                    if (const auto hit = index.nearest(from.at[i])) {
                        metres[i] = hit->distance_m;
                    }
                }
            });
    }
    return distances_.emplace(key, std::move(metres)).first->second;
}

}  // namespace riskmap::exposure
