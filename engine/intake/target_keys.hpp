#pragma once

#include <string>
#include <vector>

#include "hazard/target.hpp"
#include "intake/config_keys.hpp"

namespace riskmap::intake {

/// The targets of one official document.
struct TargetFile {
    std::string document;
    std::string source;
    std::vector<hazard::Target> targets;
    std::string file;  ///< where it was read
};

/// A list of such files, or tables spelled out.
Kind<std::vector<TargetFile>> target_files_kind();

}  // namespace riskmap::intake
