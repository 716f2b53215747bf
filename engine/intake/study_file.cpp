#include <algorithm>

#include "intake/common_keys.hpp"
#include "intake/study_keys.hpp"
#include "intake/toml_reader.hpp"

namespace riskmap::intake {
namespace {

bool is_for_a_hazard(const std::string& assignment) { return assignment.starts_with("hazards."); }

void override_values(ConfigNode& tree,
                     const std::vector<std::string>& overrides,
                     bool of_hazards,
                     Problems& problems) {
    for (const std::string& assignment : overrides) {
        if (is_for_a_hazard(assignment) == of_hazards) {
            override_value(tree, assignment, problems);
        }
    }
}

/// The tree of a hazard file in place of its path, so that values in it can be set and every value
/// keeps its place in its own file. A path stays where its file cannot be read.
void open_hazards(ConfigNode& tree, const Scope& scope) {
    if (!tree.is_table()) {
        return;
    }
    for (ConfigEntry& entry : tree.table()) {
        auto* items = std::get_if<ConfigNode::Array>(&entry.value.content);
        if (entry.key != "hazards" || items == nullptr) {
            continue;
        }
        const auto file_key = file_keys(Need::required).front();
        for (std::size_t i = 0; i < items->size(); ++i) {
            ConfigNode& item = (*items)[i];
            if (!std::holds_alternative<std::string>(item.content)) {
                continue;
            }
            const std::size_t before = scope.problems->size();
            FileSource source;
            file_key.read(item, scope.at(entry.key).at(i), source);
            if (scope.problems->size() == before) {
                if (auto hazard = read_toml(source.file, *scope.problems)) {
                    item = std::move(*hazard);
                }
            }
        }
    }
}

/// Tells the terms of all hazards which layers the study runs without.
void mark_missing_layers(StudySpec& spec) {
    const auto without = [&](const std::string& layer) {
        return std::find(spec.without_layers.begin(), spec.without_layers.end(), layer) !=
               spec.without_layers.end();
    };
    for (HazardFile& hazard : spec.hazards) {
        for (hazard::ExposureTerm& term : hazard.spec.exposure) {
            term.without_layer = without(term.layer);
        }
        for (hazard::IndexTerm& term : hazard.spec.index) {
            term.without_layer = without(term.layer);
        }
    }
}

}  // namespace

StudyFile read_study(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
    Problems problems;
    auto tree = read_toml(file, problems);
    throw_problems(problems);
    expects(tree.has_value(), "read_study: a tree or a problem");
    StudyFile study{{}, std::move(*tree)};
    const Scope scope{&problems, file.parent_path(), ""};
    override_values(study.tree, overrides, false, problems);
    open_hazards(study.tree, scope);
    override_values(study.tree, overrides, true, problems);
    read_table(study_shape(), study.tree, scope, study.spec);
    check_study(study.spec, study.tree, problems);
    throw_problems(problems);
    study.spec.file = file;
    mark_missing_layers(study.spec);
    return study;
}

}  // namespace riskmap::intake
