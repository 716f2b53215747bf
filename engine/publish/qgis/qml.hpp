#pragma once

#include <string>

#include "publish/qgis/layer_style.hpp"
#include "publish/qgis/xml.hpp"

namespace riskmap::publish {

/// The style as a QGIS style file (version 3.22 reads it): symbols, names, aliases of columns.
std::string qml(const PublishedLayer& layer, const LayerStyle& style, Names names);

/// The rules as QGIS expressions: what the map draws where.
std::string expression(const PublishedLayer& layer, const StyleRule& rule, Names names);

/// The part of QML that project files share.
void add_style(Xml& target, const PublishedLayer& layer, const LayerStyle& style, Names names);

/// "140,29,4,255"
std::string rgba(const Rgb& color, int alpha = 255);
/// One symbol layer of QGIS with its properties.
Xml symbol_layer(const std::string& type,
                 const std::vector<std::pair<std::string, std::string>>& properties);
/// A symbol of one layer: "fill", "line" or "marker".
Xml qgis_symbol(const std::string& type, const std::string& name, Xml layer);

}  // namespace riskmap::publish
