#include <string>

#include <cpl_string.h>
#include <gdal_priv.h>

#include "publish/dbf_table.hpp"
#include "publish/file_bytes.hpp"
#include "publish/fixed_date.hpp"
#include "publish/ogr/rows.hpp"
#include "publish/read_back.hpp"
#include "publish/shapefile_frame.hpp"
#include "publish/write_prepared.hpp"
#include "publish/zip.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

Members members_of(const PublishedLayer& layer) {
    return common_shape(layer) == geo::Shape::points && has_multiple_members(layer)
               ? Members::multiple
               : Members::single;
}

/// Lines and polygons of a shapefile are always allowed to be multiple.
OGRwkbGeometryType type_of(const PublishedLayer& layer) {
    const geo::Shape shape = common_shape(layer);
    return shape == geo::Shape::none ? wkbNone : ogr_type(shape, members_of(layer));
}

std::vector<std::string> extensions(OGRwkbGeometryType type) {
    if (type == wkbNone) {
        return {".dbf", ".cpg"};
    }
    return {".shp", ".shx", ".dbf", ".prj", ".cpg"};
}

void write_table(const DbfTable& table, OGRwkbGeometryType type, const fs::path& file) {
    const gdal::Operation operation(file, ErrorKind::output);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
    operation.require(driver != nullptr, "finding GDAL's shapefile driver");
    GDALDatasetUniquePtr dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    operation.require(dataset != nullptr, "creating");
    CPLStringList options;
    // Cells are UTF-8 already and .cpg says so: GDAL 3.6 would crash when it cannot make that file.
    options.SetNameValue("ENCODING", "LDID/0");
    options.SetNameValue("DBF_DATE_LAST_UPDATE", FixedDate::day);
    OGRSpatialReference crs = wgs84();
    OGRLayer* target = dataset->CreateLayer(
        table.layer.name.c_str(), type == wkbNone ? nullptr : &crs, type, options.List());
    operation.require(target != nullptr, "creating");
    create_fields(table.layer, table.widths, *target, operation);
    write_rows(table.layer, members_of(table.layer), *target, operation);
    dataset.reset();
    operation.require_quiet("closing");
}

}  // namespace

std::vector<fs::path> write_shapefile(const PublishedLayer& layer,
                                      const fs::path& folder,
                                      IssueLog& log) {
    std::vector<fs::path> written;
    for (const PublishedLayer& part : part_by_shape(layer)) {
        const DbfTable table = to_dbf(part);
        const OGRwkbGeometryType type = type_of(part);
        const fs::path base = folder / part.name;
        const fs::path main = base.string() + (type == wkbNone ? ".dbf" : ".shp");
        write_table(table, type, main);
        write_bytes(fs::path(main).replace_extension(".cpg"), "UTF-8");
        check_written(main, table.layer, {.trims_text = true});
        check_shapefile_frame(main, table.layer.rows);
        report_changes(table, folder.filename() / (part.name + ".dbf"), log);
        std::vector<fs::path> files;
        for (const std::string& extension : extensions(type)) {
            files.emplace_back(base.string() + extension);
        }
        const fs::path archive = base.string() + ".shp.zip";
        write_zip(files, archive);
        written.insert(written.end(), files.begin(), files.end());
        written.push_back(archive);
    }
    return written;
}

}  // namespace riskmap::publish
