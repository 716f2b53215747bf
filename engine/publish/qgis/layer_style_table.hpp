#pragma once

#include <vector>

#include <gdal_priv.h>

#include "gdal/operation.hpp"
#include "publish/qgis/layer_style.hpp"

namespace riskmap::publish {

/// The table `layer_styles`, in which QGIS keeps the styles of a GeoPackage; the first of each
/// layer and shape is its default, which QGIS applies on opening. Not made when no layer has one.
void add_layer_styles(GDALDataset& dataset,
                      const std::vector<PublishedLayer>& layers,
                      const std::vector<MapHazard>& hazards,
                      const gdal::Operation& operation);

}  // namespace riskmap::publish
