#include "intake/split_units.hpp"

#include "core/error.hpp"

namespace riskmap::intake {

PlanShare SplitUnits::take(const std::vector<PlanShare>& parts, const std::string& cause) {
    expects(!parts.empty(), "SplitUnits::take: a unit has at least one part");
    if (parts.size() == 1) {
        return parts.front();
    }
    std::vector<std::pair<std::size_t, double>> split;
    for (const PlanShare& part : parts) {
        split.emplace_back(part.unit.row(), part.share);
    }
    Turn& turn = turns_[{split, cause}];
    turn.given.resize(parts.size(), 0);
    turn.rows += 1;
    std::size_t next = 0;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const double short_by = turn.rows * parts[i].share - turn.given[i];
        if (short_by > turn.rows * parts[next].share - turn.given[next]) {
            next = i;
        }
    }
    turn.given[next] += 1;
    return parts[next];
}

}  // namespace riskmap::intake
