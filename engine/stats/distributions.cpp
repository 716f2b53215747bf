#include "stats/distributions.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

namespace policies = boost::math::policies;

// Results do not depend on the width of long double, and no error leaves through errno.
using Policy = policies::policy<policies::promote_double<false>,
                                policies::domain_error<policies::throw_on_error>,
                                policies::overflow_error<policies::ignore_error>>;
constexpr Policy policy;

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

double log_gamma(double x) {
    expects(x > 0, "log_gamma: x is positive");
    return boost::math::lgamma(x, policy);
}

double digamma(double x) {
    expects(x > 0, "digamma: x is positive");
    return boost::math::digamma(x, policy);
}

double trigamma(double x) {
    expects(x > 0, "trigamma: x is positive");
    return boost::math::trigamma(x, policy);
}

double normal_density(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi); }

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normal_quantile(double probability) {
    expects(probability >= 0 && probability <= 1, "normal_quantile: probability is in [0, 1]");
    return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * probability, policy);
}

double poisson_log_density(std::int64_t count, double mean) {
    expects(mean >= 0, "poisson_log_density: mean is not negative");
    if (count < 0) {
        return -infinity;
    }
    if (mean == 0) {
        return count == 0 ? 0 : -infinity;
    }
    const auto y = static_cast<double>(count);
    return y * std::log(mean) - mean - log_gamma(y + 1);
}

double poisson_density(std::int64_t count, double mean) {
    return std::exp(poisson_log_density(count, mean));
}

double poisson_cdf(std::int64_t count, double mean) {
    expects(mean >= 0, "poisson_cdf: mean is not negative");
    if (count < 0) {
        return 0;
    }
    return mean == 0 ? 1 : boost::math::gamma_q(static_cast<double>(count) + 1, mean, policy);
}

double poisson_upper_tail(std::int64_t count, double mean) {
    expects(mean >= 0, "poisson_upper_tail: mean is not negative");
    if (count <= 0) {
        return 1;
    }
    return mean == 0 ? 0 : boost::math::gamma_p(static_cast<double>(count), mean, policy);
}

double gamma_cdf(double x, double shape) {
    expects(shape > 0, "gamma_cdf: shape is positive");
    if (x <= 0) {
        return 0;
    }
    return x == infinity ? 1 : boost::math::gamma_p(shape, x, policy);
}

double gamma_quantile(double probability, double shape) {
    expects(shape > 0, "gamma_quantile: shape is positive");
    expects(probability >= 0 && probability <= 1, "gamma_quantile: probability is in [0, 1]");
    return boost::math::gamma_p_inv(shape, probability, policy);
}

double chi_squared_upper_tail(double x, double degrees) {
    expects(degrees > 0, "chi_squared_upper_tail: degrees are positive");
    return x <= 0 ? 1 : boost::math::gamma_q(degrees / 2, x / 2, policy);
}

double beta_cdf(double x, double a, double b) {
    expects(a > 0 && b > 0, "beta_cdf: shapes are positive");
    if (x <= 0 || x >= 1) {
        return x <= 0 ? 0 : 1;
    }
    return boost::math::ibeta(a, b, x, policy);
}

double beta_quantile(double probability, double a, double b) {
    expects(a > 0 && b > 0, "beta_quantile: shapes are positive");
    expects(probability >= 0 && probability <= 1, "beta_quantile: probability is in [0, 1]");
    return boost::math::ibeta_inv(a, b, probability, policy);
}

}  // namespace riskmap::stats
