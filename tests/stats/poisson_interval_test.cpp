#include "stats/poisson_interval.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace riskmap::stats {
namespace {

TEST(PoissonInterval, MatchesGarwoodsTable) {
    EXPECT_NEAR(poisson_interval(0).upper, 3.68887945411394, 1e-12);
    EXPECT_NEAR(poisson_interval(1).lower, 0.0253178079842899, 1e-13);
    EXPECT_NEAR(poisson_interval(1).upper, 5.57164339093890, 1e-12);
    EXPECT_NEAR(poisson_interval(2).lower, 0.242209278543951, 1e-12);
}

TEST(PoissonInterval, LowerBoundOfNoCasesIsZero) { EXPECT_EQ(poisson_interval(0).lower, 0); }

TEST(PoissonInterval, EachBoundLeavesItsTailOfTheCounts) {
    for (const std::int64_t count : {1, 7, 40, 1000}) {
        const PoissonInterval interval = poisson_interval(count, 0.9);
        EXPECT_NEAR(poisson_upper_tail(count, interval.lower), 0.05, 1e-11);
        EXPECT_NEAR(poisson_cdf(count, interval.upper), 0.05, 1e-11);
    }
}

TEST(PoissonInterval, MassOutsideZeroAndOneIsRefused) {
    EXPECT_THROW(poisson_interval(3, 1), Error);
    EXPECT_THROW(poisson_interval(-1), Error);
}

}  // namespace
}  // namespace riskmap::stats
