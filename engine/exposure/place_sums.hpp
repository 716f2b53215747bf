#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/index.hpp"

namespace riskmap::exposure {

/// Sums over the places of each unit, in the order in which the terms of a hazard ask for them. The
/// sum of a unit depends on its own places only, so blocks of units can be summed apart, by other
/// runs on other machines, and put together to the same bits. One thread.
class PlaceSums {
  public:
    using Sums = PerUnit<double>;

    /// Sums are made when asked for, and kept when `keeps`.
    static PlaceSums made(bool keeps) { return {keeps, false, {}}; }
    /// Sums were made before.
    static PlaceSums known(std::vector<Sums> sums) { return {false, true, std::move(sums)}; }

    /// Throws an internal `Error` when more sums are asked for than are known.
    Sums next(const std::function<Sums()>& make) {
        if (knows_) {
            expects(at_ < sums_.size(), "PlaceSums: as many sums are known as are asked for");
            return std::move(sums_[at_++]);
        }
        Sums sums = make();
        if (keeps_) {
            sums_.push_back(sums);
        }
        return sums;
    }
    std::vector<Sums> kept() { return std::move(sums_); }

  private:
    PlaceSums(bool keeps, bool knows, std::vector<Sums> sums)
        : keeps_(keeps), knows_(knows), sums_(std::move(sums)) {}

    bool keeps_;
    bool knows_;
    std::vector<Sums> sums_;
    std::size_t at_ = 0;
};

}  // namespace riskmap::exposure
