#pragma once

#include <string>

#include "publish/qgis/layer_style.hpp"

namespace riskmap::publish {

/// The style as an OGC Styled Layer Descriptor (1.1, Symbology Encoding), for GeoServer, ArcGIS and
/// others: colours, classes and hatching; names and the atlas's own rules are QGIS's affair.
std::string sld(const PublishedLayer& layer, const LayerStyle& style, Names names);

}  // namespace riskmap::publish
