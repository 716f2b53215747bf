#include "stats/scan_windows.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/error.hpp"

namespace riskmap::stats {
namespace {

struct Near {
    double squared = 0;
    std::uint32_t unit = 0;

    bool operator<(const Near& other) const {
        return std::tie(squared, unit) < std::tie(other.squared, other.unit);
    }
};

std::vector<Near> distances(std::span<const double> x, std::span<const double> y, std::size_t i) {
    std::vector<Near> near;
    near.reserve(x.size());
    for (std::size_t j = 0; j < x.size(); ++j) {
        const double dx = x[j] - x[i];
        const double dy = y[j] - y[i];
        near.push_back({dx * dx + dy * dy, static_cast<std::uint32_t>(j)});
    }
    return near;
}

/// Some number of units put in order by distance, the nearest first: as many as are asked for, and
/// some more.
class ByDistance {
  public:
    explicit ByDistance(std::vector<Near> near) : near_(std::move(near)) {}

    std::size_t size() const { return near_.size(); }
    const Near& at(std::size_t rank) {
        constexpr std::size_t at_first = 256;
        if (rank >= sorted_) {
            const std::size_t more = std::min(near_.size(), std::max(at_first, 2 * rank));
            std::partial_sort(near_.begin() + static_cast<std::ptrdiff_t>(sorted_),
                              near_.begin() + static_cast<std::ptrdiff_t>(more),
                              near_.end());
            sorted_ = more;
        }
        return near_[rank];
    }

  private:
    std::vector<Near> near_;
    std::size_t sorted_ = 0;
};

/// The same distance computed twice differs by rounding.
bool same_distance(const Near& a, const Near& b) {
    return b.squared - a.squared <= 1e-10 * b.squared;
}

}  // namespace

ScanWindows scan_windows(std::span<const double> x,
                         std::span<const double> y,
                         std::span<const double> expected,
                         double max_expected,
                         const RunContext& context) {
    expects(x.size() == y.size() && x.size() == expected.size(), "scan_windows: rows agree");
    ScanWindows windows;
    windows.starts.push_back(0);
    for (std::size_t centre = 0; centre < x.size(); ++centre) {
        context.check_stop();
        ByDistance near(distances(x, y, centre));
        double sum = 0;
        for (std::size_t first = 0; first < near.size();) {
            std::size_t last = first;
            double grown = sum + expected[near.at(first).unit];
            while (last + 1 < near.size() && same_distance(near.at(first), near.at(last + 1))) {
                ++last;
                grown += expected[near.at(last).unit];
            }
            if (grown > max_expected * (1 + 1e-12)) {
                break;
            }
            const std::size_t begin = windows.starts.back();
            for (std::size_t k = first; k <= last; ++k) {
                sum += expected[near.at(k).unit];
                windows.units.push_back(near.at(k).unit);
                windows.expected.push_back(sum);
                windows.ends.push_back(static_cast<std::uint32_t>(begin + last));
            }
            first = last + 1;
        }
        windows.starts.push_back(windows.units.size());
    }
    return windows;
}

std::vector<std::vector<std::uint32_t>> nearest_units(std::span<const double> x,
                                                      std::span<const double> y,
                                                      std::size_t count,
                                                      const RunContext& context) {
    expects(x.size() == y.size(), "nearest_units: rows agree");
    std::vector<std::vector<std::uint32_t>> result(x.size());
    const std::size_t kept = std::min(count, x.size());
    for (std::size_t centre = 0; centre < x.size(); ++centre) {
        context.check_stop();
        std::vector<Near> near = distances(x, y, centre);
        near[centre].squared = -1;  // itself before units at the same place
        std::partial_sort(
            near.begin(), near.begin() + static_cast<std::ptrdiff_t>(kept), near.end());
        for (std::size_t k = 0; k < kept; ++k) {
            result[centre].push_back(near[k].unit);
        }
    }
    return result;
}

}  // namespace riskmap::stats
