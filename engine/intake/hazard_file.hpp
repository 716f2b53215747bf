#pragma once

#include <filesystem>
#include <optional>

#include "hazard/hazard_spec.hpp"
#include "intake/config_keys.hpp"

namespace riskmap::intake {

/// A hazard with the tree it was read from, for messages that come later.
struct HazardFile {
    hazard::HazardSpec spec;
    ConfigNode tree;
};

/// The keys of a hazard file.
const Shape<hazard::HazardSpec>& hazard_shape();

/// Reads a hazard file; all its problems are added to `problems` and none is returned when there
/// are any.
std::optional<HazardFile> read_hazard(const std::filesystem::path& file, Problems& problems);

/// The same from a tree (after overrides); `file` is kept in the result.
std::optional<HazardFile> read_hazard(ConfigNode tree, const std::string& file, Problems& problems);

/// Reads a hazard file. Throws a config `Error` that lists all problems.
hazard::HazardSpec read_hazard(const std::filesystem::path& file);

}  // namespace riskmap::intake
