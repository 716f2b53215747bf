#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace riskmap::disclosure {

/// Counts from here on do not point at a person; 1 and 2 do.
inline constexpr std::int64_t smallest_shown = 3;
constexpr bool is_small(std::int64_t count) { return count > 0 && count < smallest_shown; }

/// How much of a count a reader is shown: the number, that it is 1 or 2 ("<3"), or only that
/// something was counted ("…").
enum class Shown { exact, fewer, withheld };

/// One count of a set of tables.
struct CountCell {
    std::size_t from = 0;
    std::size_t to = 0;
    std::int64_t count = 0;
    std::int64_t weight = 1;  ///< how much more its readers would miss it than a cell of a table
    bool printed = true;  ///< false: no table prints it, but its count must not be found out either
};

/// Tables of counts that share totals, drawn as a flow: every case runs through one cell of each
/// table and comes back to where it started, so that at each node what comes in is what goes out. A
/// row and its total are a node with cells in and one out; a table with row and column totals has a
/// node for each row and each column; tables of the same cases stand one after the other and share
/// their grand total. Whatever a reader can work out by adding and subtracting printed counts is a
/// consequence of the balances at the nodes.
class CountFlow {
  public:
    std::size_t add_node() { return nodes_++; }
    /// The row of the new cell. The nodes must be there.
    std::size_t add(const CountCell& cell);

    std::size_t nodes() const { return nodes_; }
    const std::vector<CountCell>& cells() const { return cells_; }
    /// Whether every node takes in what it gives out.
    bool balanced() const;

  private:
    std::size_t nodes_ = 0;
    std::vector<CountCell> cells_;
};

/// What can be worked out of a cell: every whole number from `lower` to `upper`, and no other, fits
/// all that is shown.
struct Bounds {
    std::int64_t lower = 0;
    std::int64_t upper = 0;
};

/// The bounds of a cell for a reader who sees every printed count as `shown` says and knows the
/// rule: zeros are always printed, "<3" is 1 or 2, and "…" is no zero, and at least 3 unless the
/// cell itself is smaller. At most `steps` above and below the true count are looked at. Exact
/// otherwise: the differences of two flows are cycles of steps of one, so that a search for cycles
/// finds every value that fits, and each value found comes with a set of tables that fits. Throws
/// an internal `Error` when the flow is not balanced.
Bounds bounds_of(const CountFlow& flow,
                 const std::vector<Shown>& shown,
                 std::size_t cell,
                 std::int64_t steps = 2);

/// The cells that `shown` gives away, in order: a "<3" that cannot be both 1 and 2, any other cell
/// that is not shown and can be one number only. Empty: safe to publish.
std::vector<std::size_t> given_away(const CountFlow& flow, const std::vector<Shown>& shown);

/// What to show. Counts of 1 and 2 become "<3"; then, for each of them in order, the cheapest cells
/// are withheld that leave it both values: few cells, small ones and light ones before others;
/// zeros stay. There is always such a choice, for a case can be added along the cycle of cells it
/// runs through. Deterministic. Throws an internal `Error` when the flow is not balanced, or should
/// the result give a cell away.
std::vector<Shown> what_to_show(const CountFlow& flow);

}  // namespace riskmap::disclosure
