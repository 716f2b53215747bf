#include "domain/population.hpp"

#include <algorithm>

namespace riskmap::domain {

double Population::between(UnitIndex unit, double from, double below, bool* prorated) const {
    double sum = 0;
    for (std::size_t band = 0; band < bands.size(); ++band) {
        const double first = std::max<double>(from, bands[band].from);
        const double last = std::min<double>(below, bands[band].below);
        if (first >= last) {
            continue;
        }
        const double share = (last - first) / (bands[band].below - bands[band].from);
        if (share < 1 && prorated != nullptr) {
            *prorated = true;
        }
        sum += share * people[band][unit];
    }
    return sum;
}

}  // namespace riskmap::domain
