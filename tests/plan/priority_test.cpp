#include "plan/priority.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "plan/proposal.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::plan {
namespace {

/// One hazard over units "A", "B", ... with these cases per year; a number below 0: not known.
HazardResult hazard(const std::string& id, const std::vector<double>& per_year) {
    HazardResult result;
    result.spec.id = id;
    result.spec.prefix = id;
    result.spec.short_prefix = id;
    result.spec.label = {id, id};
    const std::size_t units = per_year.size();
    result.risk.units = PerUnit<risk::UnitRisk>(units);
    result.cases.expected = PerUnit<double>(units, 1);
    result.cases.reported = PerUnit<bool>(units, true);
    result.shown.by_unit = PerUnit<ShownCount>(units);
    for (std::size_t row = 0; row < units; ++row) {
        if (per_year[row] >= 0) {
            result.risk.units[UnitIndex(row)].events_per_year = per_year[row];
        }
    }
    return result;
}

hazard::Intervention measure(const std::string& id, const std::string& against, double effect) {
    hazard::Intervention made;
    made.id = id;
    made.label = {id, id};
    made.effects[against] = {{effect, "", false}, effect / 2, {}};
    return made;
}

domain::Condition at_least(const std::string& column, double number) {
    domain::Condition condition;
    condition.field = column;
    condition.comparison = domain::Comparison::at_least;
    condition.values = {number};
    return condition;
}

TEST(RankUnits, AddsWhatTheBestMeasureOfEachHazardWouldPrevent) {
    HazardResult falls = hazard("falls", {10, 4, -1, 4});
    falls.spec.interventions = {measure("nets", "falls", 0.5), measure("words", "falls", 0.1)};
    HazardResult burns = hazard("burns", {1, 20, -1, 20});
    burns.spec.interventions = {measure("stoves", "burns", 0.2)};
    burns.spec.interventions[0].applies_when = {at_least("burns_per_year", 10)};
    const auto ranked = rank_units({falls, burns}, test::named_units(4));
    EXPECT_DOUBLE_EQ(*ranked[UnitIndex(0)].preventable_per_year, 5);
    EXPECT_DOUBLE_EQ(*ranked[UnitIndex(1)].preventable_per_year, 2 + 4);
    EXPECT_EQ(ranked[UnitIndex(0)].rank, 3);
    EXPECT_EQ(ranked[UnitIndex(1)].rank, 1);
    EXPECT_FALSE(ranked[UnitIndex(2)].rank);
    EXPECT_FALSE(ranked[UnitIndex(2)].preventable_per_year);
    EXPECT_EQ(ranked[UnitIndex(3)].rank, 2);  // as much as the unit before it
}

TEST(RankUnits, WhereNothingCanBePreventedTheLargerBurdenComesFirst) {
    const auto ranked =
        rank_units({hazard("falls", {1, 3}), hazard("burns", {4, 1})}, test::named_units(2));
    EXPECT_EQ(ranked[UnitIndex(0)].preventable_per_year, 0);
    EXPECT_EQ(ranked[UnitIndex(0)].rank, 1);
    EXPECT_EQ(ranked[UnitIndex(1)].rank, 2);
}

TEST(RankUnits, AMeasureThatPreventsAllPreventsAll) {
    HazardResult falls = hazard("falls", {3});
    falls.spec.interventions = {measure("cure", "falls", 1)};
    EXPECT_EQ(rank_units({falls}, test::named_units(1))[UnitIndex(0)].preventable_per_year, 3);
}

TEST(Recommend, WhatAppliesByUnitThenAsTheHazardListsIt) {
    HazardResult falls = hazard("falls", {10, 4});
    falls.spec.interventions = {measure("nets", "falls", 0.5), measure("words", "falls", 0.1)};
    falls.spec.interventions[0].applies_when = {at_least("falls_per_year", 4)};
    falls.spec.interventions[1].applies_when = {at_least("falls_per_year", 5)};
    std::vector<std::string> found;
    for (const Recommendation& one : recommend(falls)) {
        EXPECT_EQ(one.hazard_id, "falls");
        found.push_back(std::to_string(one.unit.row()) + one.intervention_id + one.label.en);
    }
    EXPECT_EQ(found, (std::vector<std::string>{"0netsnets", "0wordswords", "1netsnets"}));
}

TEST(ProposalLines, TellWhatIsAvertedAtTheBestAndTheOuterValues) {
    HazardResult falls = hazard("falls", {10, -1});
    hazard::Intervention nets = measure("nets", "falls", 0.5);
    nets.effects["falls"].high = 0.75;
    nets.completion = hazard::Ranged{{0.8, "", false}, 0.5, 1.0};
    nets.share_of_cases = hazard::Ranged{{0.5, "", false}, 0.4, 0.6};
    falls.spec.interventions = {nets, measure("stoves", "burns", 0.5)};
    PerUnit<Priority> priorities(2);
    priorities[UnitIndex(0)].rank = 2;
    priorities[UnitIndex(1)].rank = 1;
    const std::vector<HazardResult> hazards{falls};
    const auto lines = proposal_lines(hazards, priorities);
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(lines[0].unit, UnitIndex(1));
    EXPECT_FALSE(lines[0].averted);  // nobody knows its cases
    EXPECT_EQ(lines[2].unit, UnitIndex(0));
    EXPECT_EQ(lines[2].intervention->id, "nets");
    EXPECT_DOUBLE_EQ(*lines[2].averted, 10 * 0.5 * 0.8 * 0.5);
    EXPECT_DOUBLE_EQ(*lines[2].averted_least, 10 * 0.25 * 0.5 * 0.4);
    EXPECT_DOUBLE_EQ(*lines[2].averted_most, 10 * 0.75 * 1 * 0.6);
    EXPECT_FALSE(lines[3].averted);  // nothing against falls
}

TEST(ProposalLines, UnitsWithoutAPriorityComeLast) {
    HazardResult falls = hazard("falls", {1, 1, 1});
    falls.spec.interventions = {measure("nets", "falls", 0.5)};
    PerUnit<Priority> priorities(3);
    priorities[UnitIndex(1)].rank = 7;
    const std::vector<HazardResult> hazards{falls};
    const auto lines = proposal_lines(hazards, priorities);
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0].unit, UnitIndex(1));
    EXPECT_EQ(lines[1].unit, UnitIndex(0));
    EXPECT_EQ(lines[2].unit, UnitIndex(2));
    EXPECT_DOUBLE_EQ(*lines[2].averted, 0.5);
}

}  // namespace
}  // namespace riskmap::plan
