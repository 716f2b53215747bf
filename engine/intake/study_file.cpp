#include <algorithm>

#include "intake/common_keys.hpp"
#include "intake/file_list.hpp"
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

/// The trees of the files a study names in place of their paths, so that values in them can be set.
void open_all(ConfigNode& tree, const Scope& scope) {
    open_files(tree, "hazards", scope);
    open_files(tree, "targets", scope);
    const ConfigNode* hazards = tree.find("hazards");
    if (hazards == nullptr || !std::holds_alternative<ConfigNode::Array>(hazards->content)) {
        return;
    }
    ConfigNode opened = *hazards;
    for (ConfigNode& hazard : std::get<ConfigNode::Array>(opened.content)) {
        const std::filesystem::path file(hazard.mark.file);
        open_files(hazard, "interventions", Scope{scope.problems, file.parent_path(), ""});
    }
    tree.set("hazards", std::move(opened));
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

/// The study a tree describes, its files below `folder`.
StudyFile study_of(std::optional<ConfigNode> tree,
                   const std::filesystem::path& folder,
                   const std::vector<std::string>& overrides,
                   Problems& problems) {
    throw_problems(problems);
    expects(tree.has_value(), "read_study: a tree or a problem");
    StudyFile study{{}, std::move(*tree)};
    const Scope scope{&problems, folder, ""};
    override_values(study.tree, overrides, false, problems);
    open_all(study.tree, scope);
    override_values(study.tree, overrides, true, problems);
    read_table(study_shape(), study.tree, scope, study.spec);
    check_study(study.spec, study.tree, problems);
    throw_problems(problems);
    mark_missing_layers(study.spec);
    return study;
}

}  // namespace

StudyFile read_study(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
    Problems problems;
    auto tree = read_toml(file, problems);
    StudyFile study = study_of(std::move(tree), file.parent_path(), overrides, problems);
    study.spec.file = file;
    return study;
}

StudyFile read_resolved_study(const std::string& resolved,
                              const std::filesystem::path& folder,
                              const std::string& name) {
    Problems problems;
    auto tree = parse_toml(resolved, name, problems);
    return study_of(std::move(tree), folder, {}, problems);
}

}  // namespace riskmap::intake
