#include "geo/locate.hpp"

#include "core/parallel.hpp"
#include "geo/detail/cell_index.hpp"

namespace riskmap::geo {

struct UnitLocator::Impl {
    explicit Impl(std::span<const Geometry> all) : units(all.begin(), all.end()), cells(units) {
        for (const Geometry& unit : units) {
            box.add(unit.box());
        }
    }

    std::vector<Geometry> units;  ///< the cells look at them
    detail::CellIndex cells;
    Box box;
};

UnitLocator::UnitLocator(std::span<const Geometry> units) : impl_(std::make_unique<Impl>(units)) {}
UnitLocator::~UnitLocator() = default;
UnitLocator::UnitLocator(UnitLocator&&) noexcept = default;
UnitLocator& UnitLocator::operator=(UnitLocator&&) noexcept = default;

const Box& UnitLocator::box() const { return impl_->box; }

std::optional<std::uint32_t> UnitLocator::locate(PointM point) const {
    std::optional<std::uint32_t> found;
    impl_->cells.holders(point, [&](std::uint32_t unit) {
        found = unit;
        return false;
    });
    return found;
}

std::vector<std::uint32_t> UnitLocator::locate_all(PointM point) const {
    std::vector<std::uint32_t> found;
    impl_->cells.holders(point, [&](std::uint32_t unit) {
        found.push_back(unit);
        return true;
    });
    return found;
}

std::vector<std::optional<std::uint32_t>> UnitLocator::locate_each(
    std::span<const PointM> points, const RunContext& context) const {
    std::vector<std::optional<std::uint32_t>> found(points.size());
    parallel_for(context, points.size(), 16384, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            found[i] = locate(points[i]);
        }
    });
    return found;
}

}  // namespace riskmap::geo
