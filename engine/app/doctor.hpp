#pragma once

#include <string>
#include <vector>

#include "core/text.hpp"

namespace riskmap::app {

/// One thing riskmap needs from the machine.
struct HealthCheck {
    Text name;
    bool healthy = false;
    std::string detail;  ///< what was found
    Text repair;         ///< what to do when it is not healthy
};

/// Looks at what a run will need: formats, coordinate systems, the official VN-2000 shift, data
/// files, a folder to write in. Changes nothing.
std::vector<HealthCheck> examine();

}  // namespace riskmap::app
