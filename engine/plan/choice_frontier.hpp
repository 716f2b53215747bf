#pragma once

#include <optional>
#include <vector>

#include "plan/choice.hpp"

namespace riskmap::plan {

/// A choice that no other choice of its group beats in both cost and gain. `index` is none for
/// taking nothing.
struct FrontierPoint {
    double gain = 0;
    double cost = 0;
    std::optional<std::size_t> index;
};

/// The undominated choices of a group by rising cost (and gain), and which of them lie on the upper
/// concave hull. Never empty unless a required group has no choices.
struct Frontier {
    std::vector<FrontierPoint> points;
    std::vector<std::size_t> hull;  ///< rows of `points`, the first is 0
};

Frontier frontier_of(const ChoiceGroup& group);

/// A step from one hull point of a group to the next.
struct HullStep {
    std::size_t group = 0;
    std::size_t to = 0;  ///< row of `Frontier::hull` that the step leads to
    double gain = 0;
    double cost = 0;
};

/// All steps, those that gain most per cost first; ties by group, then along the hull.
std::vector<HullStep> hull_steps(const std::vector<Frontier>& frontiers);

}  // namespace riskmap::plan
