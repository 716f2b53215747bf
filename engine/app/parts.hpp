#pragma once

#include <filesystem>

#include "app/measure_hazard.hpp"
#include "app/run.hpp"

namespace riskmap::app {

/// Divides the measuring of a study into blocks of units that follow each other by code, about
/// equally many homes each, and writes the plan into the folder `config.out` (made when missing).
/// Answers the plan's path. Throws as reading does; an output `Error` when the folder holds
/// another plan and `config.existing` is `refuse`.
std::filesystem::path plan_parts(const RunConfig& config, int parts, const RunContext& context);

/// Measures the homes of one block of the plan in `config.out`, numbered from 1: a function of the
/// inputs alone, written beside the plan whole or not at all, so that a part may run anywhere, more
/// than once and at the same time as others. Answers the path of the part. Throws a usage `Error`
/// for a number the plan does not have, an input `Error` when the inputs, settings or program are
/// not those of the plan.
std::filesystem::path run_part(const RunConfig& config, int part, const RunContext& context);

/// The parts in `folder`, put together in the order of the plan. Throws an input `Error` that lists
/// all parts that are missing or damaged.
SumsOfHazards read_parts(const std::filesystem::path& folder,
                         const std::string& key,
                         const intake::StudySpec& study,
                         std::size_t unit_count);

}  // namespace riskmap::app
