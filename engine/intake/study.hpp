#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/period.hpp"
#include "core/text.hpp"
#include "intake/config_keys.hpp"
#include "intake/hazard_file.hpp"
#include "intake/sources.hpp"
#include "intake/target_keys.hpp"

namespace riskmap::intake {

/// What a run writes besides its record.
struct OutputChoices {
    std::vector<std::string> formats{
        "gpkg", "qgis", "geojson", "shapefile", "csv", "annex", "report"};
    Language language = Language::vi;  ///< of the answer on the terminal and of first pages
    bool internal = false;             ///< exact, for the offices that hold the records
    std::optional<int> top;  ///< how many units the answer lists; the hazard's own `top` otherwise
};

/// A study as its file describes it, with every path resolved and every default filled in.
struct StudySpec {
    std::string id;
    Text name;
    Text notice;  ///< printed with every result, such as that the data are invented; may be empty
    Period period{};
    std::string crs;  ///< projected, metres
    std::uint64_t seed = 1;
    UnitSource units;
    std::optional<CrosswalkSource> crosswalk;
    std::optional<ReviewSource> review;
    std::optional<StatusTable> reporting;
    std::optional<PopulationSource> population;
    std::optional<PeopleSource> people;
    std::vector<LayerSource> layers;  ///< in the order of the file
    std::vector<IncidentSource> incidents;
    std::vector<HazardFile> hazards;
    std::vector<TargetFile> targets;
    std::vector<std::string> without_layers;  ///< layers of the hazards that the study runs without
    OutputChoices output;
    std::filesystem::path file;
};

/// A study with the tree it was read from, for messages that come later ("missing column").
struct StudyFile {
    StudySpec spec;
    ConfigNode tree;
};

/// The keys of a study file.
const Shape<StudySpec>& study_shape();

/// Reads a study and its hazards. `overrides` are "dotted.path=value", applied in order before
/// anything is checked; a path that begins with "hazards.ID." goes to that hazard's file.
///
/// Throws one config `Error` that lists all problems of all files, each with file, line, column and
/// the nearest valid word: unknown keys, wrong types, values out of range, files that are missing,
/// hazards that name layers the study neither has nor runs without.
StudyFile read_study(const std::filesystem::path& file, const std::vector<std::string>& overrides);

/// The study that `resolved_toml` wrote, its files below `folder`. `name` stands in messages for
/// the file the text is from. Throws as `read_study` does.
StudyFile read_resolved_study(const std::string& resolved,
                              const std::filesystem::path& folder,
                              const std::string& name);

/// JSON Schema (2020-12) of the study file and of a hazard file.
std::string study_schema();
std::string hazard_schema();

/// The study with its hazards as resolved, every default filled in, as TOML; reading it back gives
/// the same. Paths as the study wrote them.
std::string resolved_toml(const StudySpec&);

}  // namespace riskmap::intake
