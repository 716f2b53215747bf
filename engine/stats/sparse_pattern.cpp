#include <algorithm>
#include <limits>

#include <Eigen/OrderingMethods>
#include <Eigen/SparseCore>

#include "stats/sparse_cholesky.hpp"

namespace riskmap::stats {
namespace {

constexpr auto none = std::numeric_limits<std::uint32_t>::max();
/// Neighbouring blocks join up to this many columns whatever it costs in zeros: tiny dense
/// operations are dearer than the zeros.
constexpr std::size_t joined_columns = 12;
constexpr double tolerated_zeros = 0.15;

std::vector<std::uint32_t> minimum_degree_order(const Graph& graph) {
    const auto n = static_cast<Eigen::Index>(graph.size());
    std::vector<Eigen::Triplet<double>> entries;
    for (std::size_t row = 0; row < graph.size(); ++row) {
        entries.emplace_back(static_cast<int>(row), static_cast<int>(row), 1.0);
        for (const std::uint32_t other : graph.neighbours(row)) {
            entries.emplace_back(static_cast<int>(row), static_cast<int>(other), 1.0);
        }
    }
    Eigen::SparseMatrix<double> matrix(n, n);
    matrix.setFromTriplets(entries.begin(), entries.end());
    Eigen::AMDOrdering<int>::PermutationType permutation;
    Eigen::AMDOrdering<int>()(matrix, permutation);
    std::vector<std::uint32_t> order(graph.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = static_cast<std::uint32_t>(permutation.indices()[static_cast<Eigen::Index>(i)]);
    }
    return order;
}

std::vector<std::uint32_t> inverse_of(const std::vector<std::uint32_t>& order) {
    std::vector<std::uint32_t> position(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        position[order[i]] = static_cast<std::uint32_t>(i);
    }
    return position;
}

/// Elimination tree by path compression (Liu 1990).
std::vector<std::uint32_t> elimination_tree(const Graph& graph,
                                            const std::vector<std::uint32_t>& order,
                                            const std::vector<std::uint32_t>& position) {
    std::vector<std::uint32_t> parent(order.size(), none);
    std::vector<std::uint32_t> ancestor(order.size(), none);
    for (std::uint32_t column = 0; column < order.size(); ++column) {
        for (const std::uint32_t row : graph.neighbours(order[column])) {
            std::uint32_t at = position[row];
            while (at != none && at < column) {
                const std::uint32_t next = ancestor[at];
                ancestor[at] = column;
                if (next == none) {
                    parent[at] = column;
                }
                at = next;
            }
        }
    }
    return parent;
}

/// Order of elimination in which each subtree is contiguous, children first.
std::vector<std::uint32_t> postorder(const std::vector<std::uint32_t>& parent) {
    std::vector<std::uint32_t> first_child(parent.size(), none);
    std::vector<std::uint32_t> next_sibling(parent.size(), none);
    std::vector<std::uint32_t> stack;
    for (std::size_t i = parent.size(); i-- > 0;) {
        const auto node = static_cast<std::uint32_t>(i);
        if (parent[node] != none) {
            next_sibling[node] = first_child[parent[node]];
            first_child[parent[node]] = node;
        } else {
            stack.push_back(node);
        }
    }
    std::vector<std::uint32_t> result;
    result.reserve(parent.size());
    while (!stack.empty()) {
        const std::uint32_t node = stack.back();
        const std::uint32_t child = first_child[node];
        if (child != none) {
            first_child[node] = next_sibling[child];
            stack.push_back(child);
        } else {
            stack.pop_back();
            result.push_back(node);
        }
    }
    return result;
}

/// Positions below the diagonal of each column of the factor.
std::vector<std::vector<std::uint32_t>> column_rows(const Graph& graph,
                                                    const std::vector<std::uint32_t>& order,
                                                    const std::vector<std::uint32_t>& position,
                                                    const std::vector<std::uint32_t>& parent) {
    std::vector<std::vector<std::uint32_t>> rows(order.size());
    std::vector<std::vector<std::uint32_t>> children(order.size());
    std::vector<std::uint32_t> seen(order.size(), none);
    for (std::uint32_t column = 0; column < order.size(); ++column) {
        std::vector<std::uint32_t>& mine = rows[column];
        seen[column] = column;
        const auto take = [&](std::uint32_t row) {
            if (row > column && seen[row] != column) {
                seen[row] = column;
                mine.push_back(row);
            }
        };
        for (const std::uint32_t row : graph.neighbours(order[column])) {
            take(position[row]);
        }
        for (const std::uint32_t child : children[column]) {
            std::for_each(rows[child].begin(), rows[child].end(), take);
        }
        std::sort(mine.begin(), mine.end());
        if (parent[column] != none) {
            children[parent[column]].push_back(column);
        }
    }
    return rows;
}

struct Draft {
    std::uint32_t first;
    std::uint32_t last;
    std::size_t below;
    std::size_t zeros;  ///< stored though no elimination fills them
};

/// Columns of equal structure, then neighbours joined where few zeros come in.
std::vector<Draft> group_columns(const std::vector<std::vector<std::uint32_t>>& rows,
                                 const std::vector<std::uint32_t>& parent) {
    std::vector<Draft> blocks;
    for (std::uint32_t column = 0; column < rows.size(); ++column) {
        Draft block{column, column + 1, rows[column].size(), 0};
        while (!blocks.empty()) {
            const Draft& before = blocks.back();
            if (parent[before.last - 1] == none || parent[before.last - 1] >= block.last) {
                break;
            }
            const std::size_t left = before.last - before.first;
            const std::size_t right = block.last - block.first;
            const std::size_t added = left * (right + block.below - before.below);
            const std::size_t zeros = before.zeros + block.zeros + added;
            const std::size_t whole = (left + right) * (left + right + block.below);
            const bool few =
                static_cast<double>(zeros) < tolerated_zeros * static_cast<double>(whole);
            if (added > 0 && left + right > joined_columns && !few) {
                break;
            }
            block.first = before.first;
            block.zeros = zeros;
            blocks.pop_back();
        }
        blocks.push_back(block);
    }
    return blocks;
}

}  // namespace

SparsePattern::SparsePattern(const Graph& graph) : edge_count_(graph.edge_count()) {
    std::vector<std::uint32_t> order = minimum_degree_order(graph);
    position_ = inverse_of(order);
    {
        const std::vector<std::uint32_t> again =
            postorder(elimination_tree(graph, order, position_));
        std::vector<std::uint32_t> reordered(order.size());
        for (std::size_t i = 0; i < again.size(); ++i) {
            reordered[i] = order[again[i]];
        }
        order = std::move(reordered);
        position_ = inverse_of(order);
    }
    const std::vector<std::uint32_t> parent = elimination_tree(graph, order, position_);
    const auto structure = column_rows(graph, order, position_, parent);
    const std::vector<Draft> drafts = group_columns(structure, parent);

    std::vector<std::size_t> block_of(order.size());
    for (const Draft& draft : drafts) {
        Block block;
        block.first = draft.first;
        block.last = draft.last;
        block.rows_begin = rows_.size();
        const auto& below = structure[draft.last - 1];
        rows_.insert(rows_.end(), below.begin(), below.end());
        block.rows_end = rows_.size();
        block.panel_begin = panel_size_;
        block.square_begin = square_size_;
        panel_size_ += block.height() * block.columns();
        square_size_ += block.height() * block.height();
        largest_front_ = std::max(largest_front_, block.height());
        std::fill(block_of.begin() + draft.first, block_of.begin() + draft.last, blocks_.size());
        blocks_.push_back(block);
    }
    const auto place_in = [this](const Block& block, std::uint32_t position) {
        if (position < block.last) {
            return position - block.first;
        }
        const auto below = rows(block);
        const auto found = std::lower_bound(below.begin(), below.end(), position);
        return static_cast<std::uint32_t>(block.columns() +
                                          static_cast<std::size_t>(found - below.begin()));
    };
    in_parent_.resize(rows_.size());
    for (Block& block : blocks_) {
        block.parent = block.below() == 0 ? blocks_.size() : block_of[rows_[block.rows_begin]];
        for (std::size_t i = block.rows_begin; i < block.rows_end; ++i) {
            in_parent_[i] = place_in(blocks_[block.parent], rows_[i]);
        }
    }

    std::vector<std::vector<Entry>> entries(blocks_.size());
    std::size_t edge = 0;
    for (std::size_t row = 0; row < graph.size(); ++row) {
        for (const std::uint32_t other : graph.neighbours(row)) {
            if (other < row) {
                continue;
            }
            const std::uint32_t low = std::min(position_[row], position_[other]);
            const std::uint32_t high = std::max(position_[row], position_[other]);
            const Block& block = blocks_[block_of[low]];
            entries[block_of[low]].push_back({place_in(block, high), low - block.first, edge++});
        }
    }
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        blocks_[i].entries_begin = entries_.size();
        entries_.insert(entries_.end(), entries[i].begin(), entries[i].end());
        blocks_[i].entries_end = entries_.size();
    }
}

}  // namespace riskmap::stats
