#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/run_context.hpp"

namespace riskmap::app {

struct ReproduceConfig {
    std::filesystem::path result;
    /// The study file or its folder, against which the inputs are found; empty: where it lay when
    /// the result was made.
    std::filesystem::path study;
    std::filesystem::path scenario;  ///< the what-if file; empty: where it lay
};

/// How a file is not what the result says it is.
enum class Difference {
    input_missing,   ///< no longer where the study names it
    input_changed,   ///< other bytes than the run read
    output_missing,  ///< the run wrote it, the folder has it no more
    output_altered,  ///< changed since the run wrote it
    not_reproduced,  ///< the run of today writes other bytes than the run of then
    no_longer_made,  ///< the run of today does not write it
    newly_made,      ///< the run of today writes it, that of then did not
};

/// "input changed", ...
const char* to_word(Difference);

struct DifferentFile {
    Difference difference = Difference::output_altered;
    std::string file;
    /// First line at which the file of the folder and that of today differ, from 1; 0 when only one
    /// of them is there.
    std::uint64_t first_line = 0;
};

/// A library or riskmap itself in another version than then.
struct VersionChange {
    std::string name;
    std::string then;
    std::string now;
};

struct Reproduction {
    std::vector<DifferentFile> differences;  ///< inputs first, then outputs by name
    std::vector<VersionChange> versions;
    std::size_t inputs = 0;   ///< checked
    std::size_t outputs = 0;  ///< compared; 0 when an input is another and nothing was run
    std::vector<std::string> strangers;  ///< files in the folder that no run wrote, by name

    bool inputs_are_the_same() const;
};

/// Hashes the inputs that run.json names; when all are as they were, runs the study anew into a
/// temporary folder (its settings and seed come from run.json, so a study file edited since does
/// not matter) and compares every output with its record and with the folder. The folder itself is
/// only read. Throws an input `Error` for no result or one of another format, a usage `Error` when
/// nobody says where the inputs lie, and what `run` throws.
Reproduction reproduce(const ReproduceConfig&, const RunContext&);

}  // namespace riskmap::app
