#include "plan/choice.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "plan/choice_search.hpp"

namespace riskmap::plan {
namespace {

/// The frontier choices that are at least as good as given picks and no dearer.
std::vector<std::size_t> rows_of(const ChoiceSearch& search,
                                 const ChoiceProblem& problem,
                                 const Picks& picks) {
    expects(picks.size() == search.size(), "choose: one pick per group");
    std::vector<std::size_t> rows(search.size(), 0);
    for (std::size_t group = 0; group < rows.size(); ++group) {
        const double cost = picks[group] ? problem.groups[group].choices.at(*picks[group]).cost : 0;
        while (rows[group] + 1 < search.points(group) &&
               search.point(group, rows[group] + 1).cost <= cost) {
            ++rows[group];
        }
    }
    return rows;
}

Picks picks_of(const ChoiceSearch& search, const std::vector<std::size_t>& rows) {
    Picks picks;
    for (std::size_t group = 0; group < rows.size(); ++group) {
        picks.push_back(search.point(group, rows[group]).index);
    }
    return picks;
}

}  // namespace

bool is_within_budget(const ChoiceProblem& problem, const Picks& picks) {
    expects(picks.size() == problem.groups.size(), "is_within_budget: one pick per group");
    Purses purses(problem.budget, problem.reserved);
    for (std::size_t group = 0; group < picks.size(); ++group) {
        if (picks[group]) {
            purses.spend(problem.groups[group].purse,
                         problem.groups[group].choices.at(*picks[group]).cost);
        }
    }
    return !purses.overdrawn();
}

std::optional<ChoiceSolution> choose(const ChoiceProblem& problem,
                                     const ChoiceEffort& effort,
                                     const Picks* start) {
    const ChoiceSearch search(problem);
    if (!search.feasible()) {
        return std::nullopt;
    }
    std::vector<std::size_t> rows = search.greedy();
    search.exchange(rows, effort.exchanges);
    if (start != nullptr && is_within_budget(problem, *start)) {
        const std::vector<std::size_t> given = rows_of(search, problem, *start);
        if (search.gain(given) > search.gain(rows)) {
            rows = given;
        }
    }
    ChoiceSolution solution;
    solution.proven = search.prove(rows, effort.search_nodes);
    solution.picks = picks_of(search, rows);
    solution.gain = search.gain(rows);
    for (std::size_t group = 0; group < rows.size(); ++group) {
        solution.cost += search.point(group, rows[group]).cost;
    }
    solution.bound = solution.proven ? solution.gain : std::max(solution.gain, search.bound());
    return solution;
}

}  // namespace riskmap::plan
