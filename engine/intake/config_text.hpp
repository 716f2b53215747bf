#pragma once

#include <string>

#include "intake/config_node.hpp"

/// A configuration as text again.
namespace riskmap::intake {

/// TOML that reads back as the same tree: sections for the tables of the root, short values on one
/// line, numbers in their shortest exact form. `monostate` is left out.
std::string to_toml(const ConfigNode& root);

/// The same with the descriptions of a JSON Schema as comments: above each key the first time it
/// appears, and keys that are not used as comments at the end of their table.
std::string to_commented_toml(const ConfigNode& root, const ConfigNode& schema);

/// JSON, two blanks per level; dates as "2019-03-31".
std::string to_json(const ConfigNode& root);

}  // namespace riskmap::intake
