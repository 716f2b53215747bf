#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "domain/layer.hpp"

namespace riskmap::publish {

/// A set of layers ready to be written; shapes in study metres, written as WGS 84.
struct Publication {
    Text title;
    std::string study_crs;
    std::vector<domain::Layer> layers;  ///< communes, schools, water, roads, data_quality; a layer
                                        ///< without shapes is a table
};

/// Writes every format into `folder` (which exists and is empty) and reads each file back: counts,
/// names byte for byte, nulls and values. Returns the paths written, relative to `folder`, sorted.
/// Same input, same bytes. Throws an output `Error` that names the file when it cannot be written
/// or reads back differently.
std::vector<std::filesystem::path> write_all(const Publication&,
                                             const std::filesystem::path& folder);

/// riskmap.gpkg: all layers in one file, aliases set.
void write_geopackage(const Publication&, const std::filesystem::path& file);
/// RFC 7946 to the letter: WGS 84, 7 decimals, ring order by the right-hand rule, ids, no crs
/// member.
void write_geojson(const domain::Layer&,
                   const std::string& study_crs,
                   const std::filesystem::path& file);
/// NAME.shp .dbf .shx .prj .cpg with the fields' short names, and NAME.shp.zip.
void write_shapefile(const domain::Layer&,
                     const std::string& study_crs,
                     const std::filesystem::path& folder);
/// UTF-8 with BOM (Excel opens it right), comma, CRLF, RFC 4180; cells that Excel would run as
/// formulas are defused.
void write_csv(const domain::Layer&, const std::filesystem::path& file);

/// field, short name, type, unit, vi, en, meaning, source of every published field.
domain::Layer dictionary(const std::vector<domain::Layer>&);
/// ledger.csv: one row per issue and per source tally.
domain::Layer ledger(const IssueLog&);

}  // namespace riskmap::publish
