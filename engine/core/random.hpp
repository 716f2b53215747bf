#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace riskmap {

/// Random numbers addressed by (seed, stream, item): the same address gives the same numbers on any
/// machine, for any number of threads and in any order. Philox4x32-10 (Salmon, Moraes, Dror, Shaw
/// 2011).
class RandomStream {
  public:
    RandomStream(std::uint64_t seed, std::uint32_t stream, std::uint64_t item);

    std::uint32_t bits() {
        if (used_ == ready_) {
            make_blocks();
        }
        return words_[used_++];
    }
    /// In the open interval (0, 1), 53 bits.
    double uniform();
    /// Standard normal (Box and Muller 1958).
    double normal();
    /// Gamma with the given shape > 0 and scale 1 (Marsaglia and Tsang 2000).
    double gamma(double shape);
    /// Poisson with mean >= 0: inversion below 30, otherwise split by gamma variates (Ahrens and
    /// Dieter 1974).
    std::int64_t poisson(double mean);
    /// Uniform in 0..bound-1 without modulo bias; bound > 0.
    std::uint32_t below(std::uint32_t bound) {
        const std::uint64_t product = std::uint64_t{bits()} * bound;
        return static_cast<std::uint32_t>(product) > bound - 1
                   ? static_cast<std::uint32_t>(product >> 32)
                   : below_or_again(product, bound);
    }

  private:
    static constexpr std::uint32_t blocks_at_once = 8;

    /// One block first, since many streams give no more; then several side by side.
    void make_blocks();
    std::uint32_t below_or_again(std::uint64_t product, std::uint32_t bound);

    std::array<std::uint32_t, 2> key_;
    std::array<std::uint32_t, 4> counter_;
    std::array<std::uint32_t, std::size_t{4} * blocks_at_once> words_;
    std::uint32_t used_ = 0;
    std::uint32_t ready_ = 0;
    bool has_spare_ = false;
    double spare_ = 0;
};

}  // namespace riskmap
