#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"

namespace riskmap::publish {

/// Throws an input `Error` about a file of a result folder: its path, then what is wrong with it.
[[noreturn]] void refuse_result(const std::filesystem::path& file, const Text& what);

struct RecordedInput {
    std::string id;    ///< "units", "layers.water"
    std::string file;  ///< as the study names it
    std::string sha256;
};

struct RecordedOutput {
    std::string file;  ///< below the folder, with "/" between names
    std::string sha256;
};

/// What run.json tells of a run that took place.
struct RecordedRun {
    std::string settings;  ///< the study as resolved, in TOML
    std::uint64_t seed = 1;
    std::vector<RecordedInput> inputs;
    std::vector<RecordedOutput> outputs;                        ///< in the order of run.json
    std::vector<std::pair<std::string, std::string>> versions;  ///< "GDAL", "3.6.2"
    std::string study;     ///< where the study lay, seen from the folder; "" when it is not told
    std::string scenario;  ///< where the what-if file lay; "" for none
};

/// Throws an input `Error` when the folder is no result of riskmap, or one of a format that this
/// version does not read: the message then says which version wrote it and what to do. Every
/// command that reads a result folder asks here first.
void check_run_format(const std::filesystem::path& folder);

/// Reads run.json (and from timings.json where the study lay). Throws an input `Error`: what
/// `check_run_format` throws, and run.json damaged, with what is missing in it.
RecordedRun read_recorded_run(const std::filesystem::path& folder);

}  // namespace riskmap::publish
