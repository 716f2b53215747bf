#include "intake/repeated_events.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "intake/read.hpp"
#include "support/days.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::intake {
namespace {

using test::day;
using test::Scratch;
using test::write_bytes;

/// Two lists about the same two units of 1 km.
class TwoLists : public testing::Test {
  protected:
    const domain::Incidents& read(const std::string& first,
                                  const std::string& second,
                                  const domain::ReviewAnswers* answers = nullptr) {
        domain::AdminUnits units = test::named_units(2);
        units.code = PerUnit<std::string>({"1", "2"});
        units.shape[UnitIndex(0)] = test::rectangle(570000, 1300000, 571000, 1301000);
        units.shape[UnitIndex(1)] = test::rectangle(571000, 1300000, 572000, 1301000);
        StudyFrame frame{"EPSG:9212", {day(2020, 1, 1), day(2021, 12, 31)}};
        frame.review = answers;
        log_ = IssueLog();
        incidents_ = read_incidents(
            {source("health", first), source("police", second)}, units, frame, {}, log_, inputs_);
        return incidents_;
    }

    bool says(const std::string& slug) const {
        return std::any_of(log_.issues().begin(), log_.issues().end(), [&](const Issue& issue) {
            return issue.slug == slug;
        });
    }

  private:
    IncidentSource source(const std::string& id, const std::string& rows) {
        IncidentSource source;
        source.id = id;
        source.source.file =
            write_bytes(scratch_ / (id + ".csv"), "date,code,x,y,age,sex\n" + rows);
        source.source.written = id + ".csv";
        source.source.crs = "EPSG:9212";
        source.x = "x";
        source.y = "y";
        source.unit_code = "code";
        source.date = "date";
        source.age = "age";
        source.sex = "sex";
        source.constants = {{"cause", "fall"}};
        return source;
    }

    Scratch scratch_;
    IssueLog log_;
    std::vector<InputRecord> inputs_;
    domain::Incidents incidents_;
};

TEST_F(TwoLists, SameEventIsNotAddedUpButReviewed) {
    const domain::Incidents& read_rows =
        read("2021-03-01,1,,,5,nam\n", "2021-03-02,1,,,6,nam\n2021-03-02,2,,,6,nam\n");
    EXPECT_EQ(read_rows.rows.size(), 2U);
    EXPECT_TRUE(says("incident.possible-repeat"));
    ASSERT_EQ(read_rows.review.pairs.size(), 1U);
    EXPECT_EQ(read_rows.review.pairs.front().first_row, 2);
    EXPECT_EQ(read_rows.review.pairs.front().second_source, "police");
    EXPECT_EQ(read_rows.review.pairs.front().when, "2021-03");
}

TEST_F(TwoLists, AnswersDecidePairs) {
    domain::ReviewAnswers answers;
    answers.pairs[{"health", 2, "police", 2}] = false;
    const std::string row = "2021-03-01,1,,,5,nam\n";
    EXPECT_EQ(read(row, row, &answers).rows.size(), 2U);
    EXPECT_TRUE(read(row, row, &answers).review.pairs.empty());
    answers.pairs[{"health", 2, "police", 2}] = true;
    EXPECT_EQ(read(row, row, &answers).rows.size(), 1U);
    EXPECT_TRUE(says("incident.repeats-other-source"));
}

TEST_F(TwoLists, WhatAgreesInPartIsCountedAndTold) {
    const domain::Incidents& read_rows = read("2021-03-01,1,,,5,\n", "2021-03-01,1,,,5,nam\n");
    EXPECT_EQ(read_rows.rows.size(), 2U);
    EXPECT_EQ(read_rows.review.pairs.size(), 1U);
    EXPECT_EQ(read("2021-03-01,1,,,,\n", "2021-03-01,1,,,,\n").review.pairs.size(), 0U);
}

TEST_F(TwoLists, PlacesFarApartAreTwoEvents) {
    EXPECT_TRUE(read("2021-03-01,,570100,1300100,5,nam\n", "2021-03-01,,570700,1300100,5,nam\n")
                    .review.pairs.empty());
    EXPECT_EQ(read("2021-03-01,,570100,1300100,5,nam\n", "2021-03-01,,570500,1300100,5,nam\n")
                  .review.pairs.size(),
              1U);
}

TEST_F(TwoLists, EachRowHasOneTwinAtMost) {
    const std::string row = "2021-03-01,1,,,5,nam\n";
    const domain::Incidents& read_rows = read(row, row + "2021-03-02,1,,,5,nam\n");
    EXPECT_EQ(read_rows.rows.size(), 2U);
    EXPECT_EQ(read_rows.review.pairs.size(), 1U);
}

TEST_F(TwoLists, UnitThatPeopleNamedIsUsed) {
    const std::string row = "2021-03-01,9,,,5,nam\n";
    EXPECT_EQ(read(row, "").review.rows.size(), 1U);
    domain::ReviewAnswers answers;
    answers.units[{"health", 2, ""}] = {"9", "2"};
    const domain::Incidents& read_rows = read(row, "", &answers);
    ASSERT_EQ(read_rows.rows.size(), 1U);
    EXPECT_EQ(read_rows.rows.front().unit, UnitIndex(1));
    EXPECT_EQ(read_rows.rows.front().matched, "reviewed");
}

TEST_F(TwoLists, AnswerToARowThatHasChangedIsNotUsed) {
    domain::ReviewAnswers answers;
    answers.units[{"health", 2, ""}] = {"8", "2"};
    EXPECT_TRUE(read("2021-03-01,9,,,5,nam\n", "", &answers).rows.empty());
    EXPECT_TRUE(says("review.other-row"));
}

}  // namespace
}  // namespace riskmap::intake
