#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace riskmap::plan {

inline constexpr double money_slack = 1e-9;  ///< of the budget, for sums of money in doubles

/// Money spent per purse and what is left for all.
class Purses {
  public:
    Purses(double budget, const std::vector<double>& reserved)
        : allowance_(money_slack * budget),
          reserved_(reserved),
          spent_(reserved.size(), 0),
          left_(budget - std::accumulate(reserved.begin(), reserved.end(), 0.0)) {}

    /// What `money` more in a purse takes from the common rest.
    double takes(std::size_t purse, double money) const {
        return std::max(spent_[purse] + money, reserved_[purse]) -
               std::max(spent_[purse], reserved_[purse]);
    }
    bool fits(std::size_t purse, double money) const {
        return takes(purse, money) <= left_ + allowance_;
    }
    void spend(std::size_t purse, double money) {
        left_ -= takes(purse, money);
        spent_[purse] += money;
    }
    bool overdrawn() const { return left_ < -allowance_; }
    double left() const { return left_; }
    /// What may still be spent in a purse.
    double room(std::size_t purse) const {
        return std::max(0.0, left_) + std::max(0.0, reserved_[purse] - spent_[purse]);
    }

  private:
    double allowance_;
    std::vector<double> reserved_;
    std::vector<double> spent_;
    double left_;
};

}  // namespace riskmap::plan
