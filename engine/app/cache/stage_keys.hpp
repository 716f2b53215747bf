#pragma once

#include <string>

#include "hazard/hazard_spec.hpp"
#include "intake/study.hpp"

namespace riskmap::app {

/// What reading a study depends on: the bytes of every file it names (and of those beside them with
/// the same stem, where formats keep parts), the settings of the study without its hazards and
/// output, and the program itself with its libraries. 64 hexadecimal digits; "" when a file cannot
/// be read, which the reading will tell better.
std::string reading_key(const intake::StudyFile& study);

/// What measuring one hazard depends on: `data`, the key of what was read (and changed by a
/// scenario), and the terms of the hazard without its model and interventions.
std::string exposure_key(const std::string& data,
                         const intake::StudySpec& study,
                         const hazard::HazardSpec& hazard);

/// `key` and the bytes of one more file.
std::string key_with_file(const std::string& key, const std::filesystem::path& file);

}  // namespace riskmap::app
