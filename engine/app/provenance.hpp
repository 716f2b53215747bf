#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/run.hpp"
#include "publish/provenance.hpp"

namespace riskmap::app {

/// riskmap and the libraries whose version may change a result, each with its version.
std::vector<std::pair<std::string, std::string>> versions();

/// All that decides a result: the study as resolved, every input with its check sum, seed and
/// versions.
publish::RunRecord run_record(const intake::StudySpec&, const StudyData&, std::uint64_t seed);

}  // namespace riskmap::app
