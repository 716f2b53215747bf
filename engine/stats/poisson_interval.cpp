#include "stats/poisson_interval.hpp"

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace riskmap::stats {

PoissonInterval poisson_interval(std::int64_t count, double mass) {
    expects(count >= 0, "poisson_interval: count is not negative");
    expects(mass > 0 && mass < 1, "poisson_interval: mass is between 0 and 1");
    const double tail = (1 - mass) / 2;
    const auto y = static_cast<double>(count);
    return {count == 0 ? 0 : gamma_quantile(tail, y), gamma_quantile(1 - tail, y + 1)};
}

}  // namespace riskmap::stats
