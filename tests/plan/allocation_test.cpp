#include "plan/allocation.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"
#include "plan/burden_curve.hpp"
#include "support/scratch.hpp"

namespace riskmap::plan {
namespace {

using hazard::Intervention;
using hazard::Ranged;

Ranged ranged(double low, double best, double high) { return {{best, "test", false}, low, high}; }

Intervention priced(const std::string& id, double effect, double cost, double years = 1) {
    Intervention intervention;
    intervention.id = id;
    intervention.effects["harm"] = ranged(effect / 2, effect, effect * 1.5);
    intervention.unit_cost = ranged(cost, cost, cost);
    intervention.years = ranged(years, years, years);
    return intervention;
}

/// Units with given events per year, the draws scattered around them.
PlanBasis basis_of(const std::vector<double>& events, std::size_t draws = 200) {
    PlanBasis basis;
    EventDraws hazard;
    hazard.hazard_id = "harm";
    hazard.cases = 40;
    hazard.deaths = 10;
    hazard.draws = draws;
    std::vector<std::string> codes;
    for (std::size_t row = 0; row < events.size(); ++row) {
        codes.push_back(std::to_string(100 + row));
        RandomStream random(5, 1, row);
        for (std::size_t draw = 0; draw < draws; ++draw) {
            hazard.rate_ratio.push_back(static_cast<float>(random.gamma(4) / 4));
        }
    }
    basis.code = PerUnit<std::string>(codes);
    hazard.base = PerUnit<double>(events);
    basis.hazards.push_back(std::move(hazard));
    return basis;
}

UnitOffers everywhere(const PlanBasis& basis, std::size_t interventions, double pieces = 1) {
    UnitOffers offers(basis.units());
    for (auto& list : offers) {
        for (std::size_t i = 0; i < interventions; ++i) {
            list.push_back({i, pieces, pieces, std::vector<double>(basis.hazards.size(), 1.0)});
        }
    }
    return offers;
}

AllocationRequest with_budget(double money) {
    AllocationRequest request;
    request.budget = money;
    return request;
}

TEST(AvertedPerEvent, TwoThatPreventHalfEachLeaveAQuarter) {
    const std::vector<Offer> offers{{0, 1, 1, {1}}, {1, 1, 1, {1}}};
    const std::vector<Belief> beliefs{{{0.5}, 1}, {{0.5}, 1}};
    const Bundle both{{{0, 1, 10}, {1, 1, 10}}, 20};
    EXPECT_DOUBLE_EQ(averted_per_event(both, offers, beliefs, 1)[0], 0.75);
}

TEST(AvertedPerEvent, TheLongerOneWorksOnAlone) {
    const std::vector<Offer> offers{{0, 1, 1, {1}}, {1, 1, 1, {1}}};
    const std::vector<Belief> beliefs{{{0.5}, 1}, {{0.5}, 3}};
    const Bundle both{{{0, 1, 10}, {1, 1, 10}}, 20};
    EXPECT_DOUBLE_EQ(averted_per_event(both, offers, beliefs, 1)[0], 0.75 + 2 * 0.5);
}

TEST(AvertedPerEvent, HalfThePiecesReachHalfTheCases) {
    const std::vector<Offer> offers{{0, 100, 100, {0.6}}};
    const std::vector<Belief> beliefs{{{0.5}, 1}};
    EXPECT_DOUBLE_EQ(averted_per_event({{{0, 50, 1}}, 1}, offers, beliefs, 1)[0], 0.15);
    EXPECT_DOUBLE_EQ(averted_per_event({{{0, 125, 1}}, 1}, offers, beliefs, 1)[0], 0.3);
}

TEST(ExpectedBelief, IsTheMeanOfTheDraws) {
    Intervention intervention = priced("a", 0.4, 1, 5);
    intervention.years = ranged(2, 5, 11);
    intervention.completion = ranged(0.6, 0.7, 0.9);
    const Belief expected = expected_belief(intervention, {"harm", "other"});
    double prevented = 0;
    double years = 0;
    constexpr int draws = 40000;
    for (int draw = 0; draw < draws; ++draw) {
        const Belief drawn =
            drawn_belief(intervention, {"harm", "other"}, 3, 0, static_cast<std::size_t>(draw));
        prevented += drawn.prevented[0] / draws;
        years += drawn.years / draws;
        EXPECT_GE(drawn.years, 2);
        EXPECT_LE(drawn.years, 11);
        EXPECT_EQ(drawn.prevented[1], 0);
    }
    EXPECT_NEAR(prevented, expected.prevented[0], 0.002);
    EXPECT_NEAR(years, expected.years, 0.03);
    EXPECT_DOUBLE_EQ(expected.years, 6);
}

TEST(BundlesOf, BuyWholeBatchesInSteps) {
    Intervention lessons = priced("lessons", 0.5, 100);
    lessons.batch = 25;
    lessons.steps = 2;
    const std::vector<Offer> offers{{0, 90, 90, {1}}};
    const auto bundles = bundles_of(offers, {lessons}, {}, {});
    ASSERT_TRUE(bundles.has_value());
    ASSERT_EQ(bundles->size(), 2U);
    EXPECT_EQ((*bundles)[0].purchases[0].pieces, 50);
    EXPECT_EQ((*bundles)[1].purchases[0].pieces, 100);
    EXPECT_EQ((*bundles)[1].cost, 10000);
}

TEST(BundlesOf, ManyFineStepsAreMadeCoarser) {
    std::vector<Intervention> interventions;
    std::vector<Offer> offers;
    for (std::size_t i = 0; i < 6; ++i) {
        interventions.push_back(priced("m" + std::to_string(i), 0.1, 1));
        interventions.back().steps = 10;
        offers.push_back({i, 1000, 1000, {1}});
    }
    EXPECT_LE(bundles_of(offers, interventions, {}, {})->size(), 2048U);
}

TEST(Allocate, FundsTheUnitsWithMostToAvert) {
    const PlanBasis basis = basis_of({0.1, 2, 0.2, 1});
    const Allocation plan = allocate(
        basis, {priced("a", 0.5, 100)}, everywhere(basis, 1), with_budget(200), RunContext{});
    ASSERT_EQ(plan.units.size(), 2U);
    EXPECT_EQ(plan.units[0].unit, UnitIndex(1));
    EXPECT_EQ(plan.units[1].unit, UnitIndex(3));
    EXPECT_EQ(plan.spent, 200);
    EXPECT_TRUE(plan.proven);
    EXPECT_GT(plan.units[0].better_than_next, 0.6);
    EXPECT_LT(plan.averted_interval.lower, plan.averted);
    EXPECT_GT(plan.averted_interval.upper, plan.averted);
    // 10 deaths among 40 cases.
    const double per_case = 10.5 / 40;
    EXPECT_NEAR(
        plan.units[0].averted, basis.hazards[0].mean_events(UnitIndex(1)) * 0.5 * per_case, 1e-12);
}

TEST(Allocate, WishesHold) {
    const PlanBasis basis = basis_of({0.1, 2, 0.2, 1});
    AllocationRequest request = with_budget(200);
    request.must = {{UnitIndex(0), 0}};
    request.forbid = {{UnitIndex(1), 0}};
    const Allocation plan =
        allocate(basis, {priced("a", 0.5, 100)}, everywhere(basis, 1), request, RunContext{});
    ASSERT_EQ(plan.units.size(), 2U);
    EXPECT_EQ(plan.units[0].unit, UnitIndex(3));
    EXPECT_EQ(plan.units[1].unit, UnitIndex(0));
}

TEST(Allocate, WishesThatCannotBeMetAreSaid) {
    const PlanBasis basis = basis_of({0.1, 2});
    AllocationRequest request = with_budget(200);
    request.must = {{UnitIndex(0), 0}};
    UnitOffers offers = everywhere(basis, 1);
    offers[UnitIndex(0)].clear();
    const std::string message = test::error_of(ErrorKind::usage, [&] {
        allocate(basis, {priced("a", 0.5, 100)}, offers, request, RunContext{});
    });
    EXPECT_TRUE(test::contains(message, "100")) << message;
    request.budget = 50;
    test::error_of(ErrorKind::usage, [&] {
        allocate(basis, {priced("a", 0.5, 100)}, everywhere(basis, 1), request, RunContext{});
    });
}

TEST(Allocate, MoneySetAsideReachesTheRemote) {
    const PlanBasis basis = basis_of({0.1, 2, 0.2, 1});
    AllocationRequest request = with_budget(200);
    request.purse = PerUnit<std::size_t>({1, 0, 0, 0});
    request.share = {0, 0.5};
    const Allocation plan =
        allocate(basis, {priced("a", 0.5, 100)}, everywhere(basis, 1), request, RunContext{});
    ASSERT_EQ(plan.units.size(), 2U);
    EXPECT_EQ(plan.units[0].unit, UnitIndex(1));
    EXPECT_EQ(plan.units[1].unit, UnitIndex(0));
}

TEST(Allocate, AveragesGrowWithTheBudgetAndNotWithThreads) {
    std::vector<double> events;
    for (std::size_t row = 0; row < 60; ++row) {
        events.push_back(RandomStream(11, 2, row).gamma(0.8));
    }
    const PlanBasis basis = basis_of(events);
    const std::vector<Intervention> interventions{priced("a", 0.5, 70), priced("b", 0.3, 31, 4)};
    double before = 0;
    for (const double budget : {0.0, 100.0, 400.0, 900.0, 2000.0, 1e5}) {
        const auto plan_with = [&](unsigned threads) {
            RunContext context;
            context.threads = threads;
            return allocate(
                basis, interventions, everywhere(basis, 2), with_budget(budget), context);
        };
        const Allocation one = plan_with(1);
        const Allocation three = plan_with(3);
        EXPECT_EQ(one.averted, three.averted);
        EXPECT_EQ(one.averted_interval.lower, three.averted_interval.lower);
        EXPECT_EQ(one.perfect_information, three.perfect_information);
        EXPECT_GE(one.averted, before);
        EXPECT_LE(one.averted_with_less, one.averted);
        EXPECT_GE(one.averted_with_more, one.averted);
        EXPECT_GE(one.bound, one.averted);
        EXPECT_GE(one.perfect_information, -1e-12);
        before = one.averted;
    }
}

TEST(Allocate, RisksWithoutDoubtLeaveNothingToLearn) {
    PlanBasis basis = basis_of({0.1, 2, 0.2, 1});
    for (float& draw : basis.hazards[0].rate_ratio) {
        draw = 1;
    }
    const Allocation plan = allocate(
        basis, {priced("a", 0.5, 100)}, everywhere(basis, 1), with_budget(200), RunContext{});
    EXPECT_NEAR(plan.perfect_information, 0, 1e-12);
    EXPECT_EQ(plan.units[0].better_than_next, 1);
    EXPECT_EQ(plan.units[0].funded_in_draws, 1);
}

TEST(BurdenCurve, ReachesEverythingInOrder) {
    const auto curve =
        burden_curve(PerUnit<double>({1, std::nan(""), 3}), PerUnit<double>({5, 5, 7}));
    ASSERT_EQ(curve.size(), 2U);
    EXPECT_EQ(curve[0].unit, UnitIndex(2));
    EXPECT_DOUBLE_EQ(curve[0].covered, 0.75);
    EXPECT_DOUBLE_EQ(curve[1].covered, 1);
    EXPECT_DOUBLE_EQ(curve[1].cost_so_far, 12);
    EXPECT_TRUE(
        burden_curve(PerUnit<double>({0.0, 0.0, 0.0}), PerUnit<double>({1.0, 1.0, 1.0})).empty());
}

TEST(BurdenCurve, CountsPlacesFromOneHoweverSmallTheBurden) {
    const auto curve = burden_curve(PerUnit<double>({0.1, 0.3, 0.2}), PerUnit<double>(3, 1));
    ASSERT_EQ(curve.size(), 3U);
    for (std::size_t i = 0; i < curve.size(); ++i) {
        EXPECT_EQ(curve[i].place, static_cast<int>(i + 1));
    }
    EXPECT_DOUBLE_EQ(curve[0].covered, 0.5);
}

TEST(BurdenCurve, EqualBurdensStandInTheOrderOfUnits) {
    const auto curve =
        burden_curve(PerUnit<double>({0.1, 0.2, 0.1, 0.2}), PerUnit<double>({1.0, 2.0, 3.0, 4.0}));
    ASSERT_EQ(curve.size(), 4U);
    const std::size_t order[] = {1, 3, 0, 2};
    const double paid[] = {2, 6, 7, 10};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(curve[i].unit, UnitIndex(order[i]));
        EXPECT_EQ(curve[i].place, static_cast<int>(i + 1));
        EXPECT_EQ(curve[i].cost_so_far, paid[i]);
    }
    EXPECT_NEAR(curve[1].covered, 2.0 / 3, 1e-12);
}

}  // namespace
}  // namespace riskmap::plan
