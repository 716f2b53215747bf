#include <cmath>

#include <gtest/gtest.h>

#include "intake/read.hpp"
#include "support/days.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::intake {
namespace {

using test::day;
using test::error_of;
using test::Scratch;
using test::write_bytes;

/// Units A, B, C of 1 km2; A and B in the district "Lộc Ninh", C in "Bù Đốp".
domain::AdminUnits communes() {
    domain::AdminUnits units = test::units_in_a_row(3, 1000, 1000);
    units.parent = PerUnit<std::string>({"Lộc Ninh", "Lộc Ninh", "Bù Đốp"});
    units.parent_code = PerUnit<std::string>({"691", "691", "693"});
    return units;
}

class Reading {
  public:
    explicit Reading(const std::string& csv = "") {
        source.source.file = write_bytes(scratch_ / "dân.csv", csv);
        source.source.written = "dân.csv";
        source.key = "code";
    }
    domain::Population read(const std::vector<domain::PeopleCell>& people = {}) {
        return read_population(source,
                               units,
                               communes(),
                               people,
                               {"EPSG:9212", {day(2020, 1, 1), day(2021, 12, 31)}},
                               {},
                               log,
                               inputs);
    }
    const Issue* issue(const std::string& slug) const {
        for (const Issue& one : log.issues()) {
            if (one.slug == slug) {
                return &one;
            }
        }
        return nullptr;
    }
    const Scratch& scratch() const { return scratch_; }

    PopulationSource source;
    UnitSource units;
    IssueLog log;
    std::vector<InputRecord> inputs;

  private:
    Scratch scratch_;
};

TEST(ReadPopulation, WideTableKeepsMissingFiguresMissing) {
    Reading reading("code,u5,u16\nB,20,\nA,10,30\nX,1,1\nTổng,31,31\nA,5,5\n");
    reading.source.bands = {{{5, 16}, "u16"}, {{0, 5}, "u5"}};
    const domain::Population population = reading.read();
    ASSERT_EQ(population.bands.size(), 2U);
    EXPECT_EQ(population.bands[0], (domain::AgeBand{0, 5}));
    EXPECT_EQ(population.people[0][UnitIndex(0)], 10);
    EXPECT_EQ(population.people[0][UnitIndex(1)], 20);
    EXPECT_TRUE(std::isnan(population.people[1][UnitIndex(1)]));
    EXPECT_TRUE(std::isnan(population.people[0][UnitIndex(2)]));
    const Issue* unknown = reading.issue("population.unknown-unit");
    ASSERT_NE(unknown, nullptr);
    EXPECT_EQ(unknown->place, (Place{"dân.csv", "", 4, "code", "X"}));
    EXPECT_EQ(reading.issue("population.repeated-row")->place.row, 6);
    EXPECT_NE(reading.issue("population.missing-units")->message.en.find("1 unit(s)"),
              std::string::npos);
    EXPECT_EQ(reading.log.tallies()[0].rows_rejected, 3);
}

TEST(ReadPopulation, LongTableAddsSexesAndAveragesTheYearsOfThePeriod) {
    Reading reading(
        "code,from,below,sex,year,n\n"
        "A,0,16,m,2020,10\nA,0,16,f,2020,20\nA,0,16,m,2021,30\nA,0,16,f,2021,40\n"
        "A,0,16,m,2015,999\nB,0,16,m,2020,7\n");
    reading.source.form = PopulationForm::long_table;
    reading.source.age_from = "from";
    reading.source.age_below = "below";
    reading.source.count = "n";
    reading.source.sex = "sex";
    reading.source.year = "year";
    const domain::Population population = reading.read();
    ASSERT_EQ(population.bands.size(), 1U);
    EXPECT_EQ(population.people[0][UnitIndex(0)], 50);
    EXPECT_EQ(population.people[0][UnitIndex(1)], 7);
    EXPECT_TRUE(std::isnan(population.people[0][UnitIndex(2)]));
    EXPECT_EQ(reading.log.tallies()[0].rows_not_selected, 1);
}

TEST(ReadPopulation, CoarserTableIsSpreadAndTheSumStays) {
    Reading reading("code,n\nlộc ninh,90\nHuyện Bù Đốp,10\n");
    reading.source.bands = {{{0, 16}, "n"}};
    reading.source.keyed_by_parent = true;
    reading.source.keyed_by_name = true;
    reading.source.spread_by_raster = "people";
    const domain::Population population = reading.read({{{500, 500}, 20, UnitIndex(0)},
                                                        {{1500, 500}, 10, UnitIndex(1)},
                                                        {{2500, 500}, 3, UnitIndex(2)},
                                                        {{9500, 500}, 50, std::nullopt}});
    EXPECT_NEAR(population.people[0][UnitIndex(0)], 60, 1e-12);
    EXPECT_NEAR(population.people[0][UnitIndex(1)], 30, 1e-12);
    EXPECT_NEAR(population.people[0][UnitIndex(2)], 10, 1e-12);
    EXPECT_EQ(population.note.en,
              "figures of the level above, spread over the units by the raster of people");
    ASSERT_NE(reading.issue("population.spread"), nullptr);
    EXPECT_NE(reading.issue("population.total")->message.en.find("100 people read, 100 given"),
              std::string::npos);
}

TEST(ReadPopulation, DoubtfulThousandsAreRefusedWithTheEvidence) {
    Reading reading("code,n\nA,41.500\nB,415\n");
    reading.source.bands = {{{0, 16}, "n"}};
    const std::string message = error_of(ErrorKind::input, [&] { reading.read(); });
    EXPECT_NE(message.find("dân.csv: row 2, column \"n\": \"41.500\" may mean thousands"),
              std::string::npos)
        << message;
    Reading words("code,n\nA,đang cập nhật\n");
    words.source.bands = {{{0, 16}, "n"}};
    const std::string no_number = error_of(ErrorKind::input, [&] { words.read(); });
    EXPECT_NE(no_number.find("row 2, column \"n\": \"đang cập nhật\" is no number"),
              std::string::npos)
        << no_number;
}

TEST(ReadPopulation, RasterIsSummedExactlyWithMissingCellsLeftOut) {
    Reading reading;
    reading.source.form = PopulationForm::raster;
    reading.source.bands = {{{0, 16}, ""}};
    reading.source.source.file = test::draw_raster(reading.scratch() / "r.tif",
                                                   "EPSG:9212",
                                                   0,
                                                   1000,
                                                   500,
                                                   {{1, 2, 3, -1, -1, -1}, {1, 2, -1, 4, -1, -1}},
                                                   -1);
    const domain::Population population = reading.read();
    EXPECT_NEAR(population.people[0][UnitIndex(0)], 6, 1e-9);
    EXPECT_NEAR(population.people[0][UnitIndex(1)], 7, 1e-9);
    EXPECT_TRUE(std::isnan(population.people[0][UnitIndex(2)]));
    EXPECT_NE(reading.issue("population.missing-cells"), nullptr);
}

TEST(ReadPopulation, ColumnOfTheUnitsLayerIsRead) {
    Reading reading;
    reading.source.form = PopulationForm::unit_column;
    reading.source.bands = {{{0, 16}, "tre_em"}};
    reading.units.code = "ma";
    reading.units.source.file =
        write_bytes(reading.scratch() / "xa.csv", "ma,tre_em\nC,3\nA,1\nB,2\n");
    const domain::Population population = reading.read();
    EXPECT_EQ(population.people[0].values(), (std::vector<double>{1, 2, 3}));
}

TEST(ReadPeople, PopulatedCellsHaveTheirUnitAndMissingOnesAreCounted) {
    const Scratch scratch;
    PeopleSource source;
    source.source.file = test::draw_raster(
        scratch / "r.tif", "EPSG:9212", 2500, 1000, 500, {{5, 2, -1}, {0, 1, -1}}, -1);
    source.source.written = "r.tif";
    IssueLog log;
    std::vector<InputRecord> inputs;
    const auto cells = read_people(source, communes(), {"EPSG:9212", {}}, log, inputs);
    ASSERT_EQ(cells.size(), 3U);
    EXPECT_EQ(cells[0].people, 5);
    EXPECT_EQ(cells[0].unit, UnitIndex(2));
    EXPECT_FALSE(cells[1].unit.has_value());
    ASSERT_EQ(log.issues().size(), 1U);
    EXPECT_NE(log.issues()[0].message.en.find("2 of 6 cells"), std::string::npos);
    EXPECT_EQ(inputs[0].rows, 6);
}

}  // namespace
}  // namespace riskmap::intake
