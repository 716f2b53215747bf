#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/layer_sketch.hpp"
#include "app/run.hpp"

namespace riskmap::app {

inline constexpr const char* parts_plan_name = "parts.json";

/// Units first..last-1 of a study, which are measured together.
struct UnitBlock {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// How the measuring of a study is divided, and what the blocks are made for.
struct PartsPlan {
    std::string key;
    std::vector<UnitBlock> blocks;
    std::map<std::string, LayerSketch> layers;  ///< that a part may read around its block only
};

/// Cuts the units where about equally many homes are on each side; no block is empty.
std::vector<UnitBlock> cut_into_blocks(const StudyData& data, std::size_t parts);

/// Of the layers that lie where they say: to find that out takes the whole layer, and was done when
/// the data were read.
std::map<std::string, LayerSketch> sketches(const intake::StudySpec& study, const StudyData& data);

/// Into the folder, whole or not at all.
void write_parts_plan(const PartsPlan&,
                      const std::string& study_id,
                      const domain::AdminUnits& units,
                      const std::filesystem::path& folder);
/// Throws an input `Error` when the folder has no plan.
PartsPlan read_parts_plan(const std::filesystem::path& folder);

}  // namespace riskmap::app
