#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace riskmap {

/// Row number of one table. Indices of different tables do not convert into each other.
template <class Tag>
class Index {
  public:
    constexpr Index() = default;
    constexpr explicit Index(std::size_t row) : row_(static_cast<std::uint32_t>(row)) {}

    constexpr std::size_t row() const { return row_; }
    constexpr auto operator<=>(const Index&) const = default;

  private:
    std::uint32_t row_ = 0;
};

using UnitIndex = Index<struct UnitTag>;        ///< row of `domain::AdminUnits`
using FeatureIndex = Index<struct FeatureTag>;  ///< row of one `domain::Layer`

/// A column that only an `Index` of its own table can address.
template <class IndexType, class T>
class Column {
  public:
    Column() = default;
    explicit Column(std::size_t rows, const T& value = T()) : values_(rows, value) {}
    explicit Column(std::vector<T> values) : values_(std::move(values)) {}

    typename std::vector<T>::reference operator[](IndexType index) { return values_[index.row()]; }
    typename std::vector<T>::const_reference operator[](IndexType index) const {
        return values_[index.row()];
    }
    std::size_t size() const { return values_.size(); }
    bool empty() const { return values_.empty(); }
    auto begin() { return values_.begin(); }
    auto end() { return values_.end(); }
    auto begin() const { return values_.begin(); }
    auto end() const { return values_.end(); }
    const std::vector<T>& values() const { return values_; }
    bool operator==(const Column&) const = default;

  private:
    std::vector<T> values_;
};

template <class T>
using PerUnit = Column<UnitIndex, T>;

}  // namespace riskmap
