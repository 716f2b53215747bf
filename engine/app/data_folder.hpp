#pragma once

#include <filesystem>
#include <string>

namespace riskmap::app {

/// Places where the shipped data may lie, in the order they are looked at.
struct DataPlaces {
    std::string named;                 ///< by the environment (RISKMAP_DATA); "" when it is not set
    std::filesystem::path executable;  ///< ../share/riskmap lies beside it, installed or built
};

/// The first of the places that holds `hazards/`. No path of the machine that built the program is
/// in it: a build folder has a link share/riskmap to the source tree. Throws a config `Error` that
/// names the place when neither does, and when the environment names a folder without it: what was
/// asked for by name is not replaced by something else.
std::filesystem::path find_data_folder(const DataPlaces&);

/// The folder of the shipped data (hazards, demo) of this program.
std::filesystem::path data_folder();

}  // namespace riskmap::app
