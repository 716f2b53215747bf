#include "exposure/junctions.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "exposure/line_graph.hpp"

namespace riskmap::exposure {

std::vector<geo::PointM> junctions(std::span<const geo::Geometry> lines,
                                   const geo::NearestIndex& index,
                                   double tolerance_m) {
    const LineGraph graph = line_graph(lines, index, tolerance_m);
    // Both directions of every branch between different nodes, each once.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ways;
    for (const LinePath& path : graph.paths) {
        for (std::size_t i = 1; i < path.steps.size(); ++i) {
            ways.emplace_back(path.steps[i - 1].node, path.steps[i].node);
            ways.emplace_back(path.steps[i].node, path.steps[i - 1].node);
        }
    }
    std::sort(ways.begin(), ways.end());
    ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
    std::vector<std::uint32_t> degree(graph.nodes.size(), 0);
    for (const auto& [from, to] : ways) {
        ++degree[from];
    }
    std::vector<geo::PointM> found;
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        if (degree[node] >= 3) {
            found.push_back(graph.nodes[node]);
        }
    }
    return found;
}

}  // namespace riskmap::exposure
