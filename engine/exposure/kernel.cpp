#include "exposure/kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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

double floor_begins_m(const hazard::Kernel& kernel) {
    return kernel.floor > 0 ? kernel.plateau_m - kernel.scale_m * std::log(kernel.floor)
                            : std::numeric_limits<double>::infinity();
}

}  // namespace riskmap::exposure
