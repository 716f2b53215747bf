#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "intake/config_node.hpp"
#include "intake/config_problem.hpp"

namespace riskmap::intake {

/// The tree of a TOML text; `name` is the file in its marks. A syntax error is one problem with
/// line and column (nothing after it can be read), and the result is none.
std::optional<ConfigNode> parse_toml(std::string_view text,
                                     const std::string& name,
                                     Problems& problems);

/// The same from a file; a file that cannot be read is a problem.
std::optional<ConfigNode> read_toml(const std::filesystem::path& file, Problems& problems);

/// Sets one value of a tree from "dotted.path=value". The value is TOML when it can be read as
/// such (7, true, "text", ["a"]), else the text as it stands. Tables on the way are made when
/// missing; an item of a list is addressed by its `id` or `name`, or by its number from 1.
void override_value(ConfigNode& root, const std::string& assignment, Problems& problems);

}  // namespace riskmap::intake
