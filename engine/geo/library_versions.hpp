#pragma once

#include <string>
#include <utility>
#include <vector>

namespace riskmap::geo {

/// Name and version of the libraries this room stands on: GEOS, PROJ and the table of coordinate
/// systems ("EPSG", "v10.076").
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace riskmap::geo
