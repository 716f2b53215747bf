#include "plan/burden_curve.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace riskmap::plan {

std::vector<BurdenStep> burden_curve(const PerUnit<double>& burden, const PerUnit<double>& cost) {
    expects(burden.size() == cost.size(), "burden_curve: a cost per unit");
    std::vector<BurdenStep> curve;
    double all = 0;
    for (std::size_t row = 0; row < burden.size(); ++row) {
        const UnitIndex unit(row);
        if (std::isfinite(burden[unit])) {
            curve.push_back({unit, 0, burden[unit], 0, cost[unit], 0});
            all += burden[unit];
        }
    }
    if (!(all > 0)) {
        return {};
    }
    std::stable_sort(curve.begin(), curve.end(), [](const BurdenStep& a, const BurdenStep& b) {
        return a.burden > b.burden;
    });
    double reached = 0;
    double paid = 0;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        reached += curve[i].burden;
        paid += curve[i].cost;
        curve[i].place = static_cast<int>(i) + 1;
        curve[i].covered = std::min(1.0, reached / all);
        curve[i].cost_so_far = paid;
    }
    return curve;
}

}  // namespace riskmap::plan
