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

/// Points sorted into bins of a grid, a row of bins after the other. Points that are not finite are
/// left out.
class Bins {
  public:
    Bins(std::span<const PointM> points, const Box& box, double size_m)
        : box_(box), per_m_(1 / size_m) {
        columns_ = place(box.max_x, box.min_x) + 1;
        const std::size_t rows = row(box.max_y) + 1;
        starts_.assign(columns_ * rows + 1, 0);
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

    std::size_t row(double y) const { return place(y, box_.min_y); }
    std::span<const Numbered> row_points(std::size_t row, double west, double east) const {
        const std::size_t line = row * columns_;
        const std::size_t first = starts_[line + place(west, box_.min_x)];
        const std::size_t last = starts_[line + place(east, box_.min_x) + 1];
        return std::span(sorted_).subspan(first, last - first);
    }

  private:
    static constexpr std::uint32_t nowhere = 0xffffffff;

    std::size_t place(double at, double start) const {
        return static_cast<std::size_t>((at - start) * per_m_);
    }
    std::uint32_t number(PointM point) const {
        return static_cast<std::uint32_t>(row(point.y) * columns_ + place(point.x, box_.min_x));
    }

    Box box_;
    double per_m_;
    std::size_t columns_ = 1;
    std::vector<std::uint32_t> starts_;
    std::vector<Numbered> sorted_;
};

/// Streams the edges of one unit after the other past the points at their height. The points in the
/// box of a unit lie sorted into so many low levels that most edges meet none.
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
    static constexpr std::size_t levels_per_point = 8;
    static constexpr std::size_t most_levels = 1 << 14;

    std::size_t level(double y) const { return static_cast<std::size_t>((y - bottom_) * per_m_); }

    void gather(const Box& box) {
        near_.clear();
        for (std::size_t row = bins_.row(box.min_y); row <= bins_.row(box.max_y); ++row) {
            for (const Numbered& candidate : bins_.row_points(row, box.min_x, box.max_x)) {
                if (box.contains(candidate.point)) {
                    near_.push_back(candidate);
                }
            }
        }
        const std::size_t levels = std::min(levels_per_point * near_.size(), most_levels);
        const double height = box.max_y - box.min_y;
        bottom_ = box.min_y;
        per_m_ = height > 0 ? static_cast<double>(levels) / height : 0;
        firsts_.assign(levels + 3, 0);
        for (const Numbered& point : near_) {
            ++firsts_[level(point.point.y) + 2];
        }
        for (std::size_t i = 2; i < firsts_.size(); ++i) {
            firsts_[i] += firsts_[i - 1];
        }
        points_.resize(near_.size());
        for (const Numbered& point : near_) {
            points_[firsts_[level(point.point.y) + 1]++] = point;
        }
    }

    void pass_ring(std::span<const PointM> ring) {
        std::size_t from = level(ring[0].y);
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            const std::size_t to = level(ring[k + 1].y);
            const std::uint32_t first = firsts_[std::min(from, to)];
            const std::uint32_t last = firsts_[std::max(from, to) + 1];
            if (first != last) {
                pass_edge(ring[k], ring[k + 1], first, last);
            }
            from = to;
        }
    }

    void pass_edge(PointM a, PointM b, std::uint32_t first, std::uint32_t last) {
        for (std::uint32_t i = first; i < last; ++i) {
            const PointM p = points_[i].point;
            std::uint8_t& state = states_[i];
            // Without a branch on the common answers: they come in no order a processor can guess.
            const bool crosses = (a.y <= p.y) != (b.y <= p.y);
            const double left = (b.x - a.x) * (p.y - a.y);
            const double right = (b.y - a.y) * (p.x - a.x);
            double side = left - right;
            const bool close = std::abs(side) <= 4.0e-16 * (std::abs(left) + std::abs(right));
            if (crosses & close) {
                side = detail::orientation_sign(a, b, p);
                state |= side == 0 ? on_border : 0;
            }
            // Upward edges west of the point have it on their right.
            state ^= static_cast<std::uint8_t>(crosses & ((side < 0) == (a.y < b.y)));
            if (a.y == p.y && (a.x == p.x || (b.y == p.y && std::min(a.x, b.x) <= p.x &&
                                              p.x <= std::max(a.x, b.x)))) {
                state |= on_border;
            }
        }
    }

    const Bins& bins_;
    double bottom_ = 0;
    double per_m_ = 0;                   ///< levels per metre of height of the unit at hand
    std::vector<Numbered> near_;         ///< points in its box
    std::vector<std::uint32_t> firsts_;  ///< first point of each level
    std::vector<Numbered> points_;       ///< by level
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
