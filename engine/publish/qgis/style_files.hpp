#pragma once

#include <filesystem>
#include <vector>

#include "publish/qgis/layer_style.hpp"

namespace riskmap::publish {

/// The shape whose style goes with the whole layer: that of its rows, or the areas of a mixed one.
geo::Shape style_shape(const PublishedLayer& layer);

/// Writes BASE.qml and BASE.sld (the default style of `shape`), then BASE.STYLE.qml and
/// BASE.STYLE.sld for each further one. Returns the files written; none for a layer without styles.
/// Throws an output `Error`.
std::vector<std::filesystem::path> write_styles(const PublishedLayer& layer,
                                                const std::vector<MapHazard>& hazards,
                                                Names names,
                                                const std::filesystem::path& base,
                                                geo::Shape shape);

}  // namespace riskmap::publish
