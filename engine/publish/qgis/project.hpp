#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "publish/qgis/layer_style.hpp"

namespace riskmap::publish {

/// A layer of the project: one style of one published layer.
struct ProjectLayer {
    std::string id;
    const PublishedLayer* table = nullptr;
    LayerStyle style;
    bool shown = false;  ///< when the project is opened
};

/// Layers that belong together in the layer tree; a hazard's group has a theme and a print layout.
struct ProjectGroup {
    std::string name;
    std::vector<ProjectLayer> layers;
    bool of_hazard = false;
};

/// The groups from top to bottom: places, each hazard, borders, data quality.
std::vector<ProjectGroup> project_groups(const std::vector<PublishedLayer>& layers,
                                         const std::vector<MapHazard>& hazards);

/// Writes a QGIS project (.qgz) over the riskmap.gpkg beside it: layer groups per hazard, themes,
/// an A4 print layout per hazard and an atlas with one sheet per commune, in the study's own
/// coordinate system, all in Vietnamese. Paths are relative: the folder may be moved. Same layers,
/// same bytes. Throws an output `Error` when the file cannot be written.
void write_project(const Publication& publication,
                   const std::vector<PublishedLayer>& layers,
                   const std::filesystem::path& file);

}  // namespace riskmap::publish
