#include "core/graph.hpp"

#include <algorithm>
#include <limits>

#include "core/error.hpp"

namespace riskmap {

Graph::Graph(std::size_t size, std::span<const Edge> edges) {
    std::vector<Edge> both;
    both.reserve(2 * edges.size());
    for (const auto& [a, b] : edges) {
        expects(a != b && a < size && b < size,
                "Graph: edges join two different rows of the table");
        both.emplace_back(a, b);
        both.emplace_back(b, a);
    }
    std::sort(both.begin(), both.end());
    both.erase(std::unique(both.begin(), both.end()), both.end());

    starts_.assign(size + 1, 0);
    neighbours_.reserve(both.size());
    for (const auto& [a, b] : both) {
        ++starts_[a + 1];
        neighbours_.push_back(b);
    }
    for (std::size_t row = 0; row < size; ++row) {
        starts_[row + 1] += starts_[row];
    }
}

std::span<const std::uint32_t> Graph::neighbours(std::size_t row) const {
    return std::span(neighbours_).subspan(starts_[row], starts_[row + 1] - starts_[row]);
}

std::vector<std::uint32_t> Graph::components() const {
    constexpr auto unseen = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> component(size(), unseen);
    std::vector<std::uint32_t> stack;
    std::uint32_t next = 0;
    for (std::size_t row = 0; row < size(); ++row) {
        if (component[row] != unseen) {
            continue;
        }
        component[row] = next;
        stack.assign(1, static_cast<std::uint32_t>(row));
        while (!stack.empty()) {
            const std::uint32_t here = stack.back();
            stack.pop_back();
            for (const std::uint32_t there : neighbours(here)) {
                if (component[there] == unseen) {
                    component[there] = next;
                    stack.push_back(there);
                }
            }
        }
        ++next;
    }
    return component;
}

}  // namespace riskmap
