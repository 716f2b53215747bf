#include "geo/detail/orientation.hpp"

#include <array>
#include <cstddef>

namespace riskmap::geo::detail {
namespace {

/// Exact sum of doubles as components that do not overlap, smallest first.
class Expansion {
  public:
    void add_product(double a, double b) {
        const double high = a * b;
        add(std::fma(a, b, -high));
        add(high);
    }
    double estimate() const {
        double sum = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            sum += parts_[i];
        }
        return sum;
    }

  private:
    void add(double value) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            const double sum = value + parts_[i];
            const double taken = sum - value;
            const double rest = (value - (sum - taken)) + (parts_[i] - taken);
            value = sum;
            if (rest != 0) {
                parts_[kept++] = rest;
            }
        }
        if (value != 0) {
            parts_[kept++] = value;
        }
        size_ = kept;
    }

    std::array<double, 16> parts_{};
    std::size_t size_ = 0;
};

}  // namespace

double exact_orientation(PointM a, PointM b, PointM c) {
    Expansion sum;
    sum.add_product(b.x, c.y);
    sum.add_product(-b.x, a.y);
    sum.add_product(-a.x, c.y);
    sum.add_product(-b.y, c.x);
    sum.add_product(b.y, a.x);
    sum.add_product(a.y, c.x);
    return sum.estimate();
}

}  // namespace riskmap::geo::detail
