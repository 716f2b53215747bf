#pragma once

#include "hazard/hazard_spec.hpp"

namespace riskmap::exposure {

/// Share of a feature's weight that reaches a place `distance_m` away: 1 up to the plateau, then
/// exp(-(d - plateau) / scale) but `floor` at least, 0 past the limit (the limit itself is within).
/// Never rises with distance as long as the plateau does not pass the limit.
double decay(const hazard::Kernel& kernel, double distance_m);

/// From here on, up to the limit, the kernel is at its floor; infinite without a floor.
double floor_begins_m(const hazard::Kernel& kernel);

}  // namespace riskmap::exposure
