#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "geo/detail/orientation.hpp"
#include "geo/locate.hpp"

namespace riskmap::geo {
namespace {

constexpr std::size_t unit_block = 32;

struct Numbered {
    PointM point;
    std::uint32_t row = 0;
};

/// Points sorted into low, wide bins: the points of one level in a stretch of columns follow each
/// other. Points that are not finite are left out.
class Bins {
  public:
    Bins(std::span<const PointM> points, const Box& box, double width_m, double height_m)
        : box_(box), per_width_(1 / width_m), per_height_(1 / height_m) {
        columns_ = place(box.max_x, box.min_x, per_width_) + 1;
        levels_ = place(box.max_y, box.min_y, per_height_) + 1;
        starts_.assign(columns_ * levels_ + 1, 0);
        std::vector<std::uint32_t> bins(points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            bins[i] = box.contains(points[i]) ? number(points[i]) : nowhere;
            if (bins[i] != nowhere) {
                ++starts_[bins[i] + 1];
            }
        }
        for (std::size_t bin = 1; bin < starts_.size(); ++bin) {
            starts_[bin] += starts_[bin - 1];
        }
        sorted_.resize(starts_.back());
        std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (bins[i] != nowhere) {
                sorted_[next[bins[i]]++] = {points[i], static_cast<std::uint32_t>(i)};
            }
        }
    }

    std::size_t level(double y) const { return place(y, box_.min_y, per_height_); }
    std::span<const Numbered> level_points(std::size_t level, double west, double east) const {
        const std::size_t line = level * columns_;
        const std::size_t first = starts_[line + place(west, box_.min_x, per_width_)];
        const std::size_t last = starts_[line + place(east, box_.min_x, per_width_) + 1];
        return std::span(sorted_).subspan(first, last - first);
    }

  private:
    static constexpr std::uint32_t nowhere = 0xffffffff;

    static std::size_t place(double at, double start, double per_m) {
        return static_cast<std::size_t>((at - start) * per_m);
    }
    std::uint32_t number(PointM point) const {
        return static_cast<std::uint32_t>(level(point.y) * columns_ +
                                          place(point.x, box_.min_x, per_width_));
    }

    Box box_;
    double per_width_;
    double per_height_;
    std::size_t columns_ = 1;
    std::size_t levels_ = 1;
    std::vector<std::uint32_t> starts_;
    std::vector<Numbered> sorted_;
};

/// Streams the edges of one unit after the other past the points at their height.
class Sieve {
  public:
    explicit Sieve(const Bins& bins) : bins_(bins) {}

    /// Calls `take(point row)` for each point in the unit or on its border.
    template <class Take>
    void sift(const Geometry& unit, Take&& take) {
        const Box& box = unit.box();
        bottom_ = bins_.level(box.min_y);
        levels_.clear();
        std::uint32_t size = 0;
        for (std::size_t level = bottom_; level <= bins_.level(box.max_y); ++level) {
            const auto points = bins_.level_points(level, box.min_x, box.max_x);
            levels_.push_back({points, size});
            size += static_cast<std::uint32_t>(points.size());
        }
        if (size == 0) {
            return;
        }
        states_.assign(size, 0);
        for (std::size_t part = 0; part < unit.part_count(); ++part) {
            pass_ring(unit.part(part));
        }
        for (const Level& level : levels_) {
            for (std::size_t i = 0; i < level.points.size(); ++i) {
                if (states_[level.first_state + i] != 0) {
                    take(level.points[i].row);
                }
            }
        }
    }

  private:
    struct Level {
        std::span<const Numbered> points;
        std::uint32_t first_state = 0;
    };
    enum State : std::uint8_t { inside = 1, on_border = 2 };

    void pass_ring(std::span<const PointM> ring) {
        std::size_t from = bins_.level(ring[0].y) - bottom_;
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            const std::size_t to = bins_.level(ring[k + 1].y) - bottom_;
            for (std::size_t at = std::min(from, to); at <= std::max(from, to); ++at) {
                pass_edge(ring[k], ring[k + 1], levels_[at]);
            }
            from = to;
        }
    }

    void pass_edge(PointM a, PointM b, const Level& level) {
        std::uint8_t* state = states_.data() + level.first_state;
        for (const Numbered& candidate : level.points) {
            const PointM p = candidate.point;
            // Without a branch on the common answers: they come in no order a processor can guess.
            const bool crosses = (a.y <= p.y) != (b.y <= p.y);
            const double left = (b.x - a.x) * (p.y - a.y);
            const double right = (b.y - a.y) * (p.x - a.x);
            double side = left - right;
            const bool close = std::abs(side) <= 4.0e-16 * (std::abs(left) + std::abs(right));
            if (crosses & close) {
                side = detail::orientation_sign(a, b, p);
                *state |= side == 0 ? on_border : 0;
            }
            // Upward edges west of the point have it on their right.
            *state ^= static_cast<std::uint8_t>(crosses & ((side < 0) == (a.y < b.y)));
            if (a.y == p.y && (a.x == p.x || (b.y == p.y && std::min(a.x, b.x) <= p.x &&
                                              p.x <= std::max(a.x, b.x)))) {
                *state |= on_border;
            }
            ++state;
        }
    }

    const Bins& bins_;
    std::size_t bottom_ = 0;
    std::vector<Level> levels_;
    std::vector<std::uint8_t> states_;
};

}  // namespace

std::vector<std::optional<std::uint32_t>> locate_points(std::span<const PointM> points,
                                                        std::span<const Geometry> units,
                                                        const RunContext& context) {
    expects(points.size() < 0xffffffff, "locate_points: fewer than 2^32 points");
    std::vector<std::optional<std::uint32_t>> found(points.size());
    Box box;
    double height = 0;
    double land = 0;
    for (const Geometry& unit : units) {
        if (unit.shape() == Shape::polygons && !unit.empty()) {
            box.add(unit.box());
            height += unit.box().max_y - unit.box().min_y;
            ++land;
        }
    }
    if (land == 0) {
        return found;
    }
    // Some 64 levels and 4 columns a unit, and no more bins than the points or units are worth.
    const double most = 1024 + 16 * land * 64 + 4 * static_cast<double>(points.size());
    const double width = box.max_x - box.min_x;
    const double rise = box.max_y - box.min_y;
    double low = std::max(height / land / 64, rise / std::sqrt(most));
    low = std::max(low, std::sqrt(width * rise / most / 16));
    const Bins bins(
        points, box, std::max(16 * low, width / std::sqrt(most) + 1e-9), low > 0 ? low : 1);

    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> blocks(
        (units.size() + unit_block - 1) / unit_block);
    parallel_for(context, units.size(), unit_block, [&](std::size_t first, std::size_t last) {
        Sieve sieve(bins);
        for (std::size_t unit = first; unit < last; ++unit) {
            if (units[unit].shape() == Shape::polygons && !units[unit].empty()) {
                sieve.sift(units[unit], [&](std::uint32_t row) {
                    blocks[first / unit_block].emplace_back(row, static_cast<std::uint32_t>(unit));
                });
            }
        }
    });
    for (const auto& block : blocks) {
        for (const auto& [row, unit] : block) {
            if (!found[row]) {
                found[row] = unit;
            }
        }
    }
    return found;
}

}  // namespace riskmap::geo
