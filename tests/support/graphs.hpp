#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Dense>

#include "core/graph.hpp"
#include "core/random.hpp"

namespace riskmap::test {

/// `rows` x `columns` squares that share sides.
inline Graph lattice(std::uint32_t rows, std::uint32_t columns) {
    std::vector<Graph::Edge> edges;
    for (std::uint32_t row = 0; row < rows; ++row) {
        for (std::uint32_t column = 0; column < columns; ++column) {
            const std::uint32_t here = row * columns + column;
            if (column + 1 < columns) {
                edges.emplace_back(here, here + 1);
            }
            if (row + 1 < rows) {
                edges.emplace_back(here, here + columns);
            }
        }
    }
    return Graph(std::size_t{rows} * columns, edges);
}

/// A graph with random edges, some rows left alone.
inline Graph random_graph(std::size_t size, std::size_t edges, std::uint64_t seed) {
    RandomStream random(seed, 0, 0);
    std::vector<Graph::Edge> list;
    for (std::size_t i = 0; i < edges; ++i) {
        const std::uint32_t a = random.below(static_cast<std::uint32_t>(size));
        const std::uint32_t b = random.below(static_cast<std::uint32_t>(size));
        if (a != b) {
            list.emplace_back(a, b);
        }
    }
    return Graph(size, list);
}

/// Dense symmetric matrix from a diagonal and one value per edge (i < j ascending).
inline Eigen::MatrixXd dense(const Graph& graph,
                             const std::vector<double>& diagonal,
                             const std::vector<double>& edges) {
    const auto n = static_cast<Eigen::Index>(graph.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
    std::size_t edge = 0;
    for (std::size_t row = 0; row < graph.size(); ++row) {
        const auto i = static_cast<Eigen::Index>(row);
        matrix(i, i) = diagonal[row];
        for (const std::uint32_t other : graph.neighbours(row)) {
            if (other > row) {
                const auto j = static_cast<Eigen::Index>(other);
                matrix(i, j) = matrix(j, i) = edges[edge++];
            }
        }
    }
    return matrix;
}

}  // namespace riskmap::test
