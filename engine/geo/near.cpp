#include "geo/near.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/error.hpp"
#include "core/parallel.hpp"
#include "geo/detail/segment_distance.hpp"
#include "geo/locate.hpp"

namespace riskmap::geo {
namespace {

/// Wider than any rounding of a distance.
double reach_of(double distance_m) { return distance_m * (1 + 1e-9) + 1e-5; }

/// Points that are near nothing yet, by number, in bins of a grid, a row of bins after the other.
class Crowd {
  public:
    /// Members first..first+left-1 are still there.
    struct Bin {
        std::uint32_t first = 0;
        std::uint32_t left = 0;
    };

    /// Only of the points in the box; there is at least one.
    Crowd(std::span<const PointM> points, const Box& box) : points_(points) {
        std::size_t count = 0;
        for (const PointM point : points) {
            if (box.contains(point)) {
                box_.add(point);
                ++count;
            }
        }
        constexpr double members_per_bin = 8;
        const double bins = 16 + static_cast<double>(count) / members_per_bin;
        const double width = box_.max_x - box_.min_x;
        const double height = box_.max_y - box_.min_y;
        const double size =
            std::max(std::sqrt(width * height / bins), std::max(width, height) / bins);
        per_m_ = size > 0 ? 1 / size : 1;
        columns_ = place(box_.max_x, box_.min_x, bins) + 1;
        rows_ = place(box_.max_y, box_.min_y, bins) + 1;
        sort(box, count);
    }

    std::size_t rows() const { return rows_; }
    std::size_t row(double y) const { return place(y, box_.min_y, static_cast<double>(rows_ - 1)); }
    std::size_t column(double x) const {
        return place(x, box_.min_x, static_cast<double>(columns_ - 1));
    }
    Bin& bin(std::size_t row, std::size_t column) { return bins_[row * columns_ + column]; }
    std::uint32_t& member(std::size_t place) { return members_[place]; }
    PointM point(std::uint32_t member) const { return points_[member]; }
    const Box& box() const { return box_; }

  private:
    /// Clamped to 0..most.
    std::size_t place(double at, double start, double most) const {
        return static_cast<std::size_t>(std::clamp((at - start) * per_m_, 0.0, most));
    }

    void sort(const Box& box, std::size_t count) {
        constexpr std::uint32_t nowhere = 0xffffffff;
        bins_.resize(columns_ * rows_);
        std::vector<std::uint32_t> bin_of(points_.size(), nowhere);
        for (std::size_t i = 0; i < points_.size(); ++i) {
            if (box.contains(points_[i])) {
                const std::size_t number = row(points_[i].y) * columns_ + column(points_[i].x);
                bin_of[i] = static_cast<std::uint32_t>(number);
                ++bins_[number].left;
            }
        }
        std::uint32_t first = 0;
        for (Bin& bin : bins_) {
            bin.first = first;
            first += bin.left;
            bin.left = 0;
        }
        members_.resize(count);
        for (std::size_t i = 0; i < points_.size(); ++i) {
            if (bin_of[i] != nowhere) {
                Bin& bin = bins_[bin_of[i]];
                members_[bin.first + bin.left++] = static_cast<std::uint32_t>(i);
            }
        }
    }

    std::span<const PointM> points_;
    Box box_;
    double per_m_ = 1;
    std::size_t columns_ = 1;
    std::size_t rows_ = 1;
    std::vector<Bin> bins_;
    std::vector<std::uint32_t> members_;
};

/// Takes those near an outline out of some rows of a crowd: who has left is asked no more.
class Sweep {
  public:
    Sweep(Crowd& crowd,
          std::size_t first_row,
          std::size_t last_row,
          double distance_m,
          std::vector<std::uint8_t>& near)
        : crowd_(crowd),
          first_row_(first_row),
          last_row_(last_row),
          distance_m_(distance_m),
          surely_m2_(distance_m * distance_m * (1 - 1e-9) - 1e-10),
          perhaps_m2_(detail::with_slack(distance_m * distance_m)),
          near_(near) {}

    /// Stretch by stretch of the outline, none much longer than the distance.
    void pass(const Geometry& feature) {
        for (std::size_t part = 0; part < feature.part_count(); ++part) {
            const std::span<const PointM> row = feature.part(part);
            std::size_t first = 0;
            do {
                Box box;
                box.add(row[first]);
                std::size_t last = first;
                while (last + 1 < row.size() && last - first < longest_of(box)) {
                    box.add(row[++last]);
                }
                pass_stretch(row.subspan(first, last - first + 1), box);
                first = last;
            } while (first + 1 < row.size());
        }
    }

  private:
    static constexpr std::size_t run = 8;

    /// How many segments a stretch in the box may have.
    std::size_t longest_of(const Box& box) const {
        const bool small = std::max(box.max_x - box.min_x, box.max_y - box.min_y) < distance_m_;
        return small ? 8 * run : run;
    }

    void pass_stretch(std::span<const PointM> stretch, const Box& box) {
        const Box wide = box.grown(reach_of(distance_m_));
        if (!wide.meets(crowd_.box())) {
            return;
        }
        const std::size_t south = std::max(crowd_.row(wide.min_y), first_row_);
        const std::size_t north = std::min(crowd_.row(wide.max_y) + 1, last_row_);
        const std::size_t west = crowd_.column(wide.min_x);
        const std::size_t east = crowd_.column(wide.max_x);
        for (std::size_t row = south; row < north; ++row) {
            for (std::size_t column = west; column <= east; ++column) {
                ask(crowd_.bin(row, column), box, stretch);
            }
        }
    }

    void ask(Crowd::Bin& bin, const Box& box, std::span<const PointM> stretch) {
        for (std::uint32_t i = bin.first; i < bin.first + bin.left;) {
            const std::uint32_t asked = crowd_.member(i);
            if (!is_near(crowd_.point(asked), box, stretch)) {
                ++i;
                continue;
            }
            near_[asked] = 1;
            crowd_.member(i) = crowd_.member(bin.first + --bin.left);
        }
    }

    bool is_near(PointM point, const Box& box, std::span<const PointM> stretch) const {
        const double dx = std::max({box.min_x - point.x, point.x - box.max_x, 0.0});
        const double dy = std::max({box.min_y - point.y, point.y - box.max_y, 0.0});
        if (dx * dx + dy * dy > perhaps_m2_) {
            return false;
        }
        if (is_close(point, stretch.front()) || is_close(point, stretch[stretch.size() / 2])) {
            return true;
        }
        for (std::size_t first = 0; first == 0 || first + 1 < stretch.size(); first += run) {
            const std::size_t size = std::min(run + 1, stretch.size() - first);
            if (is_near_run(point, stretch.subspan(first, size))) {
                return true;
            }
        }
        return false;
    }

    bool is_close(PointM point, PointM vertex) const {
        return square_between(point, vertex) < surely_m2_;
    }

    bool is_near_run(PointM point, std::span<const PointM> vertices) const {
        if (vertices.size() > 1) {
            const detail::Nearness found = detail::nearness(
                vertices.data(), vertices.size() - 1, point, surely_m2_, perhaps_m2_);
            if (found.surely || !found.perhaps) {
                return found.surely;
            }
        }
        for (std::size_t k = 0; k == 0 || k + 1 < vertices.size(); ++k) {
            const PointM end = vertices[std::min(k + 1, vertices.size() - 1)];
            const detail::Closest closest = detail::closest_on_segment(vertices[k], end, point);
            if (std::sqrt(closest.squared_m2) <= distance_m_) {
                return true;
            }
        }
        return false;
    }

    Crowd& crowd_;
    std::size_t first_row_;
    std::size_t last_row_;
    double distance_m_;
    double surely_m2_;
    double perhaps_m2_;
    std::vector<std::uint8_t>& near_;
};

/// Whether a point inside may be farther from the outline than the distance.
bool is_wide(const Geometry& polygon, double distance_m) {
    const Box& box = polygon.box();
    const double least = 2 * distance_m * (1 - 1e-9);
    return polygon.shape() == Shape::polygons && box.max_x - box.min_x >= least &&
           box.max_y - box.min_y >= least;
}

/// Marks the points inside of polygons that are wide enough to hold some far from their outline.
void mark_inside(std::span<const PointM> points,
                 std::span<const Geometry> features,
                 double distance_m,
                 const RunContext& context,
                 std::vector<std::uint8_t>& near) {
    std::vector<Geometry> wide;
    Box box;
    for (const Geometry& feature : features) {
        if (!feature.empty() && is_wide(feature, distance_m)) {
            wide.push_back(feature);
            box.add(feature.box());
        }
    }
    // Nothing of an outline lies between two points that are both farther from it than half of what
    // is between them: they are inside together, and one of them is asked.
    const double together_m2 = 4 * distance_m * distance_m * (1 - 1e-9);
    const auto each_left = [&](const auto& visit) {
        const PointM* before = nullptr;
        for (std::size_t i = 0; i < points.size() && !wide.empty(); ++i) {
            if (near[i] == 0 && box.contains(points[i])) {
                visit(i, before == nullptr || square_between(*before, points[i]) >= together_m2);
                before = &points[i];
            }
        }
    };
    std::vector<PointM> asked;
    each_left([&](std::size_t i, bool alone) {
        if (alone) {
            asked.push_back(points[i]);
        }
    });
    const auto found = UnitLocator(wide).locate_each(asked, context);
    std::size_t groups = 0;
    each_left([&](std::size_t i, bool alone) {
        groups += alone ? 1 : 0;
        near[i] = found[groups - 1] ? 1 : 0;
    });
}

}  // namespace

std::vector<std::uint8_t> near_features(std::span<const PointM> points,
                                        std::span<const Geometry> features,
                                        double distance_m,
                                        const RunContext& context) {
    expects(distance_m >= 0, "near_features: the distance is not negative");
    expects(points.size() < 0xffffffff, "near_features: fewer than 2^32 points");
    std::vector<std::uint8_t> near(points.size(), 0);
    Box reach;
    for (const Geometry& feature : features) {
        reach.add(feature.box());
    }
    reach = reach.grown(reach_of(distance_m));
    const auto within = [&](PointM point) {
        return std::isfinite(point.x) && std::isfinite(point.y) && reach.contains(point);
    };
    if (std::none_of(points.begin(), points.end(), within)) {
        return near;
    }
    Crowd crowd(points, reach);
    // Bands of rows for threads to take; the features of each by their boxes.
    constexpr std::size_t most_bands = 64;
    const std::size_t height = std::max<std::size_t>(8, crowd.rows() / most_bands + 1);
    std::vector<std::vector<std::uint32_t>> bands((crowd.rows() + height - 1) / height);
    for (std::size_t i = 0; i < features.size(); ++i) {
        const Box box = features[i].box().grown(reach_of(distance_m));
        if (!features[i].empty() && box.meets(crowd.box())) {
            const std::size_t north = crowd.row(box.max_y) / height;
            for (std::size_t band = crowd.row(box.min_y) / height; band <= north; ++band) {
                bands[band].push_back(static_cast<std::uint32_t>(i));
            }
        }
    }
    parallel_for(context, bands.size(), 1, [&](std::size_t band, std::size_t) {
        Sweep sweep(crowd, band * height, (band + 1) * height, distance_m, near);
        for (const std::uint32_t feature : bands[band]) {
            sweep.pass(features[feature]);
        }
    });
    mark_inside(points, features, distance_m, context, near);
    return near;
}

}  // namespace riskmap::geo
