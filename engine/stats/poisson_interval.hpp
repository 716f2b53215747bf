#pragma once

#include <cstdint>

namespace riskmap::stats {

struct PoissonInterval {
    double lower = 0;
    double upper = 0;
};

/// Exact interval of a Poisson mean given one count (Garwood 1936), in counts: [chi2(tail; 2y) / 2,
/// chi2(1 - tail; 2y + 2) / 2] with tail = (1 - mass) / 2. The lower bound of a count of 0 is 0.
/// Divide by person-years for a rate. `mass` lies between 0 and 1, `count` is not negative.
PoissonInterval poisson_interval(std::int64_t count, double mass = 0.95);

}  // namespace riskmap::stats
