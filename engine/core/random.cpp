#include "core/random.hpp"

#include <cmath>
#include <numbers>

#include "core/error.hpp"

namespace riskmap {
namespace {

using Words = std::array<std::uint32_t, 4>;

/// Philox blocks of `size` consecutive counters, worked on side by side.
template <std::size_t size>
void philox_blocks(const Words& counter, std::array<std::uint32_t, 2> key, std::uint32_t* out) {
    constexpr std::uint64_t multiplier_0 = 0xD2511F53;
    constexpr std::uint64_t multiplier_1 = 0xCD9E8D57;
    std::array<std::array<std::uint32_t, size>, 4> state;
    for (std::uint32_t i = 0; i < size; ++i) {
        state[0][i] = counter[0] + i;
        state[1][i] = counter[1];
        state[2][i] = counter[2];
        state[3][i] = counter[3];
    }
    for (int round = 0; round < 10; ++round) {
        for (std::size_t i = 0; i < size; ++i) {
            const std::uint64_t product_0 = multiplier_0 * state[0][i];
            const std::uint64_t product_1 = multiplier_1 * state[2][i];
            state[0][i] = static_cast<std::uint32_t>(product_1 >> 32) ^ state[1][i] ^ key[0];
            state[1][i] = static_cast<std::uint32_t>(product_1);
            state[2][i] = static_cast<std::uint32_t>(product_0 >> 32) ^ state[3][i] ^ key[1];
            state[3][i] = static_cast<std::uint32_t>(product_0);
        }
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t word = 0; word < 4; ++word) {
            out[4 * i + word] = state[word][i];
        }
    }
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint32_t stream, std::uint64_t item)
    : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
      counter_{
          0, stream, static_cast<std::uint32_t>(item), static_cast<std::uint32_t>(item >> 32)} {}

void RandomStream::make_blocks() {
    const std::uint32_t blocks = ready_ == 0 ? 1 : blocks_at_once;
    if (blocks == 1) {
        philox_blocks<1>(counter_, key_, words_.data());
    } else {
        philox_blocks<blocks_at_once>(counter_, key_, words_.data());
    }
    counter_[0] += blocks;
    ready_ = 4 * blocks;
    used_ = 0;
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

std::uint32_t RandomStream::below_or_again(std::uint64_t product, std::uint32_t bound) {
    expects(bound > 0, "RandomStream::below: bound is positive");
    const std::uint32_t limit = (0u - bound) % bound;
    while (static_cast<std::uint32_t>(product) < limit) {
        product = std::uint64_t{bits()} * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
}

}  // namespace riskmap
