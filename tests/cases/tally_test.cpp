#include "cases/tally.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include <gtest/gtest.h>

#include "support/study_nouns.hpp"

namespace riskmap::cases {
namespace {

using hazard::Counting;

std::vector<Case> tally_all(test::IncidentList& list, Counting counting, IssueLog& log) {
    std::vector<std::uint32_t> rows(list.table().rows.size());
    std::iota(rows.begin(), rows.end(), 0u);
    return tally(rows, list.table(), counting, domain::EventPlace::occurrence, log);
}

TEST(Tally, RowsWithoutEventIdAreEventsOfTheirOwn) {
    test::IncidentList list;
    list.add(0);
    list.add(0).victims = 3;
    IssueLog log;
    const auto events = tally_all(list, Counting::events, log);
    ASSERT_EQ(events.size(), 2);
    EXPECT_EQ(events[1].cases, 1);
    EXPECT_EQ(events[1].victims, 3);
    EXPECT_EQ(tally_all(list, Counting::victims, log)[1].cases, 3);
}

TEST(Tally, RowsOfOneEventCountOnceInTheUnitOfTheFirst) {
    test::IncidentList list;
    list.add(1).event = "x7";
    list.add(0);
    list.add(1).event = "x7";
    IssueLog log;
    const auto events = tally_all(list, Counting::events, log);
    ASSERT_EQ(events.size(), 2);
    EXPECT_EQ(events[0].unit, UnitIndex(1));
    EXPECT_EQ(events[0].cases, 1);
    EXPECT_EQ(events[0].victims, 2);
    EXPECT_TRUE(log.issues().empty());
    EXPECT_EQ(tally_all(list, Counting::victims, log)[0].cases, 2);
}

TEST(Tally, SameIdInTwoSourcesIsTwoEvents) {
    test::IncidentList list;
    list.table().sources = {"police", "clinics"};
    list.add(0).event = "1";
    auto& other = list.add(0);
    other.event = "1";
    other.source = 1;
    IssueLog log;
    EXPECT_EQ(tally_all(list, Counting::events, log).size(), 2);
}

TEST(Tally, EventInTwoUnitsIsReportedAndKept) {
    test::IncidentList list;
    list.add(2).event = "x7";
    list.add(1).event = "x7";
    IssueLog log;
    const auto events = tally_all(list, Counting::events, log);
    ASSERT_EQ(events.size(), 1);
    EXPECT_EQ(events[0].unit, UnitIndex(2));
    ASSERT_EQ(log.issues().size(), 1);
    EXPECT_EQ(log.issues()[0].slug, "cases.event-in-several-units");
    EXPECT_EQ(log.issues()[0].place.row, 2);
}

TEST(Tally, TotalRepeatedOnEachRowIsNotAddedUp) {
    test::IncidentList list;
    for (int i = 0; i < 3; ++i) {
        auto& row = list.add(0);
        row.event = "x7";
        row.victims = 3;
    }
    IssueLog log;
    EXPECT_EQ(tally_all(list, Counting::victims, log)[0].cases, 3);
    // One of the three is an adult whom the hazard leaves out.
    const auto children =
        tally({0, 2}, list.table(), Counting::victims, domain::EventPlace::occurrence, log);
    EXPECT_EQ(children[0].cases, 2);
}

TEST(Tally, APairToldOnBothRowsIsTwo) {
    test::IncidentList list;
    for (int i = 0; i < 2; ++i) {
        auto& row = list.add(0);
        row.event = "x7";
        row.victims = 2;
    }
    IssueLog log;
    EXPECT_EQ(tally_all(list, Counting::victims, log)[0].cases, 2);
}

TEST(Tally, GroupsOfDifferentSizeInOneEventAddUp) {
    test::IncidentList list;
    auto& boys = list.add(0);
    boys.event = "x7";
    boys.victims = 2;
    list.add(0).event = "x7";
    IssueLog log;
    EXPECT_EQ(tally_all(list, Counting::victims, log)[0].cases, 3);
}

TEST(Tally, TheYoungestVictimSpeaksForTheEventInAnyOrderOfRows) {
    const std::vector<std::optional<double>> ages{std::nullopt, 9, 4, 11};
    std::vector<std::size_t> order(ages.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    do {
        test::IncidentList list;
        for (const std::size_t i : order) {
            auto& row = list.add(i == 2 ? 1 : 0);
            row.event = "x7";
            row.age = ages[i];
        }
        IssueLog log;
        const auto events = tally_all(list, Counting::events, log);
        ASSERT_EQ(events.size(), 1);
        EXPECT_EQ(events[0].age, 4);
        EXPECT_EQ(events[0].unit, UnitIndex(1));
        EXPECT_EQ(order[events[0].row], 2);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Tally, OfVictimsOfOneAgeTheBetterPlaceSpeaks) {
    test::IncidentList list;
    auto& vague = list.add(0);
    vague.event = "x7";
    auto& exact = list.add(0);
    exact.event = "x7";
    exact.precision = domain::Precision::gps;
    exact.at = geo::PointM{5, 7};
    IssueLog log;
    EXPECT_EQ(tally_all(list, Counting::events, log)[0].row, 1);
}

}  // namespace
}  // namespace riskmap::cases
