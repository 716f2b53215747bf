#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/random.hpp"

namespace riskmap::stats {

/// Distributes events over rows with fixed probabilities: the world in which risk is equal
/// everywhere. Alias method (Walker 1977; Vose 1991), one draw per event. Safe on several threads.
class MultinomialSampler {
  public:
    /// `weights` are not negative and not all zero; they need not sum to 1.
    explicit MultinomialSampler(std::span<const double> weights);

    /// Overwrites `counts`, one per weight, so that they sum to `events`.
    void draw(std::int64_t events, RandomStream& random, std::span<std::int32_t> counts) const;
    std::size_t size() const { return keep_.size(); }

  private:
    std::vector<double> keep_;  ///< share of its own slot a row keeps
    std::vector<std::uint32_t> other_;
};

}  // namespace riskmap::stats
