#pragma once

#include "core/text.hpp"
#include "risk/hotspots.hpp"

namespace riskmap::risk {

/// What the second opinions amount to, in sentences: how many cases, whether that is too few to
/// say, local hot spots, the most likely cluster.
Text hotspot_verdict(const SecondOpinion&, std::int64_t cases, const HotspotSpec&);

}  // namespace riskmap::risk
