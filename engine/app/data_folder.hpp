#pragma once

#include <filesystem>
#include <string>

namespace riskmap::app {

/// Places where the shipped data may lie, in the order they are looked at.
struct DataPlaces {
    std::string named;                 ///< by the environment (RISKMAP_DATA); "" when it is not set
    std::filesystem::path executable;  ///< an installed program has ../share/riskmap beside it
    std::filesystem::path source_data;  ///< data/ of the source tree the program was built from
};

/// The first of the places that holds `hazards/`. Throws a config `Error` that lists the places
/// when none does, and when the environment names a folder without it: what was asked for by name
/// is not replaced by something else.
std::filesystem::path find_data_folder(const DataPlaces&);

/// The folder of the shipped data (hazards, demo) of this program.
std::filesystem::path data_folder();

}  // namespace riskmap::app
