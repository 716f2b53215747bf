#include "plan/plan_basis.hpp"

#include <cmath>
#include <limits>

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

PerUnit<double> column(const std::vector<double>& numbers) { return PerUnit<double>(numbers); }

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

TEST(PlanBasis, AnAgeBandPartlyAskedForCountsInProportion) {
    PlanBasis basis;
    basis.bands = {{0, 5}, {5, 15}};
    basis.children = {column({100, std::nan("")}), column({60, 30})};
    EXPECT_DOUBLE_EQ(basis.children_of(UnitIndex(0), {0, 15}), 160);
    EXPECT_DOUBLE_EQ(basis.children_of(UnitIndex(0), {3, 10}), 100 * 2.0 / 5 + 60 * 5.0 / 10);
    EXPECT_DOUBLE_EQ(basis.children_of(UnitIndex(0), {6, 8}), 60 * 2.0 / 10);
    EXPECT_EQ(basis.children_of(UnitIndex(0), {15, 18}), 0);
    EXPECT_DOUBLE_EQ(basis.children_of(UnitIndex(1), {0, 15}), 30);
}

TEST(PlanBasis, EventsAreTheBaseTimesTheRatioOfTheDraw) {
    EventDraws hazard;
    hazard.base = column({2, std::nan(""), 3});
    hazard.draws = 2;
    hazard.rate_ratio = {0.5F, 2, 1, 1, 4, std::numeric_limits<float>::infinity()};
    EXPECT_EQ(hazard.events(UnitIndex(0), 0), 1);
    EXPECT_EQ(hazard.events(UnitIndex(0), 1), 4);
    EXPECT_EQ(hazard.mean_events(UnitIndex(0)), 2.5);
    EXPECT_EQ(hazard.mean_events(UnitIndex(1)), 0);
    EXPECT_EQ(hazard.mean_events(UnitIndex(2)), 6);
    hazard.draws = 0;
    EXPECT_EQ(hazard.mean_events(UnitIndex(0)), 0);
}

TEST(PlanBasis, TakesTheExpectedCasesOfAYearAndTheDrawsTimesTheirLevel) {
    HazardResult result = drawn(2);
    result.spec.id = "falls";
    result.spec.incidents.ages = {0, 16};
    result.shown.total = {12, disclosure::Shown::exact};
    result.shown.deaths = {0, disclosure::Shown::fewer};
    result.cases.years = 4;
    result.cases.expected = column({2, 6, 1});
    domain::Population people;
    people.bands = {{0, 16}};
    people.people = {column({10, 20, 30})};
    domain::AdminUnits units = three_units();
    units.vintage = "2020";
    const PlanBasis basis = plan_basis({result}, units, &people);
    EXPECT_EQ(basis.vintage, "2020");
    EXPECT_EQ(basis.units(), 3u);
    EXPECT_EQ(basis.children_of(UnitIndex(2), {0, 16}), 30);
    const EventDraws& hazard = basis.hazards.at(0);
    EXPECT_EQ(hazard.hazard_id, "falls");
    EXPECT_EQ(hazard.ages, (domain::AgeBand{0, 16}));
    EXPECT_EQ(hazard.cases, 12);
    EXPECT_EQ(hazard.deaths, 1);  // stands for one or two
    EXPECT_EQ(hazard.years, 4);
    EXPECT_EQ(hazard.base[UnitIndex(1)], 1.5);
    constexpr float level = 1 + 1.0F / 64;
    EXPECT_EQ(hazard.rate_ratio,
              (std::vector<float>{0, level, 10'000, 10'001 * level, 20'000, 20'001 * level}));
    result.risk.level_draws.clear();
    EXPECT_EQ(plan_basis({result}, units, nullptr).hazards[0].rate_ratio[3], 10'001);
    result.cases.years = 0;
    EXPECT_TRUE(std::isnan(plan_basis({result}, units, nullptr).hazards[0].base[UnitIndex(0)]));
}

TEST(PlanBasis, StudiesOfAYearOrLessHaveTheirRates) {
    for (const double years : {0.5, 1.0}) {
        HazardResult result = drawn(1);
        result.cases.years = years;
        result.cases.expected = column({2, 6, 1});
        const PlanBasis basis = plan_basis({result}, three_units(), nullptr);
        EXPECT_EQ(basis.hazards[0].base[UnitIndex(1)], 6 / years);
    }
}

}  // namespace
}  // namespace riskmap::plan
