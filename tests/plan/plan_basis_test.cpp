#include "plan/plan_basis.hpp"

#include <gtest/gtest.h>

namespace riskmap::plan {
namespace {

/// Draws that tell their unit and number.
HazardResult drawn(std::size_t draws) {
    HazardResult result;
    result.risk.draw_count = draws;
    for (int unit = 0; unit < 3; ++unit) {
        for (std::size_t draw = 0; draw < draws; ++draw) {
            result.risk.draws.push_back(static_cast<float>(10'000 * unit) +
                                        static_cast<float>(draw));
        }
    }
    for (std::size_t draw = 0; draw < draws; ++draw) {
        result.risk.level_draws.push_back(1 + static_cast<double>(draw) / 64);
    }
    return result;
}

domain::AdminUnits three_units() {
    domain::AdminUnits units;
    units.code = PerUnit<std::string>(std::vector<std::string>{"A", "B", "C"});
    return units;
}

TEST(PlanBasis, IsTheSameOfTheDrawsThatAreKept) {
    for (const std::size_t draws : {0U, 1U, 200U, 1000U, 1500U, 4000U}) {
        HazardResult whole = drawn(draws);
        HazardResult kept = drawn(draws);
        keep_plan_draws(kept.risk);
        EXPECT_LE(kept.risk.draw_count, most_plan_draws);
        EXPECT_EQ(kept.risk.draws.size(), 3 * kept.risk.draw_count);
        EXPECT_EQ(kept.risk.level_draws.size(), kept.risk.draw_count);
        const PlanBasis before = plan_basis({whole}, three_units(), nullptr);
        const PlanBasis after = plan_basis({kept}, three_units(), nullptr);
        EXPECT_EQ(before.hazards[0].draws, after.hazards[0].draws) << draws;
        EXPECT_EQ(before.hazards[0].rate_ratio, after.hazards[0].rate_ratio) << draws;
    }
}

TEST(PlanBasis, KeepsOneDrawInSoManyOfEachUnit) {
    HazardResult kept = drawn(4000);
    keep_plan_draws(kept.risk);
    ASSERT_EQ(kept.risk.draw_count, 1000U);
    EXPECT_EQ(kept.risk.draws[1], 4);
    EXPECT_EQ(kept.risk.draws[1999], 10'000 + 3996);
    EXPECT_EQ(kept.risk.level_draws[999], 1 + 3996.0 / 64);
}

}  // namespace
}  // namespace riskmap::plan
