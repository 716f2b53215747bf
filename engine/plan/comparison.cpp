#include "plan/comparison.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/ranking.hpp"

namespace riskmap::plan {

const char* to_word(Movement movement) {
    switch (movement) {
        case Movement::more:
            return "more";
        case Movement::fewer:
            return "fewer";
        case Movement::cannot_tell:
            return "cannot_tell";
    }
    throw Error(ErrorKind::internal, "to_word: a movement");
}

std::vector<UnitChange> compare_events(const EventDraws& before,
                                       const EventDraws& after,
                                       const std::vector<std::pair<UnitIndex, UnitIndex>>& pairs,
                                       double certainty) {
    const std::size_t draws = std::min(before.draws, after.draws);
    std::vector<UnitChange> changes;
    for (const auto& [a, b] : pairs) {
        UnitChange change;
        change.before = a;
        change.after = b;
        change.events_before = before.mean_events(a);
        change.events_after = after.mean_events(b);
        if (draws == 0 || !(change.events_before > 0) || !(change.events_after > 0)) {
            continue;
        }
        std::vector<double> ratios;
        std::size_t up = 0;
        std::size_t same = 0;
        for (std::size_t draw = 0; draw < draws; ++draw) {
            const double from = before.events(a, draw);
            const double to = after.events(b, draw);
            ratios.push_back(to / from);
            up += to > from ? 1 : 0;
            same += to == from ? 1 : 0;
        }
        const double half = 0.5 * static_cast<double>(same);
        change.probability_more = (static_cast<double>(up) + half) / static_cast<double>(draws);
        change.ratio = stats::quantile_of(ratios, 0.5);
        change.ratio_interval = {stats::quantile_of(ratios, 0.05),
                                 stats::quantile_of(ratios, 0.95)};
        if (change.probability_more >= certainty) {
            change.movement = Movement::more;
        } else if (change.probability_more <= 1 - certainty) {
            change.movement = Movement::fewer;
        }
        changes.push_back(change);
    }
    return changes;
}

}  // namespace riskmap::plan
