#include <algorithm>
#include <map>
#include <set>

#include "core/nearest_word.hpp"
#include "hazard/vocabulary.hpp"
#include "intake/study_keys.hpp"

namespace riskmap::intake {
namespace {

using hazard::HazardSpec;

/// What the file says, whether or not each part could be read.
struct Said {
    std::vector<std::string> layers;
    std::vector<std::string> vectors;  ///< layers that could be read, by kind
    std::vector<std::string> rasters;
    bool has_schools = false;
    bool has_people = false;
};

bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Said what_is_said(const StudySpec& spec, const ConfigNode& tree) {
    Said said;
    const ConfigNode* layers = tree.find("layers");
    if (layers != nullptr && layers->is_table()) {
        for (const ConfigEntry& entry : layers->table()) {
            said.layers.push_back(entry.key);
        }
    }
    for (const LayerSource& layer : spec.layers) {
        (layer.raster ? said.rasters : said.vectors).push_back(layer.id);
        said.has_schools = said.has_schools || layer.role == "schools";
    }
    said.has_schools = said.has_schools || has(said.layers, "schools");
    said.has_people = tree.find("people") != nullptr;
    return said;
}

void check_layer_of_term(const std::string& layer,
                         const Mark& mark,
                         const std::string& path,
                         const Said& said,
                         const StudySpec& spec,
                         Problems& problems) {
    if (!has(said.layers, layer) && !has(spec.without_layers, layer)) {
        add_unknown_word(
            problems,
            mark,
            {fmt::format("{} = \"{}\": nghiên cứu không có lớp này; thêm [layers.{}] hoặc ghi "
                         "without_layers = [\"{}\"]",
                         path,
                         layer,
                         layer,
                         layer),
             fmt::format("{} = \"{}\": the study has no such layer; add [layers.{}] or say "
                         "without_layers = [\"{}\"]",
                         path,
                         layer,
                         layer,
                         layer)},
            layer,
            said.layers);
    }
}

void check_kind_of_layer(const hazard::ExposureTerm& term,
                         const Mark& mark,
                         const std::string& path,
                         const Said& said,
                         Problems& problems) {
    const hazard::MeasureWord& measure = hazard::word_of(term.measure);
    if (measure.of_raster && has(said.vectors, term.layer)) {
        problems.push_back(
            {mark,
             {fmt::format("{}: cách đo {} cần lớp ảnh (raster = true), nhưng \"{}\" không phải ảnh",
                          path,
                          measure.word,
                          term.layer),
              fmt::format(
                  "{}: the measure {} needs a layer with raster = true, which \"{}\" is not",
                  path,
                  measure.word,
                  term.layer)},
             ""});
    }
    if (!measure.of_raster && has(said.rasters, term.layer)) {
        problems.push_back({mark,
                            {fmt::format("{}: cách đo {} không dùng được với lớp ảnh \"{}\"",
                                         path,
                                         measure.word,
                                         term.layer),
                             fmt::format("{}: the measure {} is not for a raster such as \"{}\"",
                                         path,
                                         measure.word,
                                         term.layer)},
                            ""});
    }
}

void check_schools(bool asks_for_schools,
                   const Mark& mark,
                   const std::string& path,
                   const Said& said,
                   const StudySpec& spec,
                   Problems& problems) {
    if (asks_for_schools && !said.has_schools && !has(spec.without_layers, "schools")) {
        problems.push_back(
            {mark,
             {fmt::format("{} cần trường học: thêm lớp có role = \"schools\" hoặc ghi "
                          "without_layers = [\"schools\"]",
                          path),
              fmt::format("{} asks for schools: add a layer with role = \"schools\" or say "
                          "without_layers = [\"schools\"]",
                          path)},
             ""});
    }
}

void check_terms(const HazardFile& hazard,
                 const Said& said,
                 const StudySpec& spec,
                 Problems& problems) {
    for (std::size_t i = 0; i < hazard.spec.exposure.size(); ++i) {
        const hazard::ExposureTerm& term = hazard.spec.exposure[i];
        const std::string path = fmt::format("exposure[{}]", i + 1);
        const Mark layer = mark_at(hazard.tree, path + ".layer");
        check_layer_of_term(term.layer, layer, path + ".layer", said, spec, problems);
        check_kind_of_layer(term, layer, path, said, problems);
        check_schools(term.origin == hazard::Origin::schools ||
                          term.measure == hazard::Measure::schools_within,
                      mark_at(hazard.tree, path),
                      path,
                      said,
                      spec,
                      problems);
    }
    for (std::size_t i = 0; i < hazard.spec.index.size(); ++i) {
        const hazard::IndexTerm& term = hazard.spec.index[i];
        const std::string path = fmt::format("index[{}]", i + 1);
        const Mark layer = mark_at(hazard.tree, path + ".layer");
        check_layer_of_term(term.layer, layer, path + ".layer", said, spec, problems);
        check_schools(term.origin == hazard::Origin::schools,
                      mark_at(hazard.tree, path),
                      path,
                      said,
                      spec,
                      problems);
    }
}

/// Columns that conditions on incidents may test: the standard words and what sources keep. None
/// when a source could not be read.
std::vector<std::string> incident_columns(const StudySpec& spec, const ConfigNode& tree) {
    std::vector<std::string> columns;
    const ConfigNode* sources = tree.find("incidents");
    const auto* items = sources ? std::get_if<ConfigNode::Array>(&sources->content) : nullptr;
    if (items == nullptr || items->size() != spec.incidents.size() || items->empty()) {
        return columns;
    }
    for (const auto& row : hazard::incident_words()) {
        columns.push_back(row.word);
    }
    for (const IncidentSource& source : spec.incidents) {
        columns.insert(columns.end(), source.keep.begin(), source.keep.end());
    }
    return columns;
}

void check_condition(const domain::Condition& condition,
                     const std::string& path,
                     const ConfigNode& tree,
                     const std::vector<std::string>& columns,
                     Problems& problems) {
    for (std::size_t i = 0; i < condition.any.size(); ++i) {
        check_condition(
            condition.any[i], fmt::format("{}.any[{}]", path, i + 1), tree, columns, problems);
    }
    if (condition.any.empty() && !has(columns, condition.field)) {
        add_unknown_word(
            problems,
            mark_at(tree, path + ".field"),
            {fmt::format("{}.field = \"{}\": không có ở số liệu vụ việc; nếu tệp có cột này, "
                         "thêm nó vào keep của nguồn",
                         path,
                         condition.field),
             fmt::format("{}.field = \"{}\" is no column of incidents; where the file has it, add "
                         "it to the source's keep",
                         path,
                         condition.field)},
            condition.field,
            columns);
    }
}

/// Each of the names stands once; `place` gives its hazard or source.
void check_once(const std::vector<std::pair<std::string, Mark>>& names,
                const std::string& path,
                Problems& problems) {
    std::map<std::string, Mark> seen;
    for (const auto& [name, mark] : names) {
        const auto [first, is_new] = seen.emplace(name, mark);
        if (!is_new) {
            const std::string place = place_text(first->second);
            problems.push_back(
                {mark,
                 {fmt::format("{} = \"{}\" đã được dùng ở {}", path, name, place),
                  fmt::format("{} = \"{}\" is used already at {}", path, name, place)},
                 ""});
        }
    }
}

void check_names(const StudySpec& spec, const ConfigNode& tree, Problems& problems) {
    std::vector<std::pair<std::string, Mark>> ids;
    std::vector<std::pair<std::string, Mark>> prefixes;
    std::vector<std::pair<std::string, Mark>> short_prefixes;
    for (const HazardFile& hazard : spec.hazards) {
        ids.emplace_back(hazard.spec.id, mark_at(hazard.tree, "id"));
        const bool has_prefix = hazard.tree.find("prefix") != nullptr;
        prefixes.emplace_back(hazard.spec.prefix,
                              mark_at(hazard.tree, has_prefix ? "prefix" : "id"));
        short_prefixes.emplace_back(hazard.spec.short_prefix, mark_at(hazard.tree, "short_prefix"));
    }
    check_once(ids, "id", problems);
    check_once(prefixes, "prefix", problems);
    check_once(short_prefixes, "short_prefix", problems);

    std::vector<std::pair<std::string, Mark>> sources;
    for (std::size_t i = 0; i < spec.incidents.size(); ++i) {
        sources.emplace_back(spec.incidents[i].id,
                             mark_at(tree, fmt::format("incidents[{}].id", i + 1)));
    }
    check_once(sources, "incidents.id", problems);

    std::vector<std::pair<std::string, Mark>> roles;
    for (const LayerSource& layer : spec.layers) {
        // Several layers can be the study's water or roads; distances are taken to one of schools.
        if (layer.role == "schools") {
            roles.emplace_back(layer.role, mark_at(tree, fmt::format("layers.{}.role", layer.id)));
        }
    }
    check_once(roles, "role", problems);
}

void check_without(const StudySpec& spec,
                   const ConfigNode& tree,
                   const Said& said,
                   Problems& problems) {
    for (std::size_t i = 0; i < spec.without_layers.size(); ++i) {
        const std::string& layer = spec.without_layers[i];
        if (has(said.layers, layer)) {
            problems.push_back(
                {mark_at(tree, fmt::format("without_layers[{}]", i + 1)),
                 {fmt::format("without_layers: nghiên cứu có lớp \"{}\"", layer),
                  fmt::format("without_layers: the study does have the layer \"{}\"", layer)},
                 ""});
        }
    }
}

void check_population(const StudySpec& spec,
                      const ConfigNode& tree,
                      const Said& said,
                      Problems& problems) {
    if (!spec.population) {
        return;
    }
    const PopulationSource& source = *spec.population;
    const bool table =
        source.form == PopulationForm::wide_table || source.form == PopulationForm::long_table;
    if (tree.find("crosswalk") != nullptr && table && !source.keyed_by_parent &&
        source.vintage.empty()) {
        problems.push_back(
            {mark_at(tree, "population"),
             {"population cần vintage khi nghiên cứu có [crosswalk]: mã của bảng thuộc bộ ranh "
              "giới "
              "nào, ví dụ vintage = \"2019-04-01\"",
              "population needs vintage where the study has a [crosswalk]: the set of boundaries "
              "whose codes the table has, such as vintage = \"2019-04-01\""},
             ""});
    }
    if (!source.spread_by_raster.empty() && !said.has_people) {
        problems.push_back({mark_at(tree, "population.spread_by.raster"),
                            {"population.spread_by.raster = \"people\" cần bảng [people]",
                             "population.spread_by.raster = \"people\" needs the table [people]"},
                            ""});
    }
    const bool has_parent =
        source.keyed_by_name ? !spec.units.parent.empty() : !spec.units.parent_code.empty();
    if (source.keyed_by_parent && !spec.units.code.empty() && !has_parent) {
        const char* column = source.keyed_by_name ? "parent" : "parent_code";
        problems.push_back({mark_at(tree, "population.key_holds"),
                            {fmt::format("population.key_holds cần units.{}", column),
                             fmt::format("population.key_holds needs units.{}", column)},
                            ""});
    }
}

}  // namespace

void check_study(const StudySpec& spec, const ConfigNode& tree, Problems& problems) {
    const Said said = what_is_said(spec, tree);
    const std::vector<std::string> columns = incident_columns(spec, tree);
    for (const HazardFile& hazard : spec.hazards) {
        check_terms(hazard, said, spec, problems);
        const domain::Predicate& where = hazard.spec.incidents.where;
        for (std::size_t i = 0; i < where.size() && !columns.empty(); ++i) {
            check_condition(where[i],
                            fmt::format("incidents.where[{}]", i + 1),
                            hazard.tree,
                            columns,
                            problems);
        }
    }
    check_without(spec, tree, said, problems);
    check_names(spec, tree, problems);
    check_population(spec, tree, said, problems);
}

}  // namespace riskmap::intake
