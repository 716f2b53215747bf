#include "exposure/kernel.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::exposure {

double decay(const hazard::Kernel& kernel, double distance_m) {
    if (!(distance_m <= kernel.limit_m)) {
        return 0;
    }
    if (distance_m <= kernel.plateau_m) {
        return 1;
    }
    return std::max(kernel.floor, std::exp(-(distance_m - kernel.plateau_m) / kernel.scale_m));
}

}  // namespace riskmap::exposure
