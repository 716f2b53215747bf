#include "plan/choice_frontier.hpp"

#include <algorithm>

namespace riskmap::plan {
namespace {

/// Whether `b` lies on or below the line from `a` to `c`.
bool is_under(const FrontierPoint& a, const FrontierPoint& b, const FrontierPoint& c) {
    return (b.gain - a.gain) * (c.cost - a.cost) <= (c.gain - a.gain) * (b.cost - a.cost);
}

}  // namespace

Frontier frontier_of(const ChoiceGroup& group) {
    std::vector<FrontierPoint> all;
    if (!group.required) {
        all.emplace_back();
    }
    for (std::size_t i = 0; i < group.choices.size(); ++i) {
        all.push_back({group.choices[i].gain, group.choices[i].cost, i});
    }
    std::stable_sort(all.begin(), all.end(), [](const FrontierPoint& a, const FrontierPoint& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.gain > b.gain;
    });
    Frontier frontier;
    for (const FrontierPoint& point : all) {
        if (frontier.points.empty() || point.gain > frontier.points.back().gain) {
            frontier.points.push_back(point);
        }
    }
    std::vector<std::size_t>& hull = frontier.hull;
    for (std::size_t i = 0; i < frontier.points.size(); ++i) {
        while (hull.size() > 1 && is_under(frontier.points[hull[hull.size() - 2]],
                                           frontier.points[hull.back()],
                                           frontier.points[i])) {
            hull.pop_back();
        }
        hull.push_back(i);
    }
    return frontier;
}

std::vector<HullStep> hull_steps(const std::vector<Frontier>& frontiers) {
    std::vector<HullStep> steps;
    for (std::size_t group = 0; group < frontiers.size(); ++group) {
        const Frontier& frontier = frontiers[group];
        for (std::size_t k = 1; k < frontier.hull.size(); ++k) {
            const FrontierPoint& from = frontier.points[frontier.hull[k - 1]];
            const FrontierPoint& to = frontier.points[frontier.hull[k]];
            steps.push_back({group, k, to.gain - from.gain, to.cost - from.cost});
        }
    }
    std::stable_sort(steps.begin(), steps.end(), [](const HullStep& a, const HullStep& b) {
        return a.gain * b.cost > b.gain * a.cost;
    });
    return steps;
}

}  // namespace riskmap::plan
