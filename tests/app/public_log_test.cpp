#include "app/public_log.hpp"

#include <gtest/gtest.h>

namespace riskmap::app {
namespace {

Issue issue(const char* slug, const char* source) {
    return {.slug = slug,
            .severity = Severity::warning,
            .source = source,
            .place = {.file = "f.csv", .sheet = "", .row = 7, .column = "age", .value = "Nguyễn A"},
            .message = {"Nguyễn A, 2 vụ", "Nguyen A, 2 cases"},
            .repair = {"hỏi Nguyễn A", "ask Nguyen A"}};
}

TEST(PublicLog, WordsAboutPeopleAndCasesLeaveAndTheKindStays) {
    IssueLog log;
    log.add(issue("incident.age", "incidents.health"));
    log.add(issue("cases.no-denominator", "population"));
    log.add(issue("reporting.cases-without-report", "reporting"));
    log.add(issue("review.pair", "review"));
    SourceTally tally;
    tally.source = "incidents.health";
    tally.rows_in = 10;
    tally.rows_used = 10;
    log.close(tally);
    const IssueLog told = public_log(log);
    ASSERT_EQ(told.issues().size(), 4u);
    for (const Issue& one : told.issues()) {
        EXPECT_TRUE(one.place.value.empty());
        for (const std::string& text :
             {one.message.vi, one.message.en, one.repair.vi, one.repair.en}) {
            EXPECT_EQ(text.find("Nguy"), std::string::npos) << text;
            EXPECT_EQ(text.find('2'), std::string::npos) << text;
            EXPECT_FALSE(text.empty());
        }
    }
    EXPECT_EQ(told.issues()[0].slug, "incident.age");
    EXPECT_EQ(told.tallies().size(), 1u);
}

TEST(PublicLog, WordsAboutMapsUnitsAndTheModelStay) {
    IssueLog log;
    log.add(issue("layer.repaired", "layers.water"));
    log.add(issue("unit.overlap", "units"));
    log.add(issue("model.verdict", "hazards.fall"));
    const IssueLog told = public_log(log);
    EXPECT_EQ(told.issues().size(), 3u);
    for (const Issue& one : told.issues()) {
        EXPECT_EQ(one.place.value, "Nguyễn A");
        EXPECT_EQ(one.message.en, "Nguyen A, 2 cases");
    }
}

}  // namespace
}  // namespace riskmap::app
