#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace riskmap::plan {

/// Something a group can take: what it gains and what it costs, both finite and the cost not
/// negative.
struct Choice {
    double gain = 0;
    double cost = 0;
};

/// At most one of its choices is taken; exactly one when `required`.
struct ChoiceGroup {
    std::vector<Choice> choices;
    std::size_t purse = 0;  ///< row of `ChoiceProblem::reserved`
    bool required = false;
};

/// A multiple-choice knapsack with money set aside: of the budget, `reserved[p]` may only be spent
/// in the groups of purse p, so that the sum over purses of max(spent, reserved) stays within the
/// budget. One purse with nothing reserved is the plain problem.
struct ChoiceProblem {
    std::vector<ChoiceGroup> groups;
    double budget = 0;
    std::vector<double> reserved{0};
};

/// One choice per group; none where the group takes nothing.
using Picks = std::vector<std::optional<std::size_t>>;

struct ChoiceSolution {
    Picks picks;
    double gain = 0;
    double cost = 0;
    double bound = 0;     ///< no feasible picks gain more
    bool proven = false;  ///< the picks are the best there are; then `bound` is `gain`
};

struct ChoiceEffort {
    std::size_t search_nodes = 400'000;  ///< of the branch and bound; a count, so that results do
                                         ///< not depend on the speed of the machine
    int exchanges = 40;                  ///< rounds of exchanges between two groups
};

/// The best choices within the budget: greedy along the concave hulls (the linear relaxation of
/// Sinha and Zoltners 1979, whose value is `bound`), exchanges between pairs of groups, then branch
/// and bound on the Lagrangian losses, which proves small problems and closes most large ones to a
/// sliver. `start`, when given and feasible, is never undercut. Ties go to the lower group, then to
/// the cheaper choice. None when the required groups alone cost more than the budget allows.
std::optional<ChoiceSolution> choose(const ChoiceProblem&,
                                     const ChoiceEffort& effort = {},
                                     const Picks* start = nullptr);

/// Whether picks keep to the budget and the reserves, with a slack of 1e-9 of the budget.
bool is_within_budget(const ChoiceProblem&, const Picks&);

}  // namespace riskmap::plan
