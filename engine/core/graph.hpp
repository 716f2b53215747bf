#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace riskmap {

/// Undirected graph over rows 0..size-1 without loops or double edges; neighbours in ascending
/// order.
class Graph {
  public:
    using Edge = std::pair<std::uint32_t, std::uint32_t>;

    Graph() = default;
    /// Edges in any order and direction, repeated or not; a loop or a row past `size` is an
    /// internal `Error`.
    Graph(std::size_t size, std::span<const Edge> edges);

    std::size_t size() const { return starts_.empty() ? 0 : starts_.size() - 1; }
    std::size_t edge_count() const { return neighbours_.size() / 2; }
    std::span<const std::uint32_t> neighbours(std::size_t row) const;
    /// Component number of each row, numbered by the lowest row in them.
    std::vector<std::uint32_t> components() const;

  private:
    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> neighbours_;
};

}  // namespace riskmap
