#pragma once

#include <cstddef>
#include <vector>

#include "core/error.hpp"
#include "plan/choice.hpp"
#include "plan/choice_frontier.hpp"
#include "plan/purses.hpp"

namespace riskmap::plan {

/// A problem with its frontiers; picks are rows of the frontiers.
class ChoiceSearch {
  public:
    explicit ChoiceSearch(const ChoiceProblem& problem) : problem_(problem) {
        for (const ChoiceGroup& group : problem.groups) {
            expects(group.purse < problem.reserved.size(), "choose: a purse of the problem");
            expects(!group.required || !group.choices.empty(), "choose: a required group can take");
            frontiers_.push_back(frontier_of(group));
        }
        steps_ = hull_steps(frontiers_);
        relax();
    }

    bool feasible() const { return !spent(std::vector<std::size_t>(size(), 0)).overdrawn(); }
    double bound() const { return bound_; }
    std::size_t size() const { return frontiers_.size(); }
    std::size_t points(std::size_t group) const { return frontiers_[group].points.size(); }
    const FrontierPoint& point(std::size_t group, std::size_t row) const {
        return frontiers_[group].points[row];
    }
    double gain(const std::vector<std::size_t>& rows) const {
        double sum = 0;
        for (std::size_t group = 0; group < rows.size(); ++group) {
            sum += point(group, rows[group]).gain;
        }
        return sum;
    }

    std::vector<std::size_t> greedy() const;
    void exchange(std::vector<std::size_t>& rows, int most_rounds) const;
    bool prove(std::vector<std::size_t>& rows, std::size_t nodes) const;

  private:
    /// Another choice for one group.
    struct Move {
        std::size_t group = 0;
        std::size_t row = 0;
        double gain = 0;
        double cost = 0;
    };
    struct Loss {
        double loss = 0;
        std::size_t row = 0;
    };
    struct OpenGroup {
        std::size_t group = 0;
        std::vector<Loss> losses;
    };
    struct Branching {
        std::vector<OpenGroup> open;
        std::vector<std::size_t> rows;
        double best = 0;
        std::vector<std::size_t> best_rows;
        std::size_t nodes_left = 0;
    };

    Purses spent(const std::vector<std::size_t>& rows) const {
        Purses purses(problem_.budget, problem_.reserved);
        for (std::size_t group = 0; group < rows.size(); ++group) {
            purses.spend(problem_.groups[group].purse, point(group, rows[group]).cost);
        }
        return purses;
    }
    void relax();
    double reduced(std::size_t group, const FrontierPoint& at) const {
        return at.gain - price_[problem_.groups[group].purse] * at.cost;
    }
    std::vector<Move> near_moves(const std::vector<std::size_t>& rows) const;
    bool upgrade(std::vector<std::size_t>& rows, Purses& purses) const;
    void branch(Branching& state, std::size_t depth, double loss, const Purses& purses) const;

    const ChoiceProblem& problem_;
    std::vector<Frontier> frontiers_;
    std::vector<HullStep> steps_;
    std::vector<double> price_;  ///< gain per money at the margin of each purse
    double bound_ = 0;           ///< value of the Lagrangian dual at `price_`
};

}  // namespace riskmap::plan
