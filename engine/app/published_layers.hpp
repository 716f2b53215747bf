#pragma once

#include "app/run.hpp"
#include "publish/write.hpp"

namespace riskmap::app {

/// The layers of a finished run, ready to be written: communes, schools, water, roads,
/// data_quality. A role that no layer of the study plays is left out.
publish::Publication published_layers(const RunReport&, const RunContext&);

}  // namespace riskmap::app
