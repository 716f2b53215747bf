#pragma once

#include <filesystem>

namespace riskmap::app {

/// Starts a study in `target`: the demo's data, all shipped hazards, and a study.toml with every
/// key explained, which runs at once. The folder is made when it is not there.
///
/// Throws a usage `Error` when `target` is a file or a folder that is not empty, an input `Error`
/// when `data_folder` has no demo, a config `Error` when the demo's study cannot be read, an output
/// `Error` when something cannot be written; what was written is removed then.
void init_study(const std::filesystem::path& data_folder, const std::filesystem::path& target);

}  // namespace riskmap::app
