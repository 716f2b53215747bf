#include "publish/annex/small_counts.hpp"

#include <limits>
#include <optional>
#include <utility>

namespace riskmap::publish {
namespace {

using Cell = std::pair<std::size_t, std::size_t>;

bool is_small(std::int64_t count) { return count > 0 && count < smallest_shown; }

/// The cell to hide so that a line hides two: the smallest shown, zeros only when nothing else is
/// left. None when the line hides no cell, several, or has no other.
std::optional<Cell> partner(const std::vector<std::vector<std::int64_t>>& counts,
                            const std::vector<std::vector<bool>>& hidden,
                            const std::vector<Cell>& line) {
    std::size_t already = 0;
    std::optional<Cell> best;
    const auto weight = [&](const Cell& cell) {
        const std::int64_t count = counts[cell.first][cell.second];
        return count == 0 ? std::numeric_limits<std::int64_t>::max() : count;
    };
    for (const Cell& cell : line) {
        if (hidden[cell.first][cell.second]) {
            ++already;
        } else if (!best || weight(cell) < weight(*best)) {
            best = cell;
        }
    }
    return already == 1 ? best : std::nullopt;
}

}  // namespace

std::vector<std::vector<bool>> hidden_cells(const std::vector<std::vector<std::int64_t>>& counts) {
    std::vector<std::vector<bool>> hidden;
    std::vector<std::vector<Cell>> lines;
    for (std::size_t row = 0; row < counts.size(); ++row) {
        std::vector<bool>& flags = hidden.emplace_back();
        std::vector<Cell>& line = lines.emplace_back();
        for (std::size_t column = 0; column < counts[row].size(); ++column) {
            flags.push_back(is_small(counts[row][column]));
            line.emplace_back(row, column);
        }
    }
    const std::size_t columns = counts.empty() ? 0 : counts.front().size();
    for (std::size_t column = 0; column < columns; ++column) {
        std::vector<Cell>& line = lines.emplace_back();
        for (std::size_t row = 0; row < counts.size(); ++row) {
            line.emplace_back(row, column);
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (const std::vector<Cell>& line : lines) {
            if (const auto cell = partner(counts, hidden, line)) {
                hidden[cell->first][cell->second] = true;
                changed = true;
            }
        }
    }
    return hidden;
}

AnnexCell shown_count(std::int64_t count, bool hidden) {
    if (is_small(count)) {
        return std::string("<3");
    }
    return hidden ? AnnexCell(std::string("…")) : AnnexCell(count);
}

}  // namespace riskmap::publish
