#include <numeric>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "intake/dated_units.hpp"
#include "intake/split_units.hpp"
#include "intake/support/dated_study.hpp"
#include "support/source_folder.hpp"

namespace riskmap::intake {
namespace {

using test::contains;
using test::day;
using test::error_of;
using test::refusal_of;

const std::string& header = test::crosswalk_header;

CrosswalkSource shipped() {
    CrosswalkSource source;
    source.source.file = (test::source_folder() / "data/admin/binh_phuoc.csv").string();
    source.source.written = "binh_phuoc.csv";
    return source;
}

class CrosswalkFile : public test::DatedStudy {
  protected:
    Text refusal(const std::string& csv) {
        return refusal_of([&] { crosswalk(csv); });
    }
};

TEST_F(CrosswalkFile, ShippedTableCarriesEachOldCommuneWholeIntoOneOfForty) {
    const domain::Crosswalk crosswalk = read_crosswalk(shipped(), log_, inputs_);
    ASSERT_EQ(crosswalk.vintages().size(), 4U);
    EXPECT_EQ(crosswalk.vintages()[0].units.size(), 111U);
    EXPECT_EQ(crosswalk.vintages()[1].units.size(), 111U);
    EXPECT_EQ(crosswalk.vintages()[2].units.size(), 40U);
    EXPECT_EQ(crosswalk.vintages()[3].units.size(), 40U);
    std::vector<int> received(40, 0);
    for (std::size_t unit = 0; unit < 111; ++unit) {
        const auto parts = crosswalk.carry(0, unit, 3);
        ASSERT_EQ(parts.size(), 1U);
        EXPECT_DOUBLE_EQ(parts.front().share, 1);
        ++received[parts.front().unit];
    }
    EXPECT_EQ(std::accumulate(received.begin(), received.end(), 0), 111);
    EXPECT_EQ(*std::min_element(received.begin(), received.end()), 1);
}

TEST_F(CrosswalkFile, OldAnLocLiesInBinhLongAndNotInTheNewAnLoc) {
    const domain::Crosswalk crosswalk = read_crosswalk(shipped(), log_, inputs_);
    const UnitMatcher old(crosswalk.vintages()[0].units);
    const UnitMatcher fresh(crosswalk.vintages()[2].units);
    const UnitMatch named = old.match({"", "Phường An Lộc", ""});
    ASSERT_EQ(named.fit, UnitFit::found);
    const auto parts = crosswalk.carry(0, named.unit.row(), 2);
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(fresh.units()[parts.front().unit].name, "Phường Bình Long");
    const UnitMatch now = fresh.match({"", "Phường An Lộc", ""});
    ASSERT_EQ(now.fit, UnitFit::found);
    EXPECT_NE(now.unit.row(), parts.front().unit);
}

TEST_F(CrosswalkFile, DatePicksTheVintage) {
    const domain::Crosswalk crosswalk = read_crosswalk(shipped(), log_, inputs_);
    EXPECT_EQ(crosswalk.vintage_at(day(2018, 5, 1)), 0U);
    EXPECT_EQ(crosswalk.vintage_at(day(2022, 9, 30)), 0U);
    EXPECT_EQ(crosswalk.vintage_at(day(2022, 10, 1)), 1U);
    EXPECT_EQ(crosswalk.vintage_at(day(2025, 6, 30)), 1U);
    EXPECT_EQ(crosswalk.vintage_at(day(2025, 7, 1)), 2U);
    EXPECT_EQ(crosswalk.vintage_at(day(2026, 4, 30)), 3U);
}

TEST_F(CrosswalkFile, SharesMultiplyAlongTheWayAndSumToOne) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(test::split_in_2020);
    const auto parts = crosswalk.carry(0, 0, 2);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_DOUBLE_EQ(parts[0].share, 0.6);
    EXPECT_DOUBLE_EQ(parts[1].share, 0.4);
    EXPECT_EQ(crosswalk.carry(2, 0, 1).size(), 1U) << "renamed only: the way back is certain";
    EXPECT_TRUE(crosswalk.carry(2, 1, 0).empty()) << "united from two: no certain way back";
}

TEST_F(CrosswalkFile, SharesThatDoNotSumToOneAreRefusedTogether) {
    const Text message = refusal(header +
                                 "2010-01-01,1,Xã An,,2020-01-01,1,Xã An,,0.6\n"
                                 "2010-01-01,2,Xã Yên,,2020-01-01,1,Xã An,,0.8\n"
                                 "2010-01-01,2,Xã Yên,,2020-01-01,2,Xã Bình,,0.4\n");
    EXPECT_TRUE(contains(message.en, "chuyển đổi.csv: column \"share\"")) << message.en;
    EXPECT_TRUE(
        contains(message.en, "the unit 1 \"Xã An\" valid from \"2010-01-01\" (rows 2): sum 0.6"))
        << message.en;
    EXPECT_TRUE(contains(message.en, "(rows 3, 4): sum 1.2")) << message.en;
    EXPECT_TRUE(contains(message.vi, "(dòng 3, 4): tổng 1.2")) << message.vi;
}

TEST_F(CrosswalkFile, SharesThatMissTheSumByTheirRoundingAreMadeWhole) {
    const domain::Crosswalk crosswalk =
        DatedStudy::crosswalk(header +
                              "2010-01-01,1,Xã An,,2020-01-01,1,Xã An,,0.333\n"
                              "2010-01-01,1,Xã An,,2020-01-01,2,Xã Bình,,0.333\n"
                              "2010-01-01,1,Xã An,,2020-01-01,3,Xã Yên,,0.333\n");
    for (const domain::UnitPart& part : crosswalk.carry(0, 0, 1)) {
        EXPECT_DOUBLE_EQ(part.share, 1.0 / 3);
    }
    ASSERT_EQ(log_.issues().size(), 1U);
    EXPECT_EQ(log_.issues()[0].slug, "crosswalk.rounded-shares");
    EXPECT_EQ(log_.issues()[0].place, (Place{"chuyển đổi.csv", "", 2, "share", "0.999"}));
}

TEST_F(CrosswalkFile, EveryFaultOfARowNamesItsPlaceInBothLanguages) {
    const std::string first = header + "2010-01-01,1,Xã An,,2020-01-01,1,Xã An,,0.5\n";
    for (const auto& [csv, place] : std::vector<std::pair<std::string, std::string>>{
             {header + "2010-01-01,1,Xã An,,2020-01-01,1,Xã An,,một\n", "row 2, column \"share\""},
             {header + "2010,1,Xã An,,2020-01-01,1,Xã An,,1\n", "row 2, column \"from_valid\""},
             {header + "2010-01-01,1,Xã An,,2010-01-01,1,Xã An,,1\n", "row 2, column \"to_valid\""},
             {header + "2010-01-01,,Xã An,,2020-01-01,1,Xã An,,1\n", "row 2, column \"from_code\""},
             {first + "2010-01-01,1,Xã Ân,,2020-01-01,2,Xã Yên,,0.5\n",
              "row 3, column \"from_name\""},
             {first + "2010-01-01,2,Xã Yên,,2021-01-01,2,Xã Yên,,1\n",
              "row 3, column \"to_valid\""},
             {first + "2010-01-01,1,Xã An,,2020-01-01,1,Xã An,,0.5\n",
              "row 3, column \"share\""}}) {
        const Text message = refusal(csv);
        EXPECT_TRUE(contains(message.en, "chuyển đổi.csv: " + place)) << message.en;
        EXPECT_TRUE(contains(message.vi, "chuyển đổi.csv: dòng " + place.substr(4, 1)))
            << message.vi;
    }
    EXPECT_TRUE(contains(refusal(header).en, "has no rows"));
    EXPECT_TRUE(contains(refusal(header + "2010-01-01,1,Xã An,,2022-01-01,1,Xã An,,1\n"
                                          "2015-01-01,1,Xã An,,2022-01-01,1,Xã An,,1\n")
                             .en,
                         "no rows lead from"));
}

TEST_F(CrosswalkFile, PlanUnitsOutsideTheTableAreRefused) {
    const domain::Crosswalk crosswalk = DatedStudy::crosswalk(test::split_in_2020);
    domain::AdminUnits units = plan();
    units.code = PerUnit<std::string>({"1", "9"});
    EXPECT_NE(error_of(ErrorKind::input,
                       [&] { return DatedUnits(units, &crosswalk).plan().units().size(); })
                  .find("9"),
              std::string::npos);
}

TEST(SplitUnits, PartsTakeTurnsToWithinOneRow) {
    SplitUnits splits;
    const std::vector<PlanShare> parts{
        {UnitIndex(0), 0.5}, {UnitIndex(1), 0.3}, {UnitIndex(2), 0.2}};
    std::vector<double> given(3, 0);
    for (int row = 1; row <= 200; ++row) {
        given[splits.take(parts, "fall").unit.row()] += 1;
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_LE(std::abs(given[i] - row * parts[i].share), 1.0);
        }
    }
}

}  // namespace
}  // namespace riskmap::intake
