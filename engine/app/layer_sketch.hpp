#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::app {

/// What there is of a layer anywhere, for who reads only a part of it: of each kind of feature, the
/// vertices that lie farthest to the west, south, east and north. Features are of one kind when
/// they agree in every column that hazards ask for.
struct LayerSketch {
    struct Kind {
        std::vector<domain::Value> values;  ///< one per column
        std::array<geo::PointM, 4> ends;
    };
    std::vector<std::string> columns;
    std::vector<Kind> kinds;  ///< by their first feature
};

/// Columns of a layer that conditions, weights and multipliers of the hazards ask for.
std::set<std::string> columns_asked(const std::vector<hazard::HazardSpec>&, const std::string& id);

/// None when there are more than 1,000 kinds.
std::optional<LayerSketch> sketched(const domain::Layer&, const std::set<std::string>& columns);

/// Adds to a layer that was read as far as a box one point for each kind that goes beyond it: of
/// its ends the one that lies nearest to the middle of the box.
void add_far_kinds(const LayerSketch&, const geo::Box& read, domain::Layer&);

}  // namespace riskmap::app
