#include <algorithm>
#include <chrono>
#include <map>

#include <gtest/gtest.h>

#include "intake/date_text.hpp"
#include "intake/office_table.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"
#include "intake/unit_matcher.hpp"
#include "support/days.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/source_folder.hpp"
#include "support/study_nouns.hpp"
#include "support/vietnamese_bytes.hpp"

namespace riskmap::intake {
namespace {

using test::day;
using test::error_of;
using test::Scratch;
using test::write_bytes;

const std::filesystem::path words_file = test::source_folder() / "data" / "words" / "headers.toml";

domain::AdminUnits communes() {
    domain::AdminUnits units = test::units_in_a_row(2, 1000, 1000);
    units.code = PerUnit<std::string>({"25280", "25294"});
    units.name = PerUnit<std::string>({"Xã Lộc Thạnh", "Xã Lộc Thành"});
    units.parent = PerUnit<std::string>({"Huyện Lộc Ninh", "Huyện Lộc Ninh"});
    return units;
}

struct Reading {
    IncidentSource source;
    IssueLog log;
    std::vector<InputRecord> inputs;
    domain::Incidents incidents;

    void read(const std::filesystem::path& file, const domain::AdminUnits& units) {
        source.id = "office";
        source.recognise = true;
        source.source.file = file;
        source.source.written = file.filename().string();
        incidents = read_incidents({source},
                                   units,
                                   {"EPSG:9212", {day(2020, 1, 1), day(2024, 12, 31)}, words_file},
                                   {},
                                   log,
                                   inputs);
    }

    /// Everything that may be shown to a reader.
    std::string all_text() const {
        std::string text;
        for (const Issue& issue : log.issues()) {
            text += issue.place.column + issue.place.value + issue.message.vi + issue.message.en +
                    issue.repair.vi + issue.repair.en;
        }
        for (const InputRecord& input : inputs) {
            text += input.encoding_sample;
            for (const TableFound& table : input.tables) {
                text += table.not_data.vi + table.form.vi;
                for (const ColumnFound& column : table.columns) {
                    for (const std::string& sample : column.samples) {
                        text += sample;
                    }
                }
            }
        }
        for (const auto& column : incidents.attributes.columns) {
            for (const domain::Value& value : column) {
                text += domain::as_text(value);
            }
        }
        return text;
    }
};

const std::string list =
    "TRUNG TÂM KIỂM SOÁT BỆNH TẬT,,,,,,\n"
    "DANH SÁCH TRẺ EM TỬ VONG NĂM 2023,,,,,,\n"
    "STT,Họ và tên,Ngày sinh,Xã,Huyện,Ngày xảy ra,Nguyên nhân\n"
    "1,Nguyễn Gieo Tên,17/09/2016,Xã Lộc Thạnh,Huyện Lộc Ninh,05/03/2023,Đuối nước\n"
    "2,Trần Gieo Tên,31/02/2016,Xã Lộc Thành,Huyện Lộc Ninh,06/03/2023,Đuối nước\n"
    "3,Lê Gieo Tên,17/09/2014,Xã Lộc Xa,Huyện Lộc Ninh,07/03/2023,TNGT\n"
    "4,Võ Gieo Tên,17/09/2014,Xã Lộc Thành,Huyện Lộc Ninh,07/03/2023,Xâm hại tình dục\n"
    "Cộng,4,,,,,\n"
    ",,,,,,Người lập biểu\n"
    ",,,,,,Phạm Gieo Tên\n";

TEST(OfficeIncidents, EveryRowIsUsedRejectedOrNoData) {
    const Scratch scratch;
    Reading reading;
    reading.read(write_bytes(scratch / "ds.csv", list), communes());
    ASSERT_EQ(reading.incidents.rows.size(), 1U);
    const domain::Incident& first = reading.incidents.rows[0];
    EXPECT_EQ(first.age, 6);
    EXPECT_EQ(first.row, 4);
    ASSERT_EQ(reading.log.tallies().size(), 1U);
    const SourceTally& tally = reading.log.tallies()[0];
    EXPECT_EQ(tally.rows_in, 10);
    EXPECT_EQ(tally.rows_used, 1);
    EXPECT_EQ(tally.rows_rejected, 3);
    EXPECT_EQ(tally.rows_not_data, 6);
    std::map<std::string, std::int64_t> rows;
    for (const Issue& issue : reading.log.issues()) {
        rows[issue.slug] = issue.place.row;
        EXPECT_EQ(issue.place.file, "ds.csv");
        EXPECT_FALSE(issue.repair.vi.empty() || issue.repair.en.empty());
    }
    EXPECT_EQ(rows["incident.unreadable-age"], 5);
    EXPECT_EQ(rows["incident.unknown-unit"], 6);
    EXPECT_EQ(rows["incident.protected-kind"], 7);
}

TEST(OfficeIncidents, RowsOfLaterBlocksAreReadLikeTheFirst) {
    constexpr int count = static_cast<int>(OfficeReader::block) + 10;
    std::string csv = "STT,Xã,Ngày xảy ra,Tuổi,Mắc/tử vong,Nguyên nhân\n";
    const std::string day_and_rest = ",Xã Lộc Thạnh,05/03/2023,";
    for (int i = 1; i <= count; ++i) {
        csv += std::to_string(i) + day_and_rest + (i % 2 == 0 ? "7" : "8") + ",01/01,Đuối nước\n";
    }
    csv += std::to_string(count + 1) + ",Xã Lộc Thành,06/03/2023,9,03/01,Đuối nước\n";
    csv += std::to_string(count + 2) + ",Xã Lộc Xa,06/03/2023,9,01/01,Đuối nước\n";
    const Scratch scratch;
    Reading reading;
    reading.source.assume_no_duplicates = true;
    reading.read(write_bytes(scratch / "dài.csv", csv), communes());
    const SourceTally& tally = reading.log.tallies().at(0);
    EXPECT_EQ(tally.rows_in, count + 4) << "a header, and one row that tells of two outcomes";
    EXPECT_EQ(tally.rows_used, count + 2);
    ASSERT_EQ(reading.incidents.rows.size(), static_cast<std::size_t>(count + 2));
    const domain::Incident& dead = reading.incidents.rows[static_cast<std::size_t>(count)];
    const domain::Incident& hurt = reading.incidents.rows[static_cast<std::size_t>(count) + 1];
    EXPECT_EQ(dead.row, count + 2);
    EXPECT_EQ(hurt.victims, 2);
    EXPECT_FALSE(hurt.event.empty());
    EXPECT_EQ(dead.event, hurt.event);
    const auto& issues = reading.log.issues();
    const auto refused = std::find_if(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.slug == "incident.unknown-unit";
    });
    ASSERT_NE(refused, issues.end());
    EXPECT_EQ(refused->place.row, count + 3);
    EXPECT_EQ(refused->place.value, "Xã Lộc Xa");
}

TEST(OfficeIncidents, NoNameOrBirthDateLeavesTheReader) {
    const Scratch scratch;
    for (const std::string encoding : {"UTF-8", "TCVN3", "windows-1258"}) {
        Reading reading;
        const std::string bytes = encoding == "UTF-8" ? list : test::in_encoding(encoding, list);
        reading.read(write_bytes(scratch / (encoding + ".csv"), bytes), communes());
        EXPECT_EQ(reading.incidents.rows.size(), 1U) << encoding;
        const std::string text = reading.all_text();
        for (const char* planted : {"Gieo Tên", "Gieo", "17/09", "31/02/2016"}) {
            EXPECT_EQ(text.find(planted), std::string::npos) << encoding << ": " << planted;
        }
    }
}

TEST(OfficeIncidents, TwoChildrenAlikeInOneEventAreTwoAndACopiedRowIsOne) {
    const Scratch scratch;
    Reading reading;
    reading.read(write_bytes(scratch / "ds.csv",
                             "STT,Mã vụ,Họ và tên,Tuổi,Xã,Huyện,Ngày xảy ra,Nguyên nhân\n"
                             "1,A,Một,7,Xã Lộc Thạnh,Huyện Lộc Ninh,05/03/2023,TNGT\n"
                             "2,A,Hai,7,Xã Lộc Thạnh,Huyện Lộc Ninh,05/03/2023,TNGT\n"
                             "3,A,Hai,7,Xã Lộc Thạnh,Huyện Lộc Ninh,05/03/2023,TNGT\n"),
                 communes());
    ASSERT_EQ(reading.incidents.rows.size(), 2U);
    EXPECT_EQ(reading.incidents.rows[0].event, "A");
    EXPECT_EQ(reading.incidents.rows[1].row, 3);
}

TEST(OfficeIncidents, CoordinatesWithoutSystemAndTooFewToTellAreLeftOut) {
    const Scratch scratch;
    Reading reading;
    reading.read(write_bytes(scratch / "ds.csv",
                             "STT,Tuổi,Xã,Huyện,Ngày xảy ra,Kinh độ,Vĩ độ\n"
                             "1,7,Xã Lộc Thạnh,Huyện Lộc Ninh,05/03/2023,106.5,11.5\n"),
                 communes());
    ASSERT_EQ(reading.incidents.rows.size(), 1U);
    EXPECT_FALSE(reading.incidents.rows[0].at.has_value());
    EXPECT_EQ(reading.log.issues().front().slug, "table.coordinates-without-system");
}

TEST(OfficeIncidents, AFileWithoutAKnownHeaderIsRefusedInBothLanguages) {
    const Scratch scratch;
    Reading reading;
    const auto file = write_bytes(scratch / "x.csv", "a,b\n1,2\n");
    const std::string message = error_of(ErrorKind::input, [&] { reading.read(file, communes()); });
    EXPECT_TRUE(test::contains(message, "no header row is found"));
}

/// The rows of the truth file, by the row they have in the dirty ones.
domain::Layer truth_of(const std::filesystem::path& folder) {
    FileSource source;
    source.file = folder / "SYNTHETIC_incidents_truth.csv";
    return open_table(source).layer;
}

domain::AdminUnits real_units(const std::filesystem::path& data, IssueLog& log) {
    UnitSource source;
    source.source.file = data / "vn_binhphuoc" / "communes_old111.gpkg";
    source.code = "code";
    source.name = "name";
    source.parent = "district";
    std::vector<InputRecord> inputs;
    return read_units(source, {"EPSG:9212", {}}, log, inputs);
}

TEST(OfficeIncidents, SyntheticListsAgreeWithTheirTruthOrSayWhyNot) {
    const auto data = test::real_data();
    if (!data) {
        GTEST_SKIP() << "no folder of real data";
    }
    IssueLog units_log;
    const domain::AdminUnits units = real_units(*data, units_log);
    const UnitMatcher matcher(units);
    const domain::Layer truth = truth_of(*data / "dirty");
    const auto told = [&](std::size_t row, const char* column) {
        return cell_text(truth, *truth.find(column), row);
    };
    for (const char* name : {"SYNTHETIC_incidents_vi.xlsx",
                             "SYNTHETIC_incidents_vi_semicolon_utf8bom.csv",
                             "SYNTHETIC_incidents_vi_tcvn3.csv"}) {
        SCOPED_TRACE(name);
        Reading reading;
        reading.source.source.crs = "EPSG:4326";
        reading.read(*data / "dirty" / name, units);
        std::size_t wrong = 0;
        for (const domain::Incident& incident : reading.incidents.rows) {
            const auto row = static_cast<std::size_t>(incident.row - 2);
            ASSERT_LT(row, truth.size());
            const UnitMatch place =
                matcher.match({"", told(row, "Xã/Phường"), told(row, "Huyện/TX/TP")});
            const bool right =
                incident.unit == place.unit &&
                incident.date == read_date(told(row, "Ngày xảy ra"), "dmy")->date &&
                incident.hour == read_hour(told(row, "Giờ")) &&
                incident.age == std::stod(told(row, "Tuổi")) &&
                incident.sex == (told(row, "Giới tính") == "Nam" ? "male" : "female") &&
                incident.cause ==
                    (told(row, "Loại tai nạn") == "TNGT" ? "road_traffic" : "drowning") &&
                incident.severity == (told(row, "Hậu quả") == "Tử vong" ? "death" : "injury");
            wrong += right ? 0 : 1;
        }
        EXPECT_EQ(wrong, 0U);
        const SourceTally& tally = reading.log.tallies().at(0);
        EXPECT_EQ(tally.rows_in, 244);
        EXPECT_EQ(tally.rows_not_data, 1);
        EXPECT_GE(tally.rows_used, 230);
        std::map<std::string, int> reasons;
        for (const Issue& issue : reading.log.issues()) {
            reasons[issue.slug + (issue.severity == Severity::rejected ? " rejected" : "")] += 1;
        }
        for (const auto& [reason, count] : reasons) {
            RecordProperty(reason, count);
            std::cout << name << " " << reason << " " << count << "\n";
        }
        EXPECT_GE(reasons["incident.duplicate rejected"], 3);
    }
}

}  // namespace
}  // namespace riskmap::intake
