#pragma once

#include <string>
#include <vector>

#include <ogrsf_frmts.h>

#include "gdal/operation.hpp"
#include "publish/ogr/shape.hpp"
#include "publish/published_layer.hpp"

namespace riskmap::publish {

/// Width and decimals of a column where the format has fixed ones; 0 leaves them open.
struct ColumnWidth {
    int width = 0;
    int decimals = 0;
};

/// WGS 84, longitude first.
OGRSpatialReference wgs84();

/// Gives an empty OGR layer the fields of `layer`. `widths` has one entry per field, or none.
void create_fields(const PublishedLayer& layer,
                   const std::vector<ColumnWidth>& widths,
                   OGRLayer& target,
                   const gdal::Operation& operation);

/// Writes all rows in order.
void write_rows(const PublishedLayer& layer,
                Members members,
                OGRLayer& target,
                const gdal::Operation& operation);

}  // namespace riskmap::publish
