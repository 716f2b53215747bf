#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "geo/detail/orientation.hpp"
#include "geo/locate.hpp"

namespace riskmap::geo {
namespace {

constexpr std::size_t unit_block = 32;
constexpr std::uint32_t nowhere = 0xffffffff;

struct Numbered {
    PointM point;
    std::uint32_t row = 0;
};

/// Points sorted into bins of a grid, a row of bins after the other. Points that are not finite are
/// left out.
class Bins {
  public:
    Bins(std::span<const PointM> points, const Box& box, double size_m)
        : box_(box), per_m_(1 / size_m) {
        columns_ = place(box.max_x, box.min_x) + 1;
        const std::size_t rows = row(box.max_y) + 1;
        starts_.assign(columns_ * rows + 1, 0);
        for (const PointM point : points) {
            if (box.contains(point)) {
                ++starts_[number(point) + 1];
            }
        }
        std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
        sorted_.resize(starts_.back());
        std::vector<std::uint32_t> next = starts_;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (box.contains(points[i])) {
                sorted_[next[number(points[i])]++] = {points[i], static_cast<std::uint32_t>(i)};
            }
        }
    }

    std::size_t row(double y) const { return place(y, box_.min_y); }
    std::span<const Numbered> row_points(std::size_t row, double west, double east) const {
        const std::size_t line = row * columns_;
        const std::size_t first = starts_[line + place(west, box_.min_x)];
        const std::size_t last = starts_[line + place(east, box_.min_x) + 1];
        return std::span(sorted_).subspan(first, last - first);
    }

  private:
    std::size_t place(double at, double start) const {
        return static_cast<std::size_t>((at - start) * per_m_);
    }
    std::size_t number(PointM point) const {
        return row(point.y) * columns_ + place(point.x, box_.min_x);
    }

    Box box_;
    double per_m_;
    std::size_t columns_ = 1;
    std::vector<std::uint32_t> starts_;
    std::vector<Numbered> sorted_;
};

/// Streams the edges of one unit after the other past the points in its box, sorted by height. Most
/// edges stay between the heights of two neighbours: nothing is asked of those.
class Sieve {
  public:
    explicit Sieve(const Bins& bins) : bins_(bins) {}

    /// Calls `take(point row)` for each point in the unit or on its border.
    template <class Take>
    void sift(const Geometry& unit, Take&& take) {
        gather(unit.box());
        if (points_.empty()) {
            return;
        }
        states_.assign(points_.size(), 0);
        for (std::size_t part = 0; part < unit.part_count(); ++part) {
            pass_ring(unit.part(part));
        }
        for (std::size_t i = 0; i < points_.size(); ++i) {
            if (states_[i] != 0) {
                take(points_[i].row);
            }
        }
    }

  private:
    enum State : std::uint8_t { inside = 1, on_border = 2 };
    static constexpr double infinity = std::numeric_limits<double>::infinity();

    void gather(const Box& box) {
        near_.clear();
        for (std::size_t row = bins_.row(box.min_y); row <= bins_.row(box.max_y); ++row) {
            for (const Numbered& candidate : bins_.row_points(row, box.min_x, box.max_x)) {
                if (box.contains(candidate.point)) {
                    near_.push_back(candidate);
                }
            }
        }
        sort_by_height(box.min_y, box.max_y - box.min_y);
        // The height of point i is heights_[i + 1], between one below and one above all vertices.
        heights_.resize(points_.size() + 2);
        heights_.front() = -infinity;
        for (std::size_t i = 0; i < points_.size(); ++i) {
            heights_[i + 1] = points_[i].point.y;
        }
        heights_.back() = infinity;
    }

    /// As many levels as points put nearly all in order.
    void sort_by_height(double bottom, double height) {
        const std::size_t levels = near_.size();
        const double per_m = height > 0 ? static_cast<double>(levels) / height : 0;
        const auto level = [&](const Numbered& point) {
            return static_cast<std::size_t>((point.point.y - bottom) * per_m);
        };
        firsts_.assign(levels + 2, 0);
        for (const Numbered& point : near_) {
            ++firsts_[level(point) + 1];
        }
        std::partial_sum(firsts_.begin(), firsts_.end(), firsts_.begin());
        points_.resize(near_.size());
        for (const Numbered& point : near_) {
            points_[firsts_[level(point)]++] = point;
        }
        for (std::size_t i = 1; i < points_.size(); ++i) {
            const Numbered point = points_[i];
            std::size_t place = i;
            for (; place > 0 && point.point.y < points_[place - 1].point.y; --place) {
                points_[place] = points_[place - 1];
            }
            points_[place] = point;
        }
    }

    void pass_ring(std::span<const PointM> ring) {
        // How many points lie lower than the vertex at hand.
        auto lower = static_cast<std::size_t>(
            std::lower_bound(heights_.begin() + 1, heights_.end(), ring[0].y) - heights_.begin() -
            1);
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            const double y = ring[k + 1].y;
            if (y > heights_[lower] && y < heights_[lower + 1]) {
                continue;
            }
            const std::size_t before = lower;
            while (heights_[lower + 1] < y) {
                ++lower;
            }
            while (heights_[lower] >= y) {
                --lower;
            }
            pass_edge(ring[k], ring[k + 1], std::min(before, lower), std::max(before, lower));
            if (heights_[lower + 1] == y) {
                touch(ring[k], ring[k + 1], lower);
            }
        }
    }

    /// Turns the points first..last-1, between the heights of the ends, that lie east of the edge.
    void pass_edge(PointM a, PointM b, std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const PointM p = points_[i].point;
            const double left = (b.x - a.x) * (p.y - a.y);
            const double right = (b.y - a.y) * (p.x - a.x);
            double side = left - right;
            if (std::abs(side) <= 4.0e-16 * (std::abs(left) + std::abs(right))) {
                side = detail::orientation_sign(a, b, p);
                states_[i] |= side == 0 ? on_border : 0;
            }
            // Upward edges west of the point have it on their right.
            states_[i] ^= static_cast<std::uint8_t>((side < 0) == (a.y < b.y));
        }
    }

    /// Marks the points as high as b, the first of them given, that lie on it or on a level edge.
    void touch(PointM a, PointM b, std::size_t first) {
        const double west = a.y == b.y ? std::min(a.x, b.x) : b.x;
        const double east = a.y == b.y ? std::max(a.x, b.x) : b.x;
        for (std::size_t i = first; heights_[i + 1] == b.y; ++i) {
            const double x = points_[i].point.x;
            states_[i] |= west <= x && x <= east ? on_border : 0;
        }
    }

    const Bins& bins_;
    std::vector<Numbered> near_;         ///< points in the box of the unit at hand
    std::vector<std::uint32_t> firsts_;  ///< of each level
    std::vector<Numbered> points_;       ///< by height
    std::vector<double> heights_;
    std::vector<std::uint8_t> states_;
};

}  // namespace

std::vector<std::optional<std::uint32_t>> locate_points(std::span<const PointM> points,
                                                        std::span<const Geometry> units,
                                                        const RunContext& context) {
    expects(points.size() < 0xffffffff, "locate_points: fewer than 2^32 points");
    std::vector<std::optional<std::uint32_t>> found(points.size());
    Box box;
    bool land = false;
    for (const Geometry& unit : units) {
        if (unit.shape() == Shape::polygons && !unit.empty()) {
            box.add(unit.box());
            land = true;
        }
    }
    if (!land) {
        return found;
    }
    // Some 4 points a bin, whatever the shape of the land.
    const double bins_wanted = 1024 + static_cast<double>(points.size()) / 4;
    const double width = box.max_x - box.min_x;
    const double height = box.max_y - box.min_y;
    const double size =
        std::max(std::sqrt(width * height / bins_wanted), std::max(width, height) / bins_wanted);
    const Bins bins(points, box, size > 0 ? size : 1);

    // Of the units that hold a point the lowest, whoever comes first.
    std::vector<std::uint32_t> lowest(points.size(), nowhere);
    parallel_for(context, units.size(), unit_block, [&](std::size_t first, std::size_t last) {
        Sieve sieve(bins);
        for (std::size_t row = first; row < last; ++row) {
            if (units[row].shape() == Shape::polygons && !units[row].empty()) {
                const auto unit = static_cast<std::uint32_t>(row);
                sieve.sift(units[row], [&](std::uint32_t point) {
                    const std::atomic_ref held(lowest[point]);
                    std::uint32_t seen = held.load(std::memory_order_relaxed);
                    while (unit < seen &&
                           !held.compare_exchange_weak(seen, unit, std::memory_order_relaxed)) {
                    }
                });
            }
        }
    });
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (lowest[i] != nowhere) {
            found[i] = lowest[i];
        }
    }
    return found;
}

}  // namespace riskmap::geo
