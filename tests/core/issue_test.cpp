#include "core/issue.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap {
namespace {

Issue issue_of(Severity severity, const std::string& source) {
    return {.slug = "incident.no-date",
            .severity = severity,
            .source = source,
            .place = {},
            .message = {"thiếu ngày", "no date"},
            .repair = {}};
}

TEST(IssueLog, ClosesASourceWhoseRowsBalance) {
    IssueLog log;
    log.add(issue_of(Severity::rejected, "incidents.police"));
    log.add(issue_of(Severity::warning, "incidents.police"));
    log.add(issue_of(Severity::rejected, "incidents.hospital"));
    log.close({.source = "incidents.police",
               .file = "a.csv",
               .rows_in = 10,
               .rows_used = 6,
               .rows_rejected = 1,
               .rows_not_selected = 3});
    ASSERT_EQ(log.tallies().size(), 1U);
    EXPECT_EQ(log.tallies().front().rows_not_selected, 3);
    EXPECT_EQ(log.rejected("incidents.police"), 1);
}

TEST(IssueLog, RefusesRowsThatVanished) {
    IssueLog log;
    EXPECT_THROW(log.close({.source = "units", .file = "u", .rows_in = 10, .rows_used = 9}), Error);
    EXPECT_THROW(log.close({.source = "units",
                            .file = "u",
                            .rows_in = 10,
                            .rows_used = 9,
                            .rows_not_selected = 2}),
                 Error);
}

TEST(IssueLog, RefusesRejectedRowsThatAreNotListed) {
    IssueLog log;
    log.add(issue_of(Severity::warning, "units"));
    const SourceTally tally{
        .source = "units", .file = "u", .rows_in = 3, .rows_used = 2, .rows_rejected = 1};
    EXPECT_THROW(log.close(tally), Error);
    log.add(issue_of(Severity::rejected, "units"));
    EXPECT_NO_THROW(log.close(tally));
}

TEST(IssueLog, ErrorSaysWhichSourceAndHowMany) {
    IssueLog log;
    try {
        log.close({.source = "layers.water", .file = "w", .rows_in = 4, .rows_not_selected = 1});
        FAIL() << "an unbalanced ledger was closed";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::internal);
        EXPECT_NE(std::string(error.what()).find("layers.water"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("4 rows in"), std::string::npos);
    }
}

}  // namespace
}  // namespace riskmap
