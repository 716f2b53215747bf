#include "core/random.hpp"

#include <cmath>
#include <numbers>

#include "core/error.hpp"

namespace riskmap {
namespace {

std::array<std::uint32_t, 4> philox_block(std::array<std::uint32_t, 4> counter,
                                          std::array<std::uint32_t, 2> key) {
    constexpr std::uint64_t multiplier_0 = 0xD2511F53;
    constexpr std::uint64_t multiplier_1 = 0xCD9E8D57;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product_0 = multiplier_0 * counter[0];
        const std::uint64_t product_1 = multiplier_1 * counter[2];
        counter = {static_cast<std::uint32_t>(product_1 >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(product_1),
                   static_cast<std::uint32_t>(product_0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(product_0)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint32_t stream, std::uint64_t item)
    : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
      counter_{
          0, stream, static_cast<std::uint32_t>(item), static_cast<std::uint32_t>(item >> 32)} {}

std::uint32_t RandomStream::bits() {
    if (used_ == 4) {
        block_ = philox_block(counter_, key_);
        ++counter_[0];
        used_ = 0;
    }
    return block_[static_cast<std::size_t>(used_++)];
}

double RandomStream::uniform() {
    const std::uint64_t high = bits() >> 5;
    const std::uint64_t low = bits() >> 6;
    return (static_cast<double>(high * 67108864 + low) + 0.5) / 9007199254740992.0;
}

double RandomStream::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_;
    }
    const double radius = std::sqrt(-2 * std::log(uniform()));
    const double angle = 2 * std::numbers::pi * uniform();
    spare_ = radius * std::sin(angle);
    has_spare_ = true;
    return radius * std::cos(angle);
}

double RandomStream::gamma(double shape) {
    expects(shape > 0, "RandomStream::gamma: shape is positive");
    if (shape < 1) {
        const double boost = std::pow(uniform(), 1 / shape);
        return gamma(shape + 1) * boost;
    }
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double t = 1 + c * x;
        if (t <= 0) {
            continue;
        }
        const double v = t * t * t;
        if (std::log(uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) {
            return d * v;
        }
    }
}

std::int64_t RandomStream::poisson(double mean) {
    expects(mean >= 0 && mean < 1e15, "RandomStream::poisson: mean is between 0 and 1e15");
    std::int64_t count = 0;
    while (mean > 30) {
        // The time of the m-th event is gamma(m); if it lies past the mean, a binomial share of the
        // m - 1 remains.
        const auto m = static_cast<std::int64_t>(mean * 0.875);
        const double time = gamma(static_cast<double>(m));
        if (time > mean) {
            const double share = mean / time;
            for (std::int64_t i = 0; i < m - 1; ++i) {
                count += uniform() < share ? 1 : 0;
            }
            return count;
        }
        count += m;
        mean -= time;
    }
    double remaining = uniform();
    double probability = std::exp(-mean);
    for (std::int64_t k = 0;; ++k) {
        if (remaining < probability || probability < 1e-300) {
            return count + k;
        }
        remaining -= probability;
        probability *= mean / static_cast<double>(k + 1);
    }
}

std::uint32_t RandomStream::below(std::uint32_t bound) {
    expects(bound > 0, "RandomStream::below: bound is positive");
    const std::uint32_t limit = (0u - bound) % bound;
    for (;;) {
        const std::uint64_t product = std::uint64_t{bits()} * bound;
        if (static_cast<std::uint32_t>(product) >= limit) {
            return static_cast<std::uint32_t>(product >> 32);
        }
    }
}

}  // namespace riskmap
