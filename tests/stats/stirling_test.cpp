#include "stats/stirling.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "stats/distributions.hpp"

namespace riskmap::stats {
namespace {

TEST(StirlingRest, IsWhatTheFormulaLacksOfAFactorial) {
    for (const double k : {0.0, 1.0, 2.0, 5.0, 8.0, 9.0, 10.0, 11.0, 12.0, 20.0, 40.0, 150.0}) {
        const double formula = (k + 0.5) * std::log(k + 1) - (k + 1) + 0.5 * std::log(2 * M_PI);
        EXPECT_NEAR(stirling_rest(k), log_gamma(k + 1) - formula, k < 10 ? 1e-14 : 1e-10) << k;
    }
    // The first term alone of many.
    EXPECT_NEAR(stirling_rest(1e9 - 1) * 1e9, 1.0 / 12, 1e-12);
}

}  // namespace
}  // namespace riskmap::stats
