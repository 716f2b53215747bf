#pragma once

#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "publish/qgis/project.hpp"
#include "publish/qgis/xml.hpp"

namespace riskmap::publish {

/// One theme per group of a hazard, and one for the atlas.
std::vector<std::string> theme_names(const std::vector<ProjectGroup>& groups);

/// What a theme shows: places, and the first layer of the hazard (the borders for the atlas).
std::vector<const ProjectLayer*> theme_layers(const std::vector<ProjectGroup>& groups,
                                              const std::string& theme);

/// The print layouts: an A4 map per hazard over `box` (study metres), and the atlas with one A4
/// sheet per commune (its map, and per hazard its level, rate, rank and reason in words).
Xml layouts(const Publication& publication,
            const std::vector<ProjectGroup>& groups,
            const geo::Box& box);

}  // namespace riskmap::publish
