#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "core/text.hpp"
#include "domain/layer.hpp"
#include "domain/predicate.hpp"
#include "intake/config_node.hpp"
#include "intake/read.hpp"

namespace riskmap::intake {

/// "The rows of a layer for which this holds get these values."
struct ScenarioChange {
    std::string layer;
    domain::Predicate where;
    std::map<std::string, domain::Value> set;  ///< field -> value
};

/// What if: a few lines over a study ("these ponds are fenced", "this road gets 40 km/h").
struct Scenario {
    Text name;
    std::vector<ScenarioChange> changes;
    ConfigNode tree;  ///< for messages that come later
};

/// Reads a scenario file. Throws a config `Error` that lists all problems.
Scenario read_scenario(const std::filesystem::path& file);

/// Changes the layers as read, in the order of the file; a field that a layer does not have is
/// added. Each change is a note in the log with how many rows it met, a warning when it met none;
/// the file becomes an input of the run. Throws a config `Error` for a layer the study does not
/// have, an input `Error` when `where` names a field that is not there.
void apply_scenario(const Scenario&,
                    const std::filesystem::path& file,
                    std::map<std::string, domain::Layer>& layers,
                    IssueLog&,
                    std::vector<InputRecord>&);

}  // namespace riskmap::intake
