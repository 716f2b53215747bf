#include "publish/qgis/layer_style_table.hpp"

#include <algorithm>
#include <array>

#include <cpl_string.h>
#include <ogrsf_frmts.h>

#include "publish/qgis/qml.hpp"
#include "publish/qgis/sld.hpp"

namespace riskmap::publish {
namespace {

struct Column {
    const char* name;
    OGRFieldType type;
};

/// The columns that QGIS itself makes.
constexpr std::array<Column, 11> columns{{{"f_table_catalog", OFTString},
                                          {"f_table_schema", OFTString},
                                          {"f_table_name", OFTString},
                                          {"f_geometry_column", OFTString},
                                          {"styleName", OFTString},
                                          {"styleQML", OFTString},
                                          {"styleSLD", OFTString},
                                          {"useAsDefault", OFTInteger},
                                          {"description", OFTString},
                                          {"owner", OFTString},
                                          {"ui", OFTString}}};

OGRLayer* style_table(GDALDataset& dataset, const gdal::Operation& operation) {
    CPLStringList options;
    options.SetNameValue("FID", "id");
    OGRLayer* table = dataset.CreateLayer("layer_styles", nullptr, wkbNone, options.List());
    operation.require(table != nullptr, "creating the table layer_styles");
    for (const Column& column : columns) {
        OGRFieldDefn field(column.name, column.type);
        if (column.type == OFTInteger) {
            field.SetSubType(OFSTBoolean);
        }
        operation.require(table->CreateField(&field) == OGRERR_NONE, "creating layer_styles");
    }
    OGRFieldDefn time("update_time", OFTDateTime);
    operation.require(table->CreateField(&time) == OGRERR_NONE, "creating layer_styles");
    return table;
}

void add_row(OGRLayer& table,
             const PublishedLayer& layer,
             const std::string& geometry_column,
             const LayerStyle& style,
             bool is_default,
             const gdal::Operation& operation) {
    const OGRFeatureUniquePtr row(OGRFeature::CreateFeature(table.GetLayerDefn()));
    row->SetField("f_table_catalog", "");
    row->SetField("f_table_schema", "");
    row->SetField("f_table_name", layer.name.c_str());
    row->SetField("f_geometry_column", geometry_column.c_str());
    row->SetField("styleName", style.title.vi.c_str());
    row->SetField("styleQML", qml(layer, style, Names::full).c_str());
    row->SetField("styleSLD", sld(layer, style, Names::full).c_str());
    row->SetField("useAsDefault", is_default ? 1 : 0);
    row->SetField("description", (style.title.vi + " / " + style.title.en).c_str());
    row->SetField("owner", "riskmap");
    constexpr int utc = 100;
    row->SetField(row->GetFieldIndex("update_time"), 2000, 1, 1, 0, 0, 0.F, utc);
    operation.require(table.CreateFeature(row.get()) == OGRERR_NONE, "writing layer_styles");
}

}  // namespace

void add_layer_styles(GDALDataset& dataset,
                      const std::vector<PublishedLayer>& layers,
                      const std::vector<MapHazard>& hazards,
                      const gdal::Operation& operation) {
    OGRLayer* table = nullptr;
    for (const PublishedLayer& layer : layers) {
        std::vector<geo::Shape> seen;
        for (const LayerStyle& style : layer_styles(layer, hazards)) {
            if (table == nullptr) {
                table = style_table(dataset, operation);
            }
            const bool first = std::find(seen.begin(), seen.end(), style.shape) == seen.end();
            seen.push_back(style.shape);
            OGRLayer* target = dataset.GetLayerByName(layer.name.c_str());
            operation.require(target != nullptr, "finding the layer of a style");
            add_row(*table, layer, target->GetGeometryColumn(), style, first, operation);
        }
    }
}

}  // namespace riskmap::publish
