#include <algorithm>
#include <set>
#include <string>

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include "core/error.hpp"
#include "publish/fixed_date.hpp"
#include "publish/ogr/rows.hpp"
#include "publish/qgis/layer_style_table.hpp"
#include "publish/read_back.hpp"
#include "publish/write_prepared.hpp"

namespace riskmap::publish {
namespace {

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        result += c == '\'' ? "''" : std::string(1, c);
    }
    return result + "'";
}

void execute(GDALDataset& dataset, const std::string& sql, const gdal::Operation& operation) {
    OGRLayer* result = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (result != nullptr) {
        dataset.ReleaseResultSet(result);
    }
    operation.require_quiet("writing the aliases of fields");
}

/// The key column must not take the name of a published field.
std::string free_name(const PublishedLayer& layer, std::string name) {
    const auto taken = [&](const domain::Field& field) {
        return EQUAL(field.name.c_str(), name.c_str());
    };
    while (std::any_of(layer.fields.begin(), layer.fields.end(), taken)) {
        name += "_";
    }
    return name;
}

Members members_of(const PublishedLayer& layer) {
    return common_shape(layer) == geo::Shape::points && !has_multiple_members(layer)
               ? Members::single
               : Members::multiple;
}

OGRwkbGeometryType type_of(const PublishedLayer& layer) {
    const bool any = std::any_of(layer.shapes.begin(),
                                 layer.shapes.end(),
                                 [](const LonLatShape& shape) { return !shape.empty(); });
    return any ? ogr_type(common_shape(layer), members_of(layer)) : wkbNone;
}

void add_layer(GDALDataset& dataset,
               const PublishedLayer& layer,
               const std::string& identifier,
               const Text& title,
               const gdal::Operation& operation) {
    CPLStringList options;
    options.SetNameValue("FID", free_name(layer, "fid").c_str());
    options.SetNameValue("GEOMETRY_NAME", free_name(layer, "geom").c_str());
    options.SetNameValue("SPATIAL_INDEX", "YES");
    options.SetNameValue("IDENTIFIER", identifier.c_str());
    const std::string description = fmt::format("{} · {} / {}", layer.label.en, title.vi, title.en);
    options.SetNameValue("DESCRIPTION", description.c_str());
    OGRSpatialReference crs = wgs84();
    const OGRwkbGeometryType type = type_of(layer);
    OGRLayer* target = dataset.CreateLayer(
        layer.name.c_str(), type == wkbNone ? nullptr : &crs, type, options.List());
    operation.require(target != nullptr, "creating the layer " + layer.name);
    create_fields(layer, {}, *target, operation);
    write_rows(layer, members_of(layer), *target, operation);
}

/// The schema extension of GeoPackage (OGC 12-128r17, annex F.9): QGIS and GDAL show `name` or
/// `title` as alias. GDAL 3.6 has no writer for it. Names must differ within a table.
void add_aliases(GDALDataset& dataset,
                 const std::vector<PublishedLayer>& layers,
                 const gdal::Operation& operation) {
    execute(dataset,
            "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
            "name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, "
            "CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
            "CONSTRAINT gdc_tn UNIQUE (table_name, name))",
            operation);
    execute(dataset,
            "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, "
            "constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, "
            "max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, "
            "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))",
            operation);
    execute(dataset,
            "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, "
            "extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, "
            "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))",
            operation);
    for (const char* table : {"gpkg_data_columns", "gpkg_data_column_constraints"}) {
        execute(dataset,
                fmt::format("INSERT INTO gpkg_extensions VALUES ('{}', NULL, 'gpkg_schema', "
                            "'http://www.geopackage.org/spec121/#extension_schema', 'read-write')",
                            table),
                operation);
    }
    for (const PublishedLayer& layer : layers) {
        std::set<std::string> seen;
        for (const domain::Field& field : layer.fields) {
            const std::string title = alias(field);
            const std::string name =
                seen.insert(title).second ? title : fmt::format("{} [{}]", title, field.name);
            seen.insert(name);
            execute(dataset,
                    fmt::format("INSERT INTO gpkg_data_columns VALUES ({}, {}, {}, {}, {}, NULL, "
                                "NULL)",
                                quoted(layer.name),
                                quoted(field.name),
                                quoted(name),
                                quoted(title),
                                quoted(field.meaning.vi + " / " + field.meaning.en)),
                    operation);
        }
    }
}

/// Settings of GDAL under which a file is the same bytes whenever it is written.
struct SameBytes {
    gdal::ConfigOption date{"OGR_CURRENT_DATE", FixedDate::instant};
    // Whoever keeps the result makes it durable at once with all its other files.
    gdal::ConfigOption no_sync{"OGR_SQLITE_SYNCHRONOUS", "OFF"};
};

GDALDatasetUniquePtr opened(const std::filesystem::path& file,
                            bool made,
                            const gdal::Operation& operation) {
    if (made) {
        GDALDatasetUniquePtr dataset(
            GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        operation.require(dataset != nullptr, "opening again");
        return dataset;
    }
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    operation.require(driver != nullptr, "finding GDAL's GeoPackage driver");
    GDALDatasetUniquePtr dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    operation.require(dataset != nullptr, "creating");
    return dataset;
}

}  // namespace

GeopackageFile::GeopackageFile(std::filesystem::path file, Text title, std::set<std::string> names)
    : file_(std::move(file)), title_(std::move(title)), identifiers_(std::move(names)) {}

void GeopackageFile::add(const PublishedLayer& layer) {
    const gdal::Operation operation(file_, ErrorKind::output);
    const SameBytes same_bytes;
    GDALDatasetUniquePtr dataset = opened(file_, made_, operation);
    made_ = true;
    operation.require(dataset->StartTransaction() == OGRERR_NONE, "writing");
    const bool free = !layer.label.vi.empty() && identifiers_.insert(layer.label.vi).second;
    add_layer(*dataset, layer, free ? layer.label.vi : layer.name, title_, operation);
    operation.require(dataset->CommitTransaction() == OGRERR_NONE, "writing");
    dataset.reset();
    operation.require_quiet("closing");
    check_written(file_, layer, {});
}

void GeopackageFile::finish(const std::vector<PublishedLayer>& outlines,
                            const std::vector<MapHazard>& hazards) {
    const gdal::Operation operation(file_, ErrorKind::output);
    const SameBytes same_bytes;
    GDALDatasetUniquePtr dataset = opened(file_, made_, operation);
    made_ = true;
    operation.require(dataset->StartTransaction() == OGRERR_NONE, "writing");
    add_aliases(*dataset, outlines, operation);
    add_layer_styles(*dataset, outlines, hazards, operation);
    operation.require(dataset->CommitTransaction() == OGRERR_NONE, "writing");
    dataset.reset();
    operation.require_quiet("closing");
}

}  // namespace riskmap::publish
