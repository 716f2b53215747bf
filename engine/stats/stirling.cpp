#include "stats/stirling.hpp"

#include <array>
#include <cstddef>

namespace riskmap::stats {

double stirling_rest(double k) {
    constexpr std::array<double, 10> of_few{0.08106146679532726,
                                            0.04134069595540929,
                                            0.02767792568499834,
                                            0.02079067210376509,
                                            0.01664469118982119,
                                            0.01387612882307075,
                                            0.01189670994589177,
                                            0.01041126526197209,
                                            0.009255462182712733,
                                            0.008330563433362871};
    if (k < static_cast<double>(of_few.size())) {
        return of_few[static_cast<std::size_t>(k)];
    }
    const double square = (k + 1) * (k + 1);
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
}

}  // namespace riskmap::stats
