#include "plan/value_of_information.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace riskmap::plan {

ValueOfInformation value_of_information(std::span<const double> gains, std::size_t options) {
    expects(options > 0 && !gains.empty() && gains.size() % options == 0,
            "value_of_information: the same number of draws per option");
    const std::size_t draws = gains.size() / options;
    ValueOfInformation value;
    value.best.assign(options, 0);
    for (std::size_t option = 0; option < options; ++option) {
        double sum = 0;
        for (std::size_t draw = 0; draw < draws; ++draw) {
            sum += gains[option * draws + draw];
        }
        const double mean = sum / static_cast<double>(draws);
        value.best_now = option == 0 ? mean : std::max(value.best_now, mean);
    }
    for (std::size_t draw = 0; draw < draws; ++draw) {
        std::size_t best = 0;
        for (std::size_t option = 1; option < options; ++option) {
            if (gains[option * draws + draw] > gains[best * draws + draw]) {
                best = option;
            }
        }
        value.with_truth += gains[best * draws + draw] / static_cast<double>(draws);
        value.best[best] += 1 / static_cast<double>(draws);
    }
    value.perfect = std::max(0.0, value.with_truth - value.best_now);
    return value;
}

}  // namespace riskmap::plan
