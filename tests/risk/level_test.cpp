#include "risk/level.hpp"

#include <gtest/gtest.h>

namespace riskmap::risk {
namespace {

const hazard::ModelSpec model;

LevelEvidence evidence(double exceedance, double incidents_only, double lower) {
    return {exceedance, incidents_only, lower, true, true};
}

TEST(Level, ConfirmedNeedsBothModels) {
    EXPECT_EQ(level_of(evidence(0.85, 0.6, 0.01), model), Level::confirmed);
    EXPECT_EQ(level_of(evidence(0.85, 0.4, 0.01), model), Level::probable);
    EXPECT_EQ(level_of(evidence(0.79, 0.9, 0.01), model), Level::watch);
}

TEST(Level, ProbabilityOnAThresholdTakesTheStrongerClass) {
    EXPECT_EQ(level_of(evidence(0.8, 0.5, 0), model), Level::confirmed);
    EXPECT_EQ(level_of(evidence(0.5, 0, 0.2), model), Level::watch);
    EXPECT_EQ(level_of(evidence(0.1, 0, 0.8), model), Level::lower);
}

TEST(Level, UnsureUnitIsNotDistinguishable) {
    EXPECT_EQ(level_of(evidence(0.3, 0.3, 0.5), model), Level::undetermined);
}

TEST(Level, WithoutIncidentsNothingIsConfirmed) {
    LevelEvidence prior_only = evidence(0.95, 0.9, 0);
    prior_only.incidents_observed = false;
    EXPECT_EQ(level_of(prior_only, model), Level::probable);
}

TEST(Level, WithoutEnvironmentNothingIsProbable) {
    LevelEvidence record_only = evidence(0.85, 0.4, 0);
    record_only.has_environment = false;
    EXPECT_EQ(level_of(record_only, model), Level::watch);
}

TEST(Level, MissingProbabilityIsInsufficientData) {
    LevelEvidence nothing;
    nothing.lower = 0.9;
    EXPECT_EQ(level_of(nothing, model), Level::insufficient_data);
}

TEST(Level, WordsAndLabelsAreThoseOfTheNeeds) {
    EXPECT_STREQ(to_word(Level::insufficient_data), "insufficient_data");
    EXPECT_EQ(label(Level::confirmed).vi, "Trọng điểm đã xác nhận");
    EXPECT_EQ(label(Level::undetermined).vi, "Chưa phân biệt được");
}

}  // namespace
}  // namespace riskmap::risk
