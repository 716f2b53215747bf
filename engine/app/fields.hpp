#pragma once

#include <filesystem>

#include "domain/layer.hpp"

namespace riskmap::app {

/// The dictionary of every column a run of the study publishes, without reading its data; of the
/// demo study when `study` is empty. Throws a config `Error` like `intake::read_study`.
domain::Layer published_fields(const std::filesystem::path& study);

}  // namespace riskmap::app
