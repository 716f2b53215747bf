#include "app/cache/stage_keys.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "app/data_folder.hpp"
#include "app/provenance.hpp"
#include "core/error.hpp"
#include "gdal/checksum.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

/// A file with all that lie beside it under its stem (`roads.dbf`, `people.tif.aux.xml`), or all
/// files of a folder that is a data set.
void add_parts(const fs::path& file, std::set<fs::path>& parts) {
    if (fs::is_directory(file)) {
        for (const auto& entry : fs::recursive_directory_iterator(file)) {
            if (entry.is_regular_file()) {
                parts.insert(entry.path());
            }
        }
        return;
    }
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const std::string stem = file.stem().string() + ".";
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().filename().string().starts_with(stem) && entry.is_regular_file()) {
            parts.insert(entry.path());
        }
    }
    parts.insert(file);
}

std::set<fs::path> files_of(const intake::StudySpec& study) {
    std::set<fs::path> files{data_folder() / "words" / "headers.toml"};
    const auto add = [&](const intake::FileSource& source) {
        if (!source.file.empty()) {
            add_parts(source.file, files);
        }
    };
    add(study.units.source);
    if (study.crosswalk) {
        add(study.crosswalk->source);
    }
    if (study.review) {
        add(study.review->source);
    }
    if (study.reporting) {
        add(study.reporting->source);
    }
    if (study.population) {
        add(study.population->source);
    }
    if (study.people) {
        add(study.people->source);
    }
    for (const intake::LayerSource& layer : study.layers) {
        add(layer.source);
        if (layer.survey) {
            add(layer.survey->source);
        }
    }
    for (const intake::IncidentSource& incidents : study.incidents) {
        add(incidents.source);
    }
    return files;
}

/// The study with nothing that only computes or writes.
intake::StudySpec only_reading(intake::StudySpec study) {
    study.hazards.clear();
    study.targets.clear();
    study.output = {};
    study.seed = 0;
    return study;
}

std::string program() {
    std::string text = gdal::sha256_file("/proc/self/exe");
    for (const auto& [name, version] : versions()) {
        text += fmt::format("\n{} {}", name, version);
    }
    return text;
}

}  // namespace

std::string reading_key(const intake::StudyFile& study) {
    try {
        std::string text = "reading\n" + program() + '\n' +
                           intake::resolved_toml(only_reading(study.spec)) + '\n' +
                           study.spec.file.string();
        for (const fs::path& file : files_of(study.spec)) {
            text += fmt::format("\n{} {}", gdal::sha256_file(file), file.string());
        }
        return gdal::sha256_text(text);
    } catch (const Error&) {
        return "";
    } catch (const fs::filesystem_error&) {
        return "";
    }
}

std::string exposure_key(const std::string& data,
                         const intake::StudySpec& study,
                         const hazard::HazardSpec& hazard) {
    if (data.empty()) {
        return "";
    }
    intake::StudySpec asked = only_reading(study);
    asked.hazards.push_back({hazard, {}});
    hazard::HazardSpec& terms = asked.hazards.front().spec;
    terms.model = {};
    terms.interventions.clear();
    terms.references.clear();
    return gdal::sha256_text("exposure\n" + data + '\n' + intake::resolved_toml(asked));
}

std::string key_with_file(const std::string& key, const fs::path& file) {
    return key.empty() ? "" : gdal::sha256_text(key + gdal::sha256_file(file));
}

}  // namespace riskmap::app
