#pragma once

#include <string>

#include "intake/config_node.hpp"

namespace riskmap::intake {

/// A study as a file for people to change: the values of `tree`, above each key what it means in
/// Vietnamese and in English, and the keys that are not used as comments. It reads back as `tree`.
std::string commented_study(const ConfigNode& tree);

}  // namespace riskmap::intake
