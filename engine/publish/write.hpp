#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "core/run_context.hpp"
#include "disclosure/audience.hpp"
#include "domain/layer.hpp"
#include "domain/unit_noun.hpp"

namespace riskmap::publish {

enum class Format { geopackage, qgis, geojson, shapefile, csv };

/// Every format, in the order written.
const std::vector<Format>& all_formats();
/// The word of the study file: "gpkg", "qgis", "geojson", "shapefile", "csv".
const char* to_word(Format format);
std::optional<Format> format_of(const std::string& word);

/// A hazard as maps show it: the prefix of its columns and what it is called.
struct MapHazard {
    std::string prefix;
    Text label;
};

/// A set of layers ready to be written; shapes in study metres, written as WGS 84.
struct Publication {
    Text title;
    std::string study_crs;
    std::vector<domain::Layer> layers;  ///< communes, schools, water, roads, data_quality; a layer
                                        ///< without shapes is a table
    std::vector<Format> formats = all_formats();
    std::vector<MapHazard> hazards;             ///< each has a style of its own
    Text notice;                                ///< printed on every map; may be empty
    domain::UnitNoun noun;                      ///< what the study calls its units
    std::map<std::string, Text> source_labels;  ///< of the ledger's sources, by id
    disclosure::Audience audience = disclosure::Audience::everyone;
};

// Every writer below prepares the layer as `publish_layer` says, writes, opens what it wrote again
// and compares it with what was meant: counts, text byte for byte, no data apart from zero, numbers
// as rounded, every vertex. Same input, same bytes. Throws an output `Error` that names the file
// when it cannot be written or reads back differently (with layer, row and field), an internal one
// when a layer is not fit to be published. The file must not exist yet. One thread per file.

/// Writes every format into `folder` (which exists and is empty): riskmap.gpkg, riskmap.qgz,
/// geojson/NAME.geojson, shapefile/NAME.shp and its kin, NAME.csv. Beside each GeoJSON and
/// shapefile of a known layer lie its styles: NAME.qml (the default, which QGIS applies by itself),
/// NAME.sld, and NAME.STYLE.qml for the others; riskmap.gpkg holds them as `layer_styles`. What DBF
/// cannot hold whole, and a project asked for without its GeoPackage, is noted in the log. Formats
/// are written side by side on `context.threads`. Returns the paths written, relative to `folder`,
/// sorted.
std::vector<std::filesystem::path> write_all(const Publication&,
                                             const std::filesystem::path& folder,
                                             IssueLog& log,
                                             const RunContext& context);

/// riskmap.gpkg: all layers in one file, tables too, with aliases and spatial indexes. Lines and
/// polygons are always multiple, so that the type of a layer does not hang on its data.
void write_geopackage(const Publication&, const std::filesystem::path& file);

/// RFC 7946 to the letter: WGS 84, 7 decimals, ring order by the right-hand rule, no crs member.
/// The id of a feature is its `code`, else its `id`, else its row number from 1 (so that every
/// feature has one of its own).
void write_geojson(const domain::Layer&,
                   const std::string& study_crs,
                   const std::filesystem::path& file);

/// NAME.shp .dbf .shx .prj .cpg with the fields' short names, and NAME.shp.zip; a table is NAME.dbf
/// .cpg and its zip. A layer that mixes points, lines and polygons becomes NAME_point, NAME_line,
/// NAME_polygon. Cut texts are noted in the log. Returns the files written.
std::vector<std::filesystem::path> write_shapefile(const domain::Layer&,
                                                   const std::string& study_crs,
                                                   const std::filesystem::path& folder,
                                                   IssueLog& log);

/// The columns without the shapes: UTF-8 with BOM (Excel opens it right), comma, CRLF, RFC 4180;
/// text that a spreadsheet would run as a formula is defused by an apostrophe. No data is an empty
/// cell, empty text "".
void write_csv(const domain::Layer&, const std::filesystem::path& file);

/// layer, field, short_name, type, unit, vi, en, meaning_vi, meaning_en, source of every published
/// field.
domain::Layer dictionary(const std::vector<domain::Layer>&);

/// ledger.csv: first the tally of each source (severity "tally": rows in, used, not selected by its
/// conditions, rejected), then one row per issue in the order found. Bytes that are not UTF-8 are
/// shown as U+FFFD.
domain::Layer ledger(const IssueLog&);

}  // namespace riskmap::publish
