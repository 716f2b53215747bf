#include "publish/write.hpp"

#include <algorithm>
#include <array>
#include <system_error>

#include <fmt/format.h>

#include "core/error.hpp"
#include "publish/file_bytes.hpp"
#include "publish/qgis/project.hpp"
#include "publish/qgis/style_files.hpp"
#include "publish/write_prepared.hpp"

namespace riskmap::publish {
namespace {

namespace fs = std::filesystem;

/// What the writers of the formats share.
struct Job {
    const Publication& publication;
    std::vector<PublishedLayer> layers;
    fs::path folder;
    IssueLog& log;
};

using Paths = std::vector<fs::path>;

fs::path made_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        fail_to_write(folder, error.message());
    }
    return folder;
}

Paths geopackage(const Job& job) {
    const fs::path file = job.folder / "riskmap.gpkg";
    write_geopackage(job.layers, job.publication.title, job.publication.hazards, file);
    return {file};
}

bool is_wanted(const Publication& publication, Format format) {
    const std::vector<Format>& wanted = publication.formats;
    return std::find(wanted.begin(), wanted.end(), format) != wanted.end();
}

Paths project(const Job& job) {
    if (!is_wanted(job.publication, Format::geopackage)) {
        job.log.add({"output.project-without-geopackage",
                     Severity::note,
                     "",
                     {"", "", 0, "output.formats", "qgis"},
                     {"Dự án QGIS cần riskmap.gpkg nên không được ghi.",
                      "The QGIS project needs riskmap.gpkg, so it was not written."},
                     {"Thêm \"gpkg\" vào output.formats.", "Add \"gpkg\" to output.formats."}});
        return {};
    }
    const fs::path file = job.folder / "riskmap.qgz";
    write_project(job.publication, job.layers, file);
    return {file};
}

Paths geojson(const Job& job) {
    Paths written;
    const fs::path folder = made_folder(job.folder / "geojson");
    for (const PublishedLayer& layer : job.layers) {
        written.push_back(folder / (layer.name + ".geojson"));
        write_geojson(layer, written.back());
        const Paths styles = write_styles(
            layer, job.publication.hazards, Names::full, folder / layer.name, style_shape(layer));
        written.insert(written.end(), styles.begin(), styles.end());
    }
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

Paths shapefile(const Job& job) {
    Paths written;
    const fs::path folder = made_folder(job.folder / "shapefile");
    check_short_names(job.publication.layers);
    for (const PublishedLayer& layer : job.layers) {
        const Paths files = write_shapefile(layer, folder, job.log);
        written.insert(written.end(), files.begin(), files.end());
        for (const fs::path& file : files) {
            if (file.extension() == ".shp") {
                const Paths styles = write_styles(layer,
                                                  job.publication.hazards,
                                                  Names::brief,
                                                  folder / file.stem(),
                                                  part_shape(layer, file));
                written.insert(written.end(), styles.begin(), styles.end());
            }
        }
    }
    return written;
}

Paths csv(const Job& job) {
    Paths written;
    for (const PublishedLayer& layer : job.layers) {
        written.push_back(job.folder / (layer.name + ".csv"));
        write_csv(layer, written.back());
    }
    return written;
}

struct FormatRow {
    Format format;
    const char* word;
    Paths (*write)(const Job&);
};

constexpr std::array<FormatRow, 5> format_rows = {{{Format::geopackage, "gpkg", geopackage},
                                                   {Format::qgis, "qgis", project},
                                                   {Format::geojson, "geojson", geojson},
                                                   {Format::shapefile, "shapefile", shapefile},
                                                   {Format::csv, "csv", csv}}};

std::vector<PublishedLayer> publish_layers(const Publication& publication) {
    std::vector<PublishedLayer> layers;
    for (const domain::Layer& layer : publication.layers) {
        const bool twice =
            std::any_of(layers.begin(), layers.end(), [&](const PublishedLayer& other) {
                return other.name == layer.name;
            });
        if (twice) {
            throw Error(ErrorKind::internal,
                        fmt::format("the layer {} is published twice", layer.name));
        }
        layers.push_back(publish_layer(layer, publication.study_crs));
    }
    return layers;
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

const char* to_word(Format format) {
    for (const FormatRow& row : format_rows) {
        if (row.format == format) {
            return row.word;
        }
    }
    throw Error(ErrorKind::internal, "to_word: a format without a row");
}

std::optional<Format> format_of(const std::string& word) {
    for (const FormatRow& row : format_rows) {
        if (row.word == word) {
            return row.format;
        }
    }
    return std::nullopt;
}

Paths write_all(const Publication& publication, const fs::path& folder, IssueLog& log) {
    const Job job = {publication, publish_layers(publication), folder, log};
    Paths written;
    for (const FormatRow& row : format_rows) {
        if (!is_wanted(publication, row.format)) {
            continue;
        }
        for (const fs::path& file : row.write(job)) {
            written.push_back(file.lexically_relative(folder));
        }
    }
    std::sort(written.begin(), written.end());
    return written;
}

void write_geopackage(const Publication& publication, const fs::path& file) {
    write_geopackage(publish_layers(publication), publication.title, publication.hazards, file);
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
