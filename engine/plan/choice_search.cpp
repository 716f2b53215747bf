#include "plan/choice_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace riskmap::plan {

/// Fills the linear relaxation and takes the marginal gain per money of each purse from it. The
/// bound is the dual at those prices, which holds whatever they are.
void ChoiceSearch::relax() {
    Purses purses = spent(std::vector<std::size_t>(size(), 0));
    price_.assign(problem_.reserved.size(), 0);
    std::vector<bool> closed(problem_.reserved.size(), false);
    double common = 0;  ///< price of the common money
    for (const HullStep& step : steps_) {
        const std::size_t purse = problem_.groups[step.group].purse;
        if (closed[purse]) {
            continue;
        }
        if (purses.takes(purse, step.cost) <= purses.left()) {
            purses.spend(purse, step.cost);
            continue;
        }
        closed[purse] = true;
        price_[purse] = step.gain / step.cost;
        common = std::max(common, price_[purse]);
        purses.spend(purse, purses.room(purse));
    }
    const double reserved =
        std::accumulate(problem_.reserved.begin(), problem_.reserved.end(), 0.0);
    bound_ = common * std::max(0.0, problem_.budget - reserved);
    for (std::size_t purse = 0; purse < price_.size(); ++purse) {
        bound_ += price_[purse] * problem_.reserved[purse];
    }
    for (std::size_t group = 0; group < size(); ++group) {
        double best = -std::numeric_limits<double>::infinity();
        for (const std::size_t row : frontiers_[group].hull) {
            best = std::max(best, reduced(group, point(group, row)));
        }
        bound_ += best;
    }
}

std::vector<std::size_t> ChoiceSearch::greedy() const {
    std::vector<std::size_t> rows(size(), 0);
    std::vector<bool> stopped(size(), false);
    Purses purses = spent(rows);
    for (const HullStep& step : steps_) {
        const std::size_t purse = problem_.groups[step.group].purse;
        if (stopped[step.group] || !purses.fits(purse, step.cost)) {
            stopped[step.group] = true;
            continue;
        }
        purses.spend(purse, step.cost);
        rows[step.group] = frontiers_[step.group].hull[step.to];
    }
    while (upgrade(rows, purses)) {
    }
    return rows;
}

/// Moves the group that gains most by it to a dearer choice that still fits.
bool ChoiceSearch::upgrade(std::vector<std::size_t>& rows, Purses& purses) const {
    double best = 0;
    std::size_t best_group = 0;
    std::size_t best_row = 0;
    for (std::size_t group = 0; group < size(); ++group) {
        const auto& points = frontiers_[group].points;
        const FrontierPoint& now = points[rows[group]];
        for (std::size_t row = points.size() - 1; row > rows[group]; --row) {
            const double more = points[row].gain - now.gain;
            if (more > best &&
                purses.fits(problem_.groups[group].purse, points[row].cost - now.cost)) {
                best = more;
                best_group = group;
                best_row = row;
            }
        }
    }
    if (best <= 0) {
        return false;
    }
    purses.spend(problem_.groups[best_group].purse,
                 point(best_group, best_row).cost - point(best_group, rows[best_group]).cost);
    rows[best_group] = best_row;
    return true;
}

/// The moves of single groups that cost least at the prices of the margin.
std::vector<ChoiceSearch::Move> ChoiceSearch::near_moves(
    const std::vector<std::size_t>& rows) const {
    constexpr std::size_t most_moves = 600;
    std::vector<std::pair<double, Move>> all;
    for (std::size_t group = 0; group < size(); ++group) {
        const auto& points = frontiers_[group].points;
        const FrontierPoint& now = points[rows[group]];
        for (std::size_t row = 0; row < points.size(); ++row) {
            if (row != rows[group]) {
                all.push_back(
                    {reduced(group, now) - reduced(group, points[row]),
                     {group, row, points[row].gain - now.gain, points[row].cost - now.cost}});
            }
        }
    }
    std::stable_sort(
        all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Move> moves;
    for (std::size_t i = 0; i < std::min(all.size(), most_moves); ++i) {
        moves.push_back(all[i].second);
    }
    return moves;
}

/// Pairs of moves in two groups, the best pair first, until none gains; the number of moves looked
/// at and of rounds is limited, so that the effort is about linear in the groups.
void ChoiceSearch::exchange(std::vector<std::size_t>& rows, int most_rounds) const {
    for (int round = 0; round < most_rounds; ++round) {
        const std::vector<Move> moves = near_moves(rows);
        const Purses purses = spent(rows);
        double best = 1e-12 * std::abs(bound_);
        const Move* first = nullptr;
        const Move* second = nullptr;
        for (const Move& a : moves) {
            Purses after = purses;
            after.spend(problem_.groups[a.group].purse, a.cost);
            for (const Move& b : moves) {
                if (b.group != a.group && a.gain + b.gain > best &&
                    after.fits(problem_.groups[b.group].purse, b.cost)) {
                    best = a.gain + b.gain;
                    first = &a;
                    second = &b;
                }
            }
        }
        if (first == nullptr) {
            return;
        }
        rows[first->group] = first->row;
        rows[second->group] = second->row;
    }
}

/// Branch and bound: any picks gain at most the bound less the sum of their losses, a loss being
/// how far a choice stays behind the group's best at the prices. Choices whose own loss exceeds the
/// gap are out at once. True when the search was finished, so that the picks are the best.
bool ChoiceSearch::prove(std::vector<std::size_t>& rows, std::size_t nodes) const {
    Branching state;
    state.best = gain(rows);
    state.best_rows = rows;
    state.rows.assign(size(), 0);
    state.nodes_left = nodes;
    const double gap = std::max(0.0, bound_ - state.best);
    Purses purses(problem_.budget, problem_.reserved);
    for (std::size_t group = 0; group < size(); ++group) {
        OpenGroup open{group, {}};
        const auto& points = frontiers_[group].points;
        double best = -std::numeric_limits<double>::infinity();
        for (const FrontierPoint& at : points) {
            best = std::max(best, reduced(group, at));
        }
        for (std::size_t row = 0; row < points.size(); ++row) {
            const double loss = best - reduced(group, points[row]);
            if (loss <= gap) {
                open.losses.push_back({loss, row});
            }
        }
        std::stable_sort(open.losses.begin(), open.losses.end(), [](const Loss& a, const Loss& b) {
            return a.loss < b.loss;
        });
        if (open.losses.size() == 1) {
            state.rows[group] = open.losses.front().row;
            purses.spend(problem_.groups[group].purse, point(group, state.rows[group]).cost);
        } else {
            state.open.push_back(std::move(open));
        }
    }
    // Groups with the dearest alternatives first: they prune most.
    std::stable_sort(
        state.open.begin(), state.open.end(), [](const OpenGroup& a, const OpenGroup& b) {
            return a.losses[1].loss > b.losses[1].loss;
        });
    constexpr std::size_t deepest = 20'000;  // branch calls itself once per open group
    if (state.open.size() > deepest) {
        return false;
    }
    branch(state, 0, 0, purses);
    rows = state.best_rows;
    return state.nodes_left > 0;
}

void ChoiceSearch::branch(Branching& state,
                          std::size_t depth,
                          double loss,
                          const Purses& purses) const {
    if (state.nodes_left == 0) {
        return;
    }
    --state.nodes_left;
    if (depth == state.open.size()) {
        const double found = gain(state.rows);
        if (found > state.best && !purses.overdrawn()) {
            state.best = found;
            state.best_rows = state.rows;
        }
        return;
    }
    const OpenGroup& open = state.open[depth];
    const std::size_t purse = problem_.groups[open.group].purse;
    for (const Loss& choice : open.losses) {
        if (bound_ - loss - choice.loss <= state.best) {
            return;
        }
        const double cost = point(open.group, choice.row).cost;
        if (!purses.fits(purse, cost)) {
            continue;
        }
        Purses after = purses;
        after.spend(purse, cost);
        state.rows[open.group] = choice.row;
        branch(state, depth + 1, loss + choice.loss, after);
    }
}

}  // namespace riskmap::plan
