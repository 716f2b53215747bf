#include "publish/ogr/rows.hpp"

#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::publish {
namespace {

using domain::FieldType;
using domain::Value;

struct OgrFieldKind {
    OGRFieldType type;
    OGRFieldSubType subtype;
};

OgrFieldKind kind_of(FieldType type) {
    switch (type) {
        case FieldType::text:
            return {OFTString, OFSTNone};
        case FieldType::integer:
            return {OFTInteger64, OFSTNone};
        case FieldType::real:
            return {OFTReal, OFSTNone};
        case FieldType::boolean:
            return {OFTInteger, OFSTBoolean};
        case FieldType::date:
            return {OFTDate, OFSTNone};
    }
    return {OFTString, OFSTNone};
}

int digits(const std::string& date, std::size_t from, std::size_t count) {
    int value = 0;
    std::from_chars(date.data() + from, date.data() + from + count, value);
    return value;
}

void set_cell(OGRFeature& feature, int at, FieldType type, const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (type == FieldType::date) {
            feature.SetField(at, digits(*text, 0, 4), digits(*text, 5, 2), digits(*text, 8, 2));
        } else {
            feature.SetField(at, text->c_str());
        }
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        feature.SetField(at, static_cast<GIntBig>(*whole));
    } else if (const auto* real = std::get_if<double>(&value)) {
        feature.SetField(at, *real);
    } else if (const auto* flag = std::get_if<bool>(&value)) {
        feature.SetField(at, *flag ? 1 : 0);
    } else {
        feature.SetFieldNull(at);
    }
}

}  // namespace

OGRSpatialReference wgs84() {
    OGRSpatialReference result;
    expects(result.importFromEPSG(4326) == OGRERR_NONE, "wgs84: PROJ knows EPSG:4326");
    result.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return result;
}

void create_fields(const PublishedLayer& layer,
                   const std::vector<ColumnWidth>& widths,
                   OGRLayer& target,
                   const gdal::Operation& operation) {
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        const OgrFieldKind kind = kind_of(layer.fields[i].type);
        OGRFieldDefn field(layer.fields[i].name.c_str(), kind.type);
        field.SetSubType(kind.subtype);
        if (!widths.empty()) {
            field.SetWidth(widths[i].width);
            field.SetPrecision(widths[i].decimals);
        }
        operation.require(target.CreateField(&field, FALSE) == OGRERR_NONE,
                          "creating the field " + layer.fields[i].name);
    }
    operation.require_quiet("creating the fields of " + layer.name);
}

void write_rows(const PublishedLayer& layer,
                Members members,
                OGRLayer& target,
                const gdal::Operation& operation) {
    for (std::size_t row = 0; row < layer.rows; ++row) {
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(target.GetLayerDefn()));
        for (std::size_t field = 0; field < layer.fields.size(); ++field) {
            set_cell(*feature,
                     static_cast<int>(field),
                     layer.fields[field].type,
                     layer.columns[field][row]);
        }
        if (layer.has_shapes()) {
            feature->SetGeometryDirectly(to_ogr(layer.shapes[row], members).release());
        }
        operation.require(target.CreateFeature(feature.get()) == OGRERR_NONE,
                          fmt::format("writing row {} of {}", row + 1, layer.name));
    }
    operation.require_quiet("writing the rows of " + layer.name);
}

}  // namespace riskmap::publish
