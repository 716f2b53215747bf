#include <algorithm>
#include <unordered_map>

#include "core/parallel.hpp"
#include "geo/detail/chain_cutter.hpp"
#include "geo/detail/ring.hpp"
#include "geo/detail/share_list.hpp"
#include "geo/measure.hpp"

namespace riskmap::geo {
namespace {

using detail::Along;
using detail::CellIndex;
using detail::Push;

constexpr std::size_t polygon_block = 256;
constexpr std::size_t unit_block = 8;
/// Touching along a border leaves areas of this order: a square millimetre.
constexpr double least_m2 = 1e-6;

/// Boundary integrals of the pieces of one layer's rings that lie in the other layer's features,
/// one feature of the first after the other.
///
/// The area of polygon and unit together is the boundary integral over the polygon's rings inside
/// the unit and the unit's rings inside the polygon (Green). The polygons are pushed, so no ring
/// runs along another and each piece is on one side; the push is infinitely little and so is what
/// it does to the area. Both layers compute the same crossing points, so the pieces close.
template <Push push, Along along>
class AreaCutter {
  public:
    explicit AreaCutter(const CellIndex& other) : cutter_(other), other_(other) {}

    void add(const Geometry& polygons) {
        box_ = polygons.box();
        for (std::size_t polygon = 0; polygon < polygons.polygon_count(); ++polygon) {
            const std::size_t outer = polygons.first_ring(polygon);
            for (std::size_t part = outer; part < polygons.last_ring(polygon); ++part) {
                const std::span<const PointM> ring = polygons.part(part);
                const bool turns_left = detail::turned_area(ring) > 0;
                sign_ = turns_left == (part == outer) ? 0.5 : -0.5;
                follow(ring);
            }
        }
    }

    /// Calls `take(other feature, integral)` for each feature met, in order of meeting.
    template <class Take>
    void finish(Take&& take) {
        for (const Sum& sum : sums_) {
            take(sum.feature, sum.area);
        }
        sums_.clear();
        rows_.clear();
    }

  private:
    struct Sum {
        std::uint32_t feature = 0;
        double area = 0;
        PointM origin;
    };
    struct Open {
        std::uint32_t feature = 0;
        PointM from;
    };

    void follow(std::span<const PointM> ring) {
        cutter_.start(ring[0]);
        for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
            const PointM a = ring[k];
            const PointM b = ring[k + 1];
            if (a == b) {
                continue;
            }
            const CellIndex::Code code = cutter_.cut(a, b);
            if (code == CellIndex::list_bit) {
                split(a, b);
            } else if (code != CellIndex::outside) {
                integrate(code, a, b);
            }
        }
    }

    void split(PointM a, PointM b) {
        open_.clear();
        for (const std::uint32_t feature : cutter_.holders()) {
            open_.push_back({feature, a});
        }
        for (const auto& crossing : cutter_.crossings()) {
            const auto at = std::find_if(open_.begin(), open_.end(), [&](const Open& piece) {
                return piece.feature == crossing.feature;
            });
            if (at == open_.end()) {
                open_.push_back({crossing.feature, crossing.at});
            } else {
                integrate(at->feature, at->from, crossing.at);
                open_.erase(at);
            }
        }
        for (const Open& piece : open_) {
            integrate(piece.feature, piece.from, b);
        }
    }

    void integrate(std::uint32_t feature, PointM from, PointM to) {
        Sum& sum = sum_of(feature);
        sum.area += sign_ * ((from.x - sum.origin.x) * (to.y - sum.origin.y) -
                             (to.x - sum.origin.x) * (from.y - sum.origin.y));
    }

    /// Both layers integrate a pair about the same corner of what their boxes share.
    Sum& sum_of(std::uint32_t feature) {
        if (!sums_.empty() && sums_[last_].feature == feature) {
            return sums_[last_];
        }
        const auto [row, is_new] = rows_.emplace(feature, sums_.size());
        last_ = row->second;
        if (is_new) {
            const Box& box = other_.box(feature);
            sums_.push_back(
                {feature, 0, {std::max(box.min_x, box_.min_x), std::max(box.min_y, box_.min_y)}});
        }
        return sums_[last_];
    }

    detail::ChainCutter<push, along> cutter_;
    const CellIndex& other_;
    Box box_;
    double sign_ = 0.5;
    std::vector<Open> open_;
    std::vector<Sum> sums_;
    std::unordered_map<std::uint32_t, std::size_t> rows_;
    std::size_t last_ = 0;
};

}  // namespace

std::vector<Share> area_by_unit(std::span<const Geometry> polygons,
                                std::span<const Geometry> units,
                                const RunContext& context) {
    const std::size_t polygon_blocks = block_count(polygons.size(), polygon_block);
    const std::size_t unit_blocks = block_count(units.size(), unit_block);
    std::vector<std::vector<Share>> blocks(polygon_blocks + unit_blocks);
    {
        const CellIndex cells(units);
        parallel_for(
            context, polygons.size(), polygon_block, [&](std::size_t first, std::size_t last) {
                std::vector<Share>& shares = blocks[first / polygon_block];
                AreaCutter<Push::forth, Along::chain> cutter(cells);
                for (std::size_t i = first; i < last; ++i) {
                    if (polygons[i].shape() == Shape::polygons) {
                        cutter.add(polygons[i]);
                        cutter.finish([&](std::uint32_t unit, double area) {
                            shares.push_back({unit, static_cast<std::uint32_t>(i), area});
                        });
                    }
                }
            });
    }
    const CellIndex cells(polygons);
    parallel_for(context, units.size(), unit_block, [&](std::size_t first, std::size_t last) {
        std::vector<Share>& shares = blocks[polygon_blocks + first / unit_block];
        AreaCutter<Push::back, Along::edge> cutter(cells);
        for (std::size_t i = first; i < last; ++i) {
            if (units[i].shape() == Shape::polygons) {
                cutter.add(units[i]);
                cutter.finish([&](std::uint32_t polygon, double area) {
                    shares.push_back({static_cast<std::uint32_t>(i), polygon, area});
                });
            }
        }
    });
    return detail::gather_shares(blocks, units.size(), least_m2);
}

}  // namespace riskmap::geo
