#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/run_context.hpp"
#include "geo/geometry.hpp"

namespace riskmap::geo {

/// Finds the unit that holds a point. A point on a shared border, or where units overlap, belongs
/// to the unit with the lowest row (units are sorted by code); a border point is inside. Safe to
/// share between threads after building.
class UnitLocator {
  public:
    explicit UnitLocator(std::span<const Geometry> units);
    ~UnitLocator();
    UnitLocator(UnitLocator&&) noexcept;
    UnitLocator& operator=(UnitLocator&&) noexcept;

    /// Around all units.
    const Box& box() const;
    std::optional<std::uint32_t> locate(PointM point) const;
    /// Every unit that holds the point, ascending.
    std::vector<std::uint32_t> locate_all(PointM point) const;
    /// `locate` of each point, in the order of the points.
    std::vector<std::optional<std::uint32_t>> locate_each(std::span<const PointM> points,
                                                          const RunContext& context) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// `UnitLocator::locate` of each point, in the order of the points, without building a locator: the
/// way to ask once. Each edge of a unit passes once by the few points at its height.
std::vector<std::optional<std::uint32_t>> locate_points(std::span<const PointM> points,
                                                        std::span<const Geometry> units,
                                                        const RunContext& context);

}  // namespace riskmap::geo
