#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/random.hpp"

namespace riskmap::stats {

/// Distributes events over rows with fixed probabilities: the world in which risk is equal
/// everywhere. Few events are drawn one by one (alias method, Walker 1977; Vose 1991), many row by
/// row as binomial shares of what is left. Safe on several threads.
class MultinomialSampler {
  public:
    /// `weights` are not negative and not all zero; they need not sum to 1.
    explicit MultinomialSampler(std::span<const double> weights);

    /// Overwrites `counts`, one per weight, so that they sum to `events`.
    void draw(std::int64_t events, RandomStream& random, std::span<std::int32_t> counts) const;
    std::size_t size() const { return keep_.size(); }

  private:
    void draw_rows(std::int64_t events, RandomStream& random, std::span<std::int32_t> counts) const;

    std::vector<double> keep_;  ///< share of its own slot a row keeps
    std::vector<std::uint32_t> other_;
    std::vector<double> of_rest_;  ///< share of a row among itself and the rows after it
};

}  // namespace riskmap::stats
