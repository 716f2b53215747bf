#pragma once

#include "hazard/hazard_spec.hpp"

namespace riskmap::exposure {

/// Share of a feature's weight that reaches a place `distance_m` away: 1 up to the plateau, then
/// exp(-(d - plateau) / scale) but `floor` at least, 0 past the limit (the limit itself is within).
/// Never rises with distance as long as the plateau does not pass the limit.
double decay(const hazard::Kernel& kernel, double distance_m);

}  // namespace riskmap::exposure
