#include "publish/write.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "publish/file_bytes.hpp"
#include "publish/qgis/project.hpp"
#include "publish/qgis/style_files.hpp"
#include "publish/write_prepared.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

using Paths = std::vector<fs::path>;

fs::path made_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        fail_to_write(folder, error.message());
    }
    return folder;
}

bool is_wanted(const Publication& publication, Format format) {
    const std::vector<Format>& wanted = publication.formats;
    return std::find(wanted.begin(), wanted.end(), format) != wanted.end();
}

void tell_project_needs_geopackage(IssueLog& log) {
    log.add({"output.project-without-geopackage",
             Severity::note,
             "",
             {"", "", 0, "output.formats", "qgis"},
             {"Dự án QGIS cần riskmap.gpkg nên không được ghi.",
              "The QGIS project needs riskmap.gpkg, so it was not written."},
             {"Thêm \"gpkg\" vào output.formats.", "Add \"gpkg\" to output.formats."}});
}

Paths geojson(const PublishedLayer& layer,
              const Publication& publication,
              const fs::path& results,
              IssueLog&) {
    const fs::path folder = made_folder(results / "geojson");
    Paths written{folder / (layer.name + ".geojson")};
    write_geojson(layer, written.back());
    const Paths styles = write_styles(
        layer, publication.hazards, Names::full, folder / layer.name, style_shape(layer));
    written.insert(written.end(), styles.begin(), styles.end());
    return written;
}

/// The shape of the part of a layer that became a shapefile.
geo::Shape part_shape(const PublishedLayer& layer, const fs::path& file) {
    if (file.stem() == layer.name) {
        return style_shape(layer);
    }
    const std::string part = file.stem().string().substr(layer.name.size());
    return part == "_point"  ? geo::Shape::points
           : part == "_line" ? geo::Shape::lines
                             : geo::Shape::polygons;
}

Paths shapefile(const PublishedLayer& layer,
                const Publication& publication,
                const fs::path& results,
                IssueLog& log) {
    const fs::path folder = made_folder(results / "shapefile");
    Paths written = write_shapefile(layer, folder, log);
    for (const fs::path& file : Paths(written)) {
        if (file.extension() == ".shp") {
            const Paths styles = write_styles(layer,
                                              publication.hazards,
                                              Names::brief,
                                              folder / file.stem(),
                                              part_shape(layer, file));
            written.insert(written.end(), styles.begin(), styles.end());
        }
    }
    return written;
}

Paths csv(const PublishedLayer& layer, const Publication&, const fs::path& results, IssueLog&) {
    const fs::path file = results / (layer.name + ".csv");
    write_csv(layer, file);
    return {file};
}

/// A format, and what writes one layer of it into files of its own; none where all layers are in
/// one file.
struct FormatRow {
    Format format;
    const char* word;
    Paths (*write)(const PublishedLayer&, const Publication&, const fs::path&, IssueLog&);
};

constexpr std::array<FormatRow, 5> format_rows = {{{Format::geopackage, "gpkg", nullptr},
                                                   {Format::qgis, "qgis", nullptr},
                                                   {Format::geojson, "geojson", geojson},
                                                   {Format::shapefile, "shapefile", shapefile},
                                                   {Format::csv, "csv", csv}}};

const FormatRow& row_of(Format format) {
    for (const FormatRow& row : format_rows) {
        if (row.format == format) {
            return row;
        }
    }
    throw Error(ErrorKind::internal, "row_of: a format without a row");
}

/// Throws an internal `Error` when two layers have one name.
std::set<std::string> names_of(const Publication& publication) {
    std::set<std::string> names;
    for (const domain::Layer& layer : publication.layers) {
        if (!names.insert(layer.name).second) {
            throw Error(ErrorKind::internal,
                        fmt::format("the layer {} is published twice", layer.name));
        }
    }
    return names;
}

/// What one format made of a layer.
struct FormatFiles {
    Paths written;
    IssueLog log;
};

/// Writes one layer in every format asked for, side by side; `package` may be null.
Paths write_formats(const PublishedLayer& layer,
                    const Publication& publication,
                    const fs::path& folder,
                    GeopackageFile* package,
                    IssueLog& log,
                    const RunContext& context) {
    // What takes longest begins first, so that no thread is left with it in the end.
    constexpr std::array<Format, 4> begun{
        Format::shapefile, Format::geojson, Format::geopackage, Format::csv};
    std::array<FormatFiles, begun.size()> files;
    parallel_for(context, begun.size(), 1, [&](std::size_t row, std::size_t) {
        const FormatRow& format = row_of(begun[row]);
        if (format.format == Format::geopackage && package != nullptr) {
            package->add(layer);
        } else if (format.write != nullptr && is_wanted(publication, format.format)) {
            files[row].written = format.write(layer, publication, folder, files[row].log);
        }
    });
    Paths written;
    for (const FormatFiles& of_format : files) {
        written.insert(written.end(), of_format.written.begin(), of_format.written.end());
        for (const Issue& issue : of_format.log.issues()) {
            log.add(issue);
        }
    }
    return written;
}

}  // namespace

const std::vector<Format>& all_formats() {
    static const std::vector<Format> formats = [] {
        std::vector<Format> result;
        for (const FormatRow& row : format_rows) {
            result.push_back(row.format);
        }
        return result;
    }();
    return formats;
}

const char* to_word(Format format) { return row_of(format).word; }

std::optional<Format> format_of(const std::string& word) {
    for (const FormatRow& row : format_rows) {
        if (row.word == word) {
            return row.format;
        }
    }
    return std::nullopt;
}

Paths write_all(const Publication& publication,
                const fs::path& folder,
                IssueLog& log,
                const RunContext& context) {
    const bool packs = is_wanted(publication, Format::geopackage);
    const bool draws = is_wanted(publication, Format::qgis);
    GeopackageFile package(folder / "riskmap.gpkg", publication.title, names_of(publication));
    if (draws && !packs) {
        tell_project_needs_geopackage(log);
    }
    if (is_wanted(publication, Format::shapefile)) {
        check_short_names(publication.layers);
    }
    Paths written;
    std::vector<PublishedLayer> outlines;
    // One layer after the other in every format: the largest is as much as must be in memory.
    for (const domain::Layer& layer : publication.layers) {
        const PublishedLayer prepared = publish_layer(layer, publication.study_crs);
        const Paths files =
            write_formats(prepared, publication, folder, packs ? &package : nullptr, log, context);
        written.insert(written.end(), files.begin(), files.end());
        outlines.push_back(outline(prepared));
    }
    if (packs) {
        package.finish(outlines, publication.hazards);
        written.push_back(folder / "riskmap.gpkg");
    }
    if (packs && draws) {
        written.push_back(folder / "riskmap.qgz");
        write_project(publication, outlines, written.back());
    }
    for (fs::path& file : written) {
        file = file.lexically_relative(folder);
    }
    std::sort(written.begin(), written.end());
    return written;
}

void write_geopackage(const Publication& publication, const fs::path& file) {
    GeopackageFile package(file, publication.title, names_of(publication));
    std::vector<PublishedLayer> outlines;
    for (const domain::Layer& layer : publication.layers) {
        const PublishedLayer prepared = publish_layer(layer, publication.study_crs);
        package.add(prepared);
        outlines.push_back(outline(prepared));
    }
    package.finish(outlines, publication.hazards);
}

void write_geojson(const domain::Layer& layer, const std::string& study_crs, const fs::path& file) {
    write_geojson(publish_layer(layer, study_crs), file);
}

Paths write_shapefile(const domain::Layer& layer,
                      const std::string& study_crs,
                      const fs::path& folder,
                      IssueLog& log) {
    check_short_names({layer});
    return write_shapefile(publish_layer(layer, study_crs), folder, log);
}

void write_csv(const domain::Layer& layer, const fs::path& file) {
    domain::Layer table = layer;
    table.shapes.clear();
    write_csv(publish_layer(table, ""), file);
}

}  // namespace riskmap::publish
