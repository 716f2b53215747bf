#pragma once

#include <string>
#include <vector>

#include "domain/layer.hpp"
#include "publish/lonlat_shape.hpp"

namespace riskmap::publish {

/// A layer as every format must carry it: reals rounded to their field's decimals, no-data wherever
/// no finite number is known, shapes in degrees. What the writers write and the readers back must
/// find.
struct PublishedLayer {
    std::string name;
    Text label;
    std::vector<domain::Field> fields;
    std::vector<domain::Cells> columns;  ///< columns[field][row]
    std::vector<LonLatShape> shapes;     ///< one per row (some may be empty), or none for a table
    std::size_t rows = 0;

    bool has_shapes() const { return !shapes.empty(); }
    /// The shape of a row, an empty one in a table.
    const LonLatShape& shape(std::size_t row) const;
};

/// Prepares a layer. A column must hold what its type says: text for `text`, a whole number for
/// `integer`, any number for `real`, true or false for `boolean`, "2024-12-31" for `date`. Not a
/// number and infinity become no data.
///
/// Throws an internal `Error` naming layer, field and row: another kind of value, text that is not
/// UTF-8, a layer name other than lower snake case (it becomes file and table names), two fields of
/// one name (capitals do not tell them apart), columns or shapes of another length than the layer.
PublishedLayer publish_layer(const domain::Layer&, const std::string& study_crs);

/// What styles and projects look at: the layer without its cells, and of its shapes the first of
/// each kind.
PublishedLayer outline(const PublishedLayer&);

/// A layer whose shapes are all points, all lines or all polygons comes back alone; one that mixes
/// them is parted into NAME_point, NAME_line, NAME_polygon. Rows without a shape go with the
/// first part.
std::vector<PublishedLayer> part_by_shape(const PublishedLayer&);

/// The shape of all rows that have one; `none` for a table, or when there is none, or when they
/// differ.
geo::Shape common_shape(const PublishedLayer&);
/// Whether some row has more than one point, line or polygon.
bool has_multiple_members(const PublishedLayer&);

/// The name of a column for people: its Vietnamese label with the unit, "Dân số (người)".
std::string alias(const domain::Field&);

/// Every field of every layer has a short name that DBF can carry: 1 to 10 of A-Z a-z 0-9 _, a
/// letter first, not one of ArcGIS's own (FID, OID, OBJECTID, SHAPE), no two alike within a layer
/// when capitals are not told apart. Throws an internal `Error` that lists all that fail.
void check_short_names(const std::vector<domain::Layer>&);

}  // namespace riskmap::publish
