#include "hazard/counted_rows.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::hazard {
namespace {

domain::Condition cause_is(const std::string& word) {
    domain::Condition condition;
    condition.field = "cause";
    condition.values = {word};
    return condition;
}

TEST(CountedRows, KeepsRowsOfTheCauseAndTheAges) {
    test::IncidentList list;
    list.add(0, "fall").age = 3;
    list.add(0, "burn").age = 3;
    list.add(0, "fall").age = 15;
    list.add(0, "fall").age = 16;
    list.add(0, "fall").age = 1;
    IncidentRule rule;
    rule.ages = {2, 16};
    rule.where = {cause_is("fall")};
    EXPECT_EQ(counted_rows(rule, list.table()), (std::vector<std::uint32_t>{0, 2}));
}

TEST(CountedRows, UnknownAgeCountsOnlyWhenTheRuleSaysSo) {
    test::IncidentList list;
    list.add(0);
    IncidentRule rule;
    rule.count_unknown_age = true;
    EXPECT_EQ(counted_rows(rule, list.table()).size(), 1);
    rule.count_unknown_age = false;
    EXPECT_TRUE(counted_rows(rule, list.table()).empty());
}

TEST(CountedRows, NoIncidentsNeedNoColumns) {
    IncidentRule rule;
    rule.where = {cause_is("fall")};
    EXPECT_TRUE(counted_rows(rule, domain::Incidents{}).empty());
}

TEST(CountedRows, UnknownColumnIsAnInputError) {
    test::IncidentList list;
    list.add(0);
    IncidentRule rule;
    rule.where = {cause_is("fall")};
    rule.where.front().field = "cuase";
    try {
        counted_rows(rule, list.table());
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_NE(std::string(error.what()).find("\"cause\""), std::string::npos);
    }
}

}  // namespace
}  // namespace riskmap::hazard
