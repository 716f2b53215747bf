#pragma once

#include "core/text.hpp"
#include "risk/hotspots.hpp"

namespace riskmap::risk {

/// Gives what the second opinions amount to its sentences: how many cases, whether that is too few
/// to say, local hot spots, the most likely cluster.
void give_verdict(SecondOpinion&, std::int64_t cases, const HotspotSpec&);

}  // namespace riskmap::risk
