#pragma once

#include <cstddef>
#include <vector>

namespace riskmap::plan {

/// Sites chosen so that together they reach the most demand.
struct Cover {
    std::vector<std::size_t> sites;  ///< ascending
    double covered = 0;
    bool proven = false;  ///< no other `count` sites reach more
};

/// Maximal covering (Church and ReVelle 1974): `count` of the sites that reach the most demand,
/// each demand counted once. `reaches[site]` lists rows of `demand`. Greedy first, then branch and
/// bound for `search_nodes` nodes; the bound of a node adds the largest remaining gains. Ties go to
/// the lower sites. All sites when there are no more than `count`.
Cover cover_most(const std::vector<double>& demand,
                 const std::vector<std::vector<std::size_t>>& reaches,
                 std::size_t count,
                 std::size_t search_nodes = 200'000);

}  // namespace riskmap::plan
