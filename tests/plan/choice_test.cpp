#include "plan/choice.hpp"

#include <chrono>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "plan/choice_frontier.hpp"

namespace riskmap::plan {
namespace {

/// Invented groups: subsets of `packages` packages whose effects multiply, prices whole.
ChoiceProblem invented(std::uint64_t seed, std::size_t groups, std::size_t packages) {
    ChoiceProblem problem;
    double all = 0;
    for (std::size_t g = 0; g < groups; ++g) {
        RandomStream random(seed, 1, g);
        const double events = random.gamma(0.7) * 0.3;
        std::vector<double> effect;
        std::vector<double> price;
        for (std::size_t p = 0; p < packages; ++p) {
            effect.push_back(0.05 + 0.6 * random.uniform());
            price.push_back(1 + static_cast<double>(random.below(40)));
        }
        ChoiceGroup group;
        for (std::uint32_t set = 1; set < (1U << packages); ++set) {
            double left = 1;
            Choice choice;
            for (std::size_t p = 0; p < packages; ++p) {
                if ((set >> p & 1U) != 0) {
                    left *= 1 - effect[p];
                    choice.cost += price[p];
                }
            }
            choice.gain = events * (1 - left);
            group.choices.push_back(choice);
        }
        all += group.choices.back().cost;
        problem.groups.push_back(std::move(group));
    }
    problem.budget = std::floor(all * 0.15);
    return problem;
}

/// The best by trying everything.
double by_brute_force(const ChoiceProblem& problem) {
    double best = -1;
    Picks picks(problem.groups.size());
    const std::function<void(std::size_t, double)> fill = [&](std::size_t group, double gain) {
        if (group == problem.groups.size()) {
            if (gain > best && is_within_budget(problem, picks)) {
                best = gain;
            }
            return;
        }
        if (!problem.groups[group].required) {
            picks[group].reset();
            fill(group + 1, gain);
        }
        for (std::size_t i = 0; i < problem.groups[group].choices.size(); ++i) {
            picks[group] = i;
            fill(group + 1, gain + problem.groups[group].choices[i].gain);
        }
        picks[group].reset();
    };
    fill(0, 0);
    return best;
}

double gain_of(const ChoiceProblem& problem, const Picks& picks) {
    double gain = 0;
    for (std::size_t g = 0; g < picks.size(); ++g) {
        gain += picks[g] ? problem.groups[g].choices[*picks[g]].gain : 0;
    }
    return gain;
}

TEST(Choose, EqualsBruteForceOnSmallCases) {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        SCOPED_TRACE(seed);
        ChoiceProblem problem = invented(seed, 2 + seed % 4, 1 + seed % 3);
        RandomStream random(seed, 2, 0);
        problem.budget = std::floor(problem.budget * (0.2 + 4 * random.uniform()));
        if (seed % 3 == 0) {
            problem.reserved = {0, std::floor(problem.budget * 0.4)};
            for (std::size_t g = 0; g < problem.groups.size(); ++g) {
                problem.groups[g].purse = g % 2;
            }
        }
        if (seed % 5 == 0) {
            problem.groups[0].required = true;
        }
        const double best = by_brute_force(problem);
        const auto solution = choose(problem);
        ASSERT_EQ(solution.has_value(), best >= 0);
        if (!solution) {
            continue;
        }
        EXPECT_TRUE(solution->proven);
        EXPECT_NEAR(solution->gain, best, 1e-12);
        EXPECT_EQ(solution->bound, solution->gain);
        EXPECT_TRUE(is_within_budget(problem, solution->picks));
        EXPECT_NEAR(gain_of(problem, solution->picks), solution->gain, 1e-12);
    }
}

TEST(Choose, BoundHoldsWithoutAnySearch) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        SCOPED_TRACE(seed);
        ChoiceProblem problem = invented(seed, 5, 2);
        if (seed % 2 == 0) {
            problem.reserved = {std::floor(problem.budget * 0.2), std::floor(problem.budget * 0.5)};
            for (std::size_t g = 0; g < problem.groups.size(); ++g) {
                problem.groups[g].purse = g / 3;
            }
        }
        const auto solution = choose(problem, ChoiceEffort{0, 40});
        ASSERT_TRUE(solution.has_value());
        EXPECT_FALSE(solution->proven);
        EXPECT_GE(solution->bound * (1 + 1e-9), by_brute_force(problem));
        EXPECT_GE(solution->bound, solution->gain);
    }
}

TEST(Choose, FindsTheKnownBestOfAKnapsack) {
    // A published-style case: sixteen projects, budget 90, where the order of efficiency stops at
    // 1.0708 and the best is 1.158 with projects 11, 14, 15 and 16.
    const double gains[] = {0.1917,
                            0.0572,
                            0.2022,
                            0.0246,
                            0.1267,
                            0.1159,
                            0.1652,
                            0.0747,
                            0.0464,
                            0.076,
                            0.2926,
                            0.0319,
                            0.0555,
                            0.1857,
                            0.2694,
                            0.4103};
    const double costs[] = {41, 25, 29, 33, 16, 36, 37, 49, 19, 25, 36, 38, 12, 5, 40, 6};
    ChoiceProblem problem;
    for (std::size_t i = 0; i < 16; ++i) {
        problem.groups.push_back({{{gains[i], costs[i]}}, 0, false});
    }
    problem.budget = 90;
    const auto solution = choose(problem);
    ASSERT_TRUE(solution.has_value());
    EXPECT_NEAR(solution->gain, 1.158, 1e-12);
    EXPECT_EQ(solution->cost, 87);
    EXPECT_TRUE(solution->proven);
    for (std::size_t i = 0; i < 16; ++i) {
        EXPECT_EQ(solution->picks[i].has_value(), i == 10 || i == 13 || i == 14 || i == 15) << i;
    }
}

TEST(Choose, GrowsWithTheBudgetWhenStartedFromTheSmaller) {
    ChoiceProblem problem = invented(9, 300, 4);
    const double full = problem.budget;
    double before = 0;
    Picks start(problem.groups.size());
    for (int step = 1; step <= 12; ++step) {
        problem.budget = full * step / 10;
        const auto solution = choose(problem, ChoiceEffort{2000, 40}, &start);
        ASSERT_TRUE(solution.has_value());
        EXPECT_GE(solution->gain, before);
        before = solution->gain;
        start = solution->picks;
    }
}

TEST(Choose, ReservedMoneyIsNotSpentElsewhere) {
    ChoiceProblem problem;
    problem.groups = {{{{10, 60}}, 0, false}, {{{1, 40}}, 1, false}};
    problem.budget = 90;
    problem.reserved = {0, 40};
    const auto solution = choose(problem);
    ASSERT_TRUE(solution.has_value());
    EXPECT_FALSE(solution->picks[0].has_value());
    EXPECT_TRUE(solution->picks[1].has_value());
}

TEST(Choose, SaysNoWhenWhatIsRequiredCostsTooMuch) {
    ChoiceProblem problem;
    problem.groups = {{{{1, 60}, {2, 80}}, 0, true}, {{{1, 40}}, 0, true}};
    problem.budget = 99;
    EXPECT_FALSE(choose(problem).has_value());
    problem.budget = 100;
    EXPECT_EQ(choose(problem)->cost, 100);
}

TEST(Choose, TakesNothingFromNothing) {
    const auto solution = choose(ChoiceProblem{});
    ASSERT_TRUE(solution.has_value());
    EXPECT_EQ(solution->gain, 0);
    EXPECT_TRUE(solution->proven);
}

TEST(Choose, TwinsGoToTheLowerGroup) {
    ChoiceProblem problem;
    problem.groups.assign(5, {{{1, 10}}, 0, false});
    problem.budget = 20;
    const auto solution = choose(problem);
    ASSERT_TRUE(solution.has_value());
    EXPECT_EQ(solution->picks, (Picks{0, 0, std::nullopt, std::nullopt, std::nullopt}));
}

TEST(Choose, ACountryOfCommunesClosesToASliver) {
    const ChoiceProblem problem = invented(4, 3321, 5);
    const auto start = std::chrono::steady_clock::now();
    const auto solution = choose(problem);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    ASSERT_TRUE(solution.has_value());
    EXPECT_LT(solution->bound / solution->gain - 1, 0.0005);
    EXPECT_TRUE(is_within_budget(problem, solution->picks));
    RecordProperty("seconds", std::to_string(seconds));
    std::printf("gap %.6f, %.3f s\n", solution->bound / solution->gain - 1, seconds);
}

TEST(FrontierOf, LeavesOutWhatIsBeatenAndKnowsTheHull) {
    ChoiceGroup group{{{4, 10}, {4, 12}, {3, 10}, {6, 20}, {9, 30}, {5, 15}, {9, 31}}, 0, false};
    const Frontier frontier = frontier_of(group);
    std::vector<double> costs;
    for (const FrontierPoint& point : frontier.points) {
        costs.push_back(point.cost);
    }
    EXPECT_EQ(costs, (std::vector<double>{0, 10, 15, 20, 30}));
    EXPECT_FALSE(frontier.points[0].index);
    EXPECT_EQ(frontier.points[1].index, 0u);
    EXPECT_EQ(frontier.points[4].index, 4u);
    EXPECT_EQ(frontier.hull, (std::vector<std::size_t>{0, 1, 4}));
    group.required = true;
    EXPECT_EQ(frontier_of(group).points.front().index, 0u);
}

TEST(FrontierOf, PointsOnALineAreOneStep) {
    const Frontier frontier = frontier_of({{{1, 10}, {2, 20}, {3, 30}}, 0, false});
    EXPECT_EQ(frontier.points.size(), 4u);
    EXPECT_EQ(frontier.hull, (std::vector<std::size_t>{0, 3}));
}

TEST(HullSteps, TheMostGainPerMoneyComesFirst) {
    const auto steps = hull_steps(
        {frontier_of({{{4, 10}, {6, 20}}, 0, false}), frontier_of({{{3, 5}, {4, 10}}, 0, false})});
    ASSERT_EQ(steps.size(), 4u);
    EXPECT_EQ(steps[0].group, 1u);
    EXPECT_EQ(steps[0].to, 1u);
    EXPECT_EQ(steps[0].gain, 3);
    EXPECT_EQ(steps[0].cost, 5);
    EXPECT_EQ(steps[1].group, 0u);
    // Two that gain as much: the lower group first.
    EXPECT_EQ(steps[2].group, 0u);
    EXPECT_EQ(steps[2].to, 2u);
    EXPECT_EQ(steps[2].gain, 2);
    EXPECT_EQ(steps[2].cost, 10);
    EXPECT_EQ(steps[3].group, 1u);
}

TEST(Choose, TheBoundIsThatOfTheLinearRelaxation) {
    ChoiceProblem problem;
    problem.groups = {{{{10, 5}}, 0, false}, {{{6, 4}}, 0, false}, {{{1, 1}}, 0, false}};
    problem.budget = 7;
    const auto solution = choose(problem, ChoiceEffort{0, 0});
    EXPECT_DOUBLE_EQ(solution->bound, 10 + 6.0 * 2 / 4);
    EXPECT_EQ(solution->gain, 11);
    EXPECT_EQ(solution->cost, 6);
    EXPECT_FALSE(solution->proven);
    // Each purse has its own price.
    problem.groups[1].purse = 1;
    problem.groups[2].purse = 1;
    problem.reserved = {5, 2};
    EXPECT_DOUBLE_EQ(choose(problem, ChoiceEffort{0, 0})->bound, 10 + 6.0 * 2 / 4);
}

TEST(Choose, WhatTheOrderLeavesOverIsSpentOnTheLargestUpgrade) {
    ChoiceProblem problem;
    problem.groups = {
        {{{10, 5}, {11, 8}}, 0, false}, {{{9, 5}, {9.5, 7}}, 0, false}, {{{1.5, 3}}, 0, false}};
    problem.budget = 13;
    // 19 for 10; then 1.5 more for 3 rather than 1 for 3 or 0.5 for 2.
    const auto solution = choose(problem, ChoiceEffort{0, 0});
    EXPECT_DOUBLE_EQ(solution->gain, 20.5);
    EXPECT_EQ(solution->picks, (Picks{0, 0, 0}));
}

TEST(Choose, TwoGroupsExchangeWhatOneCannot) {
    ChoiceProblem problem;
    problem.groups = {{{{10, 6}}, 0, false}, {{{7, 5}}, 0, false}, {{{7, 5}}, 0, false}};
    problem.budget = 10;
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0})->gain, 10);
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 40})->gain, 10);
    EXPECT_EQ(choose(problem)->gain, 14);
    problem.groups[1].choices = {{7, 5}, {12, 10}};
    problem.groups[2].choices = {{0.5, 5}};
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0})->gain, 10);
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 40})->gain, 12);
}

TEST(Choose, IsNeverLessThanAStartThatFits) {
    ChoiceProblem problem;
    problem.groups = {{{{10, 6}}, 0, false}, {{{7, 5}}, 0, false}, {{{7, 5}}, 0, false}};
    problem.budget = 10;
    const Picks better{std::nullopt, 0, 0};
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0}, &better)->picks, better);
    const Picks dear{0, 0, 0};
    EXPECT_FALSE(is_within_budget(problem, dear));
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0}, &dear)->gain, 10);
}

TEST(IsWithinBudget, OfAllAndOfEachPurse) {
    ChoiceProblem problem;
    problem.groups = {{{{1, 60}}, 0, false}, {{{1, 40}}, 1, false}};
    EXPECT_TRUE(is_within_budget({problem.groups, 100, {0, 0}}, {0, 0}));
    EXPECT_FALSE(is_within_budget({problem.groups, 99, {0, 0}}, {0, 0}));
    EXPECT_FALSE(is_within_budget({problem.groups, 100, {0, 41}}, {0, std::nullopt}));
    EXPECT_TRUE(is_within_budget({problem.groups, 101, {0, 41}}, {0, 0}));
}

TEST(Choose, AnUpgradePaysOnlyTheDifference) {
    ChoiceProblem problem;
    problem.groups = {{{{10, 10}, {10.5, 12}, {14, 16}}, 0, false}};
    problem.budget = 12;
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0})->gain, 10.5);
}

TEST(Choose, EveryUpgradePaysOnlyTheDifference) {
    // Twenty are spent in order; four are left for two upgrades of two each.
    ChoiceProblem problem;
    problem.groups.assign(2, {{{10, 10}, {10.5, 12}, {14, 16}}, 0, false});
    problem.budget = 24;
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0})->gain, 21);
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0})->cost, 24);
}

TEST(Choose, TheLargestUpgradeIsNotTheUpgradeToTheMost) {
    ChoiceProblem problem;
    problem.groups = {{{{10, 5}, {11, 7}, {15, 10}}, 0, false},
                      {{{2, 1}, {3.5, 3}, {12, 8}}, 0, false}};
    problem.budget = 8;
    EXPECT_DOUBLE_EQ(choose(problem, ChoiceEffort{0, 0})->gain, 13.5);
}

TEST(Choose, OneRoundExchangesTheBestPair) {
    // The first gains most per money; either of the others gains more with all of it.
    ChoiceProblem problem;
    problem.groups = {{{{10, 6}}, 0, false}, {{{10.5, 7}}, 0, false}, {{{10.2, 7}}, 0, false}};
    problem.budget = 7;
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0})->gain, 10);
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 1})->gain, 10.5);
    std::swap(problem.groups[1], problem.groups[2]);
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 1})->gain, 10.5);
}

TEST(Choose, UnitsOfGainAndOfMoneyDoNotMatter) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(seed);
        ChoiceProblem problem = invented(seed, 5, 2);
        problem.reserved = {std::floor(problem.budget * 0.1), std::floor(problem.budget * 0.6)};
        for (std::size_t g = 0; g < problem.groups.size(); ++g) {
            problem.groups[g].purse = g % 2;
        }
        for (const ChoiceEffort effort : {ChoiceEffort{}, ChoiceEffort{0, 40}}) {
            const auto wanted = choose(problem, effort);
            ASSERT_TRUE(wanted);
            for (const auto& [gain, money] :
                 {std::pair{0x1p-30, 1.0}, {0x1p20, 0x1p-10}, {1.0, 0x1p16}}) {
                ChoiceProblem scaled = problem;
                scaled.budget *= money;
                for (double& reserved : scaled.reserved) {
                    reserved *= money;
                }
                for (ChoiceGroup& group : scaled.groups) {
                    for (Choice& choice : group.choices) {
                        choice.gain *= gain;
                        choice.cost *= money;
                    }
                }
                const auto solution = choose(scaled, effort);
                ASSERT_TRUE(solution);
                EXPECT_NEAR(solution->gain / gain, wanted->gain, 1e-9);
                EXPECT_NEAR(solution->bound / gain, wanted->bound, 1e-9);
                EXPECT_EQ(solution->proven, wanted->proven);
            }
        }
    }
}

TEST(Choose, ThePriceOfEachPurseBoundsItsReserve) {
    // 10 for 5 of which 4 fit, and 6 for 4 of which 3 do: nothing is left in common.
    ChoiceProblem problem;
    problem.groups = {{{{10, 5}}, 0, false}, {{{6, 4}}, 1, false}};
    problem.budget = 7;
    problem.reserved = {4, 3};
    EXPECT_DOUBLE_EQ(choose(problem, ChoiceEffort{0, 0})->bound, 8 + 4.5);
}

TEST(Choose, TooManyOpenGroupsAreNotSearched) {
    ChoiceProblem problem;
    problem.groups.assign(20'001, {{{1, 1}}, 0, false});
    problem.budget = 10'000.5;
    EXPECT_FALSE(choose(problem, ChoiceEffort{400'000, 0})->proven);
}

TEST(Choose, AStartThatTakesNothingCostsNothing) {
    ChoiceProblem problem;
    problem.groups = {{{{5, 1}}, 0, false}};
    problem.budget = 0.5;
    const Picks nothing{std::nullopt};
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0}, &nothing)->picks, nothing);
}

TEST(Choose, WhereAllFitsTheBoundIsTheGain) {
    ChoiceProblem problem;
    problem.groups = {{{{10, 5}}, 0, false}, {{{6, 4}}, 0, false}};
    problem.budget = 20;
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0})->bound, 16);
    EXPECT_FALSE(choose(problem, ChoiceEffort{1, 0})->proven);
    EXPECT_TRUE(choose(problem, ChoiceEffort{2, 0})->proven);
}

TEST(Choose, AStartMayTakeTheFirstGroup) {
    ChoiceProblem problem;
    problem.groups = {{{{7, 5}}, 0, false}, {{{7, 5}}, 0, false}, {{{10, 6}}, 0, false}};
    problem.budget = 10;
    const Picks better{0, 0, std::nullopt};
    EXPECT_EQ(choose(problem, ChoiceEffort{0, 0}, &better)->picks, better);
}

}  // namespace
}  // namespace riskmap::plan
