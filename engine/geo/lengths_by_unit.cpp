#include <algorithm>
#include <cmath>

#include "core/parallel.hpp"
#include "geo/detail/chain_cutter.hpp"
#include "geo/detail/share_list.hpp"
#include "geo/measure.hpp"

namespace riskmap::geo {
namespace {

using detail::CellIndex;

constexpr std::size_t block_size = 512;
/// Touching in a point leaves lengths of this order, rounding included.
constexpr double least_m = 1e-6;

/// Lengths of one feature after the other.
class LengthCutter {
  public:
    explicit LengthCutter(const CellIndex& units) : cutter_(units) {}

    void add(const Geometry& chains, std::uint32_t feature, std::vector<Share>& shares) {
        const std::size_t before = shares.size();
        for (std::size_t part = 0; part < chains.part_count(); ++part) {
            const std::span<const PointM> chain = chains.part(part);
            cutter_.start(chain[0]);
            for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
                if (chain[k] == chain[k + 1]) {
                    continue;
                }
                const CellIndex::Code code = cutter_.cut(chain[k], chain[k + 1]);
                const double dx = chain[k + 1].x - chain[k].x;
                const double dy = chain[k + 1].y - chain[k].y;
                const double length = std::sqrt(dx * dx + dy * dy);
                if (code == CellIndex::list_bit) {
                    split(length);
                } else {
                    credit(code, length);
                }
            }
        }
        for (const auto& [unit, length] : lengths_) {
            shares.push_back({unit, feature, length});
        }
        std::sort(shares.begin() + static_cast<std::ptrdiff_t>(before),
                  shares.end(),
                  [](const Share& one, const Share& other) { return one.unit < other.unit; });
        lengths_.clear();
        last_ = 0;
    }

  private:
    struct Event {
        double t = 0;
        std::uint32_t unit = 0;
        enum { cross, lie_down, get_up } kind = cross;
    };

    void credit(std::uint32_t unit, double length) {
        if (unit == CellIndex::outside) {
            return;
        }
        if (last_ >= lengths_.size() || lengths_[last_].first != unit) {
            last_ = 0;
            while (last_ < lengths_.size() && lengths_[last_].first != unit) {
                ++last_;
            }
            if (last_ == lengths_.size()) {
                lengths_.emplace_back(unit, 0.0);
            }
        }
        lengths_[last_].second += length;
    }

    /// The lowest unit that holds a stretch or has a border along it.
    std::uint32_t owner() const {
        std::uint32_t lowest = inside_.empty() ? CellIndex::outside : inside_.front();
        for (const std::uint32_t unit : along_) {
            lowest = std::min(lowest, unit);
        }
        return lowest;
    }

    void split(double length) {
        inside_ = cutter_.holders();
        along_.clear();
        events_.clear();
        for (const auto& crossing : cutter_.crossings()) {
            events_.push_back({crossing.t, crossing.feature, Event::cross});
        }
        for (const auto& overlap : cutter_.overlaps()) {
            events_.push_back({overlap.from, overlap.feature, Event::lie_down});
            events_.push_back({overlap.to, overlap.feature, Event::get_up});
        }
        if (!cutter_.overlaps().empty()) {
            std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) {
                return a.t < b.t;
            });
        }
        double done = 0;
        for (const Event& event : events_) {
            if (event.t > done) {
                credit(owner(), (event.t - done) * length);
                done = event.t;
            }
            if (event.kind == Event::cross) {
                Cutter::toggle(inside_, event.unit);
            } else if (event.kind == Event::lie_down) {
                along_.push_back(event.unit);
            } else {
                along_.erase(std::find(along_.begin(), along_.end(), event.unit));
            }
        }
        credit(owner(), (1 - done) * length);
    }

    using Cutter = detail::ChainCutter<detail::Push::forth, detail::Along::chain>;
    Cutter cutter_;
    std::vector<std::uint32_t> inside_;
    std::vector<std::uint32_t> along_;
    std::vector<Event> events_;
    std::vector<std::pair<std::uint32_t, double>> lengths_;  ///< of the feature at hand, by unit
    std::size_t last_ = 0;
};

std::vector<Share> lengths(std::span<const Geometry> features,
                           Shape shape,
                           std::span<const Geometry> units,
                           const RunContext& context) {
    const CellIndex cells(units);
    std::vector<std::vector<Share>> blocks(block_count(features.size(), block_size));
    parallel_for(context, features.size(), block_size, [&](std::size_t first, std::size_t last) {
        LengthCutter cutter(cells);
        for (std::size_t i = first; i < last; ++i) {
            if (features[i].shape() == shape) {
                cutter.add(features[i], static_cast<std::uint32_t>(i), blocks[first / block_size]);
            }
        }
    });
    return detail::gather_shares(blocks, units.size(), least_m);
}

}  // namespace

std::vector<Share> length_by_unit(std::span<const Geometry> lines,
                                  std::span<const Geometry> units,
                                  const RunContext& context) {
    return lengths(lines, Shape::lines, units, context);
}

std::vector<Share> shoreline_by_unit(std::span<const Geometry> polygons,
                                     std::span<const Geometry> units,
                                     const RunContext& context) {
    return lengths(polygons, Shape::polygons, units, context);
}

}  // namespace riskmap::geo
