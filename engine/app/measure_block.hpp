#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/layer_sketch.hpp"
#include "app/parts_plan.hpp"
#include "app/stages.hpp"
#include "intake/study.hpp"

namespace riskmap::app {

/// [hazard][sum][unit of the block]
using SumsOfBlock = std::vector<std::vector<std::vector<double>>>;

/// Reads what a block needs and sums over its places. Of the layers that have a sketch its
/// surroundings are read, as far as any measure tells distances apart; farther while something
/// nearest may lie beyond; in the end all. Throws as reading and measuring do.
SumsOfBlock measure_block(const intake::StudyFile& study,
                          const UnitBlock& block,
                          const std::map<std::string, LayerSketch>& layers,
                          Stages& stages,
                          const RunContext& context);

}  // namespace riskmap::app
