#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "plan/allocation.hpp"

namespace riskmap::plan {
namespace {

using hazard::Intervention;
using hazard::Ranged;

/// Halves the cases for a year, for sure.
Intervention halving(double cost) {
    Intervention made;
    made.effects["harm"] = {{0.5, "", false}, {}, {}};
    made.unit_cost = Ranged{{cost, "", false}, {}, {}};
    return made;
}

/// Units of one case a year, with these ratios in their draws.
PlanBasis basis_of(const std::vector<std::vector<float>>& ratios) {
    PlanBasis basis;
    std::vector<std::string> codes;
    EventDraws hazard;
    hazard.hazard_id = "harm";
    hazard.cases = 40;
    hazard.deaths = 10;
    hazard.draws = ratios.at(0).size();
    hazard.base = PerUnit<double>(ratios.size(), 1);
    for (const std::vector<float>& unit : ratios) {
        codes.push_back(std::to_string(codes.size()));
        hazard.rate_ratio.insert(hazard.rate_ratio.end(), unit.begin(), unit.end());
    }
    basis.code = PerUnit<std::string>(codes);
    basis.hazards = {hazard};
    return basis;
}

/// One piece in every unit.
UnitOffers one_piece(const PlanBasis& basis) {
    return UnitOffers(basis.units(),
                      {Offer{0, 1, 1, std::vector<double>(basis.hazards.size(), 1)}});
}

AllocationRequest request(double budget, Outcome outcome = Outcome::cases) {
    AllocationRequest made;
    made.budget = budget;
    made.outcome = outcome;
    return made;
}

Allocation allocated(const PlanBasis& basis, const AllocationRequest& asked, double cost = 100) {
    return allocate(basis, {halving(cost)}, one_piece(basis), asked, RunContext{});
}

TEST(AllocateByHand, OfSureRisksAndEffectsTheIntervalIsTheNumber) {
    const std::vector<float> twos(50, 2);
    const std::vector<float> ones(50, 1);
    const Allocation plan = allocated(basis_of({ones, twos}), request(200));
    ASSERT_EQ(plan.units.size(), 2u);
    EXPECT_EQ(plan.units[0].unit, UnitIndex(1));
    EXPECT_DOUBLE_EQ(plan.units[0].averted, 1);
    EXPECT_DOUBLE_EQ(plan.units[0].averted_interval.lower, 1);
    EXPECT_DOUBLE_EQ(plan.units[0].averted_interval.upper, 1);
    EXPECT_DOUBLE_EQ(plan.units[1].averted_interval.lower, 0.5);
    EXPECT_DOUBLE_EQ(plan.units[1].averted_interval.upper, 0.5);
    EXPECT_DOUBLE_EQ(plan.averted, 1.5);
    EXPECT_DOUBLE_EQ(plan.averted_interval.lower, 1.5);
    EXPECT_DOUBLE_EQ(plan.averted_interval.upper, 1.5);
    EXPECT_EQ(plan.spent, 200);
}

TEST(AllocateByHand, DeathsPerCaseAreDrawnToo) {
    const Allocation plan =
        allocated(basis_of({std::vector<float>(4000, 1)}), request(100, Outcome::deaths));
    EXPECT_DOUBLE_EQ(plan.averted, 0.5 * 10.5 / 40);
    // 5 and 95 % of a gamma distribution of shape 10.5: half of chi squared of 21 degrees.
    EXPECT_NEAR(plan.averted_interval.lower, 0.5 * 11.591 / 2 / 40, 0.002);
    EXPECT_NEAR(plan.averted_interval.upper, 0.5 * 32.671 / 2 / 40, 0.004);
}

TEST(AllocateByHand, WithoutCasesThereAreNoDeathsToAvert) {
    PlanBasis basis = basis_of({std::vector<float>(10, 1)});
    basis.hazards[0].cases = 0;
    const Allocation plan = allocated(basis, request(100, Outcome::deaths));
    EXPECT_TRUE(plan.units.empty());
    EXPECT_EQ(plan.averted, 0);
    EXPECT_EQ(plan.averted_interval.upper, 0);
    EXPECT_EQ(deaths_per_case(basis.hazards[0]), 0);
    basis.hazards[0].cases = 1;
    basis.hazards[0].deaths = 1;
    EXPECT_EQ(deaths_per_case(basis.hazards[0]), 1.5);
}

TEST(AllocateByHand, HazardsAddUp) {
    PlanBasis basis = basis_of({std::vector<float>(20, 1)});
    EventDraws other = basis.hazards[0];
    other.hazard_id = "other";
    other.draws = 10;
    other.rate_ratio.assign(10, 6);
    basis.hazards.push_back(other);
    Intervention both = halving(100);
    both.effects["other"] = {{0.25, "", false}, {}, {}};
    const Allocation plan = allocate(basis, {both}, one_piece(basis), request(100), RunContext{});
    EXPECT_DOUBLE_EQ(plan.averted, 0.5 + 6 * 0.25);
    EXPECT_DOUBLE_EQ(plan.averted_interval.lower, 2);
    EXPECT_DOUBLE_EQ(plan.averted_interval.upper, 2);
}

TEST(AllocateByHand, KnowingTheTruthWouldFundTheOtherHalfOfTheTime) {
    std::vector<float> first;
    std::vector<float> second;
    for (int draw = 0; draw < 400; ++draw) {
        first.push_back(draw < 200 ? 4 : 0);
        second.push_back(draw < 200 ? 0 : 3);
    }
    const Allocation plan = allocated(basis_of({second, first}), request(100));
    ASSERT_EQ(plan.units.size(), 1u);
    EXPECT_EQ(plan.units[0].unit, UnitIndex(1));
    EXPECT_DOUBLE_EQ(plan.averted, 1);
    EXPECT_NEAR(plan.perfect_information, 0.5 * (4 + 3) / 2 - 1, 1e-12);
    EXPECT_DOUBLE_EQ(plan.units[0].funded_in_draws, 0.5);
    EXPECT_TRUE(std::isnan(plan.units[0].better_than_next));
}

TEST(AllocateByHand, KnowingTheTruthOfFewDrawsIsOfEachOfThem) {
    // Three draws of ten; what is known is counted in deaths.
    std::vector<float> first(10, 1);
    std::vector<float> second(10, 0.5F);
    for (const std::size_t draw : {2U, 5U, 9U}) {
        second[draw] = 3;
    }
    const PlanBasis basis = basis_of({first, second});
    const Allocation plan = allocated(basis, request(100));
    ASSERT_EQ(plan.units.size(), 1u);
    EXPECT_EQ(plan.units[0].unit, UnitIndex(1));  // 1.25 on average
    EXPECT_DOUBLE_EQ(plan.units[0].funded_in_draws, 0.3);
    EXPECT_NEAR(plan.perfect_information, 0.5 * (0.7 + 0.3 * 3 - 1.25), 1e-7);
    const Allocation deaths = allocated(basis, request(100, Outcome::deaths));
    EXPECT_NEAR(deaths.perfect_information, plan.perfect_information * 10.5 / 40, 1e-7);
}

TEST(AllocateByHand, OfSureRisksThereIsNothingMoreToKnow) {
    const PlanBasis basis = basis_of({std::vector<float>(30, 1), std::vector<float>(30, 1)});
    Intervention small = halving(50);
    small.effects["harm"] = {{0.1, "", false}, {}, {}};
    const UnitOffers offers(2, {Offer{0, 1, 1, {1}}, Offer{1, 1, 1, {1}}});
    const Allocation plan =
        allocate(basis, {halving(100), small}, offers, request(100), RunContext{});
    EXPECT_DOUBLE_EQ(plan.averted, 0.5);
    EXPECT_NEAR(plan.perfect_information, 0, 1e-12);
}

TEST(AllocateByHand, AHazardWithoutCasesAddsNoDeaths) {
    PlanBasis basis = basis_of({std::vector<float>(500, 1)});
    AllocationRequest asked = request(100, Outcome::deaths);
    const Allocation alone = allocated(basis, asked);
    EventDraws never = basis.hazards[0];
    never.hazard_id = "never";
    never.cases = 0;
    basis.hazards.push_back(never);
    Intervention both = halving(100);
    both.effects["never"] = {{0.25, "", false}, {}, {}};
    const Allocation plan = allocate(basis, {both}, one_piece(basis), asked, RunContext{});
    EXPECT_EQ(plan.averted_interval.lower, alone.averted_interval.lower);
    EXPECT_EQ(plan.averted_interval.upper, alone.averted_interval.upper);
}

TEST(AllocateByHand, EqualUnitsStandInTheirOrder) {
    const Allocation plan = allocated(basis_of({{2}, {2}, {2}, {2}}), request(400));
    ASSERT_EQ(plan.units.size(), 4u);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(plan.units[i].unit, UnitIndex(i));
    }
}

TEST(AllocateByHand, ComparesNeighboursOfTheListDrawByDraw) {
    // A piece costs more in the second unit, so that the comparison is per money.
    const PlanBasis basis = basis_of({{3, 3, 3, 1}, {4, 4, 7, 4}, {1, 1, 1, 1}});
    UnitOffers offers = one_piece(basis);
    offers[UnitIndex(1)] = {Offer{1, 1, 1, {1}}};
    const Allocation plan =
        allocate(basis, {halving(100), halving(200)}, offers, request(400), RunContext{});
    ASSERT_EQ(plan.units.size(), 3u);
    EXPECT_EQ(plan.units[0].unit, UnitIndex(0));
    EXPECT_EQ(plan.units[1].unit, UnitIndex(1));
    EXPECT_EQ(plan.units[2].unit, UnitIndex(2));
    EXPECT_DOUBLE_EQ(plan.units[0].better_than_next, 0.5);
    EXPECT_DOUBLE_EQ(plan.units[1].better_than_next, 1);
    EXPECT_TRUE(std::isnan(plan.units[2].better_than_next));
}

TEST(AllocateByHand, ATenthMoreAndATenthLess) {
    const PlanBasis basis = basis_of({{3}, {2}, {1}});
    const Allocation even = allocated(basis, request(200));
    EXPECT_DOUBLE_EQ(even.averted, 2.5);
    EXPECT_DOUBLE_EQ(even.averted_with_less, 1.5);
    EXPECT_DOUBLE_EQ(even.averted_with_more, 2.5);
    EXPECT_DOUBLE_EQ(allocated(basis, request(275)).averted_with_more, 3);
    EXPECT_DOUBLE_EQ(allocated(basis, request(230)).averted_with_less, 2.5);
    // A tenth less would not pay for what has to be.
    AllocationRequest asked = request(100);
    asked.must = {{UnitIndex(2), 0}};
    EXPECT_DOUBLE_EQ(allocated(basis, asked).averted, 0.5);
    EXPECT_DOUBLE_EQ(allocated(basis, asked).averted_with_less, 0);
}

TEST(AllocateByHand, ReservedMoneyGrowsWithTheBudget) {
    const PlanBasis basis = basis_of({{3}, {2}, {1}});
    AllocationRequest asked = request(200);
    asked.purse = PerUnit<std::size_t>({0, 0, 1});
    asked.share = {0, 0.5};
    EXPECT_DOUBLE_EQ(allocated(basis, asked).averted, 2);
    // Of 180 half is reserved: the rest is too little for a piece elsewhere.
    EXPECT_DOUBLE_EQ(allocated(basis, asked).averted_with_less, 0.5);
    EXPECT_DOUBLE_EQ(allocated(basis, asked).averted_with_more, 2);
}

TEST(AllocateByHand, WithoutDrawsThereIsNoDoubtToTell) {
    const PlanBasis basis = basis_of({{}, {}});
    const Allocation plan = allocated(basis, request(100));
    EXPECT_TRUE(plan.units.empty());
    EXPECT_EQ(plan.perfect_information, 0);
}

}  // namespace
}  // namespace riskmap::plan
