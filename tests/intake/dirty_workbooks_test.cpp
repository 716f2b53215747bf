#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "gdal/read.hpp"
#include "intake/read.hpp"
#include "intake/support/workbook_file.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/study_nouns.hpp"

/// Workbooks with one fault each: the fault is told with file, sheet, row, column, value and repair
/// in both languages, and the row is not counted.
namespace riskmap::intake {
namespace {

using test::Scratch;
using test::WorkbookFile;

const std::vector<std::string> header{"STT",
                                      "Họ và tên",
                                      "Tuổi",
                                      "Giới tính",
                                      "Xã",
                                      "Huyện",
                                      "Ngày xảy ra",
                                      "Nguyên nhân",
                                      "Mắc/tử vong",
                                      "X",
                                      "Y"};
const std::vector<std::string> good{
    "1", "Nguyễn Gieo", "7", "Nam", "Xã Lộc Thạnh", "Huyện Hạ", "05/03/2023", "Đuối nước", "01/01"};

/// The good row with other cells; columns count from 1.
std::vector<std::string> but(const std::vector<std::pair<std::size_t, std::string>>& changes) {
    std::vector<std::string> row = good;
    row[0] = "2";
    row.resize(header.size());
    for (const auto& [column, text] : changes) {
        row[column - 1] = text;
    }
    return row;
}

struct Dirty {
    const char* name;
    std::function<void(WorkbookFile&)> spoil;  ///< what follows the header and two good rows
    const char* slug;
    std::int64_t row = 5;
    const char* column = "";
    const char* value = "";
    std::size_t used = 2;
};

std::function<void(WorkbookFile&)> one_row(
    const std::vector<std::pair<std::size_t, std::string>>& changes) {
    return [=](WorkbookFile& book) { book.row(but(changes)); };
}

const std::vector<Dirty>& dirty_workbooks() {
    static const std::vector<Dirty> all{
        {"no such day",
         one_row({{7, "31/02/2023"}}),
         "incident.unreadable-date",
         5,
         "Ngày xảy ra (G)",
         "31/02/2023"},
        {"a date in words that are none",
         one_row({{7, "hôm qua"}}),
         "incident.unreadable-date",
         5,
         "Ngày xảy ra (G)",
         "hôm qua"},
        {"no date", one_row({{7, ""}}), "incident.no-date", 5, "Ngày xảy ra (G)", ""},
        {"before the period",
         one_row({{7, "05/03/2003"}}),
         "incident.outside-period",
         5,
         "Ngày xảy ra (G)",
         "05/03/2003"},
        {"an Excel date after the period",
         [](WorkbookFile& book) {
             book.row(but({{7, ""}})).day(5, 7, 2031, 5, 6);
         },
         "incident.outside-period",
         5,
         "Ngày xảy ra (G)",
         "2031/05/06"},
        {"an error cell as date",
         [](WorkbookFile& book) {
             book.row(but({{7, ""}})).formula(5, 7, "=NA()", "#N/A");
         },
         "incident.unreadable-date",
         5,
         "Ngày xảy ra (G)",
         "#N/A"},
        {"an age in words", one_row({{3, "bảy"}}), "incident.unreadable-age", 5, "Tuổi (C)", "bảy"},
        {"an impossible age",
         one_row({{3, "215"}}),
         "incident.impossible-age",
         5,
         "Tuổi (C)",
         "215"},
        {"a formula as age that is below zero",
         [](WorkbookFile& book) {
             book.row(but({{3, ""}})).formula(5, 3, "=2023-2027", -4);
         },
         "incident.impossible-age",
         5,
         "Tuổi (C)",
         "-4"},
        {"a commune that is none",
         one_row({{5, "Xã Lộc Xa"}}),
         "incident.unknown-unit",
         5,
         "Xã (E)",
         "Xã Lộc Xa"},
        {"two communes without the mark",
         one_row({{5, "Xa Loc Thanh"}}),
         "incident.ambiguous-unit",
         5,
         "Xã (E)",
         "Xa Loc Thanh"},
        {"a commune of two districts",
         one_row({{5, "Xã Tân Phú"}, {6, ""}}),
         "incident.ambiguous-unit",
         5,
         "Xã (E)",
         "Xã Tân Phú"},
        {"a number as commune",
         [](WorkbookFile& book) {
             book.row(but({{5, ""}})).number(5, 5, 1426600000000.0);
         },
         "incident.unknown-unit",
         5,
         "Xã (E)",
         "1426600000000"},
        {"more deaths than cases",
         one_row({{9, "01/02"}}),
         "incident.unreadable-victims",
         5,
         "Mắc/tử vong (I)",
         "01/02"},
        {"a pair that Excel made a date",
         [](WorkbookFile& book) {
             book.row(but({{9, ""}})).day(5, 9, 2023, 1, 2);
         },
         "incident.unreadable-victims",
         5,
         "Mắc/tử vong (I)",
         "2023/01/02"},
        {"a row that may not be here",
         one_row({{8, "Xâm hại tình dục"}}),
         "incident.protected-kind"},
        {"the same row again", one_row({}), "incident.duplicate"},
        {"neither place nor point",
         one_row({{5, ""}, {6, ""}}),
         "incident.no-place",
         5,
         "Y (K), X (J)"},
        {"a point that is text",
         one_row({{5, ""}, {6, ""}, {10, "gần cầu"}, {11, "bờ sông"}}),
         "incident.unreadable-coordinates",
         5,
         "Y (K), X (J)",
         "bờ sông, gần cầu"},
        {"a point far away",
         one_row({{5, ""}, {6, ""}, {10, "99000,5"}, {11, "99000,5"}}),
         "incident.outside-study-area",
         5,
         "Y (K), X (J)",
         "99000.5, 99000.5"},
        {"axes swapped",
         one_row({{5, "Xã Lộc Thành"}, {7, "06/03/2023"}, {10, "1500"}, {11, "500"}}),
         "incident.swapped-axes",
         5,
         "Y (K), X (J)",
         "500, 1500",
         3},
        {"a total that is wrong",
         [](WorkbookFile& book) {
             book.row({"", "Cộng", "", "", "", "", "", "", "7"});
         },
         "table.sum-differs"},
        {"a sheet that nobody knows",
         [](WorkbookFile& book) {
             book.sheet("Lạ").row({"a", "b"}).row({"1", "2"});
         },
         "table.sheet-not-recognised",
         0,
         "",
         "Lạ"},
    };
    return all;
}

domain::AdminUnits four_communes() {
    domain::AdminUnits units = test::units_in_a_row(4, 1000, 1000);
    units.code = PerUnit<std::string>({"25280", "25294", "25195", "25363"});
    units.name = PerUnit<std::string>({"Xã Lộc Thạnh", "Xã Lộc Thành", "Xã Tân Phú", "Xã Tân Phú"});
    units.parent = PerUnit<std::string>({"Huyện Hạ", "Huyện Hạ", "Huyện Hạ", "Huyện Trung"});
    return units;
}

struct Reading {
    IssueLog log;
    std::vector<InputRecord> inputs;
    domain::Incidents incidents;

    void read(const std::filesystem::path& file, const std::string& layer = "") {
        IncidentSource source;
        source.id = "office";
        source.recognise = true;
        source.source.file = file;
        source.source.layer = layer;
        source.source.crs = "EPSG:9212";
        source.source.written = file.filename().string();
        using std::chrono::day;
        using std::chrono::month;
        using std::chrono::year;
        const Period period{Date{year(2020), month(1), day(1)},
                            Date{year(2024), month(12), day(31)}};
        const auto words = test::source_folder() / "data" / "words" / "headers.toml";
        incidents = read_incidents(
            {source}, four_communes(), {"EPSG:9212", period, words}, {}, log, inputs);
    }
};

WorkbookFile& begun(WorkbookFile& book) {
    return book.sheet("Danh sách")
        .row({"DANH SÁCH TRẺ EM BỊ TAI NẠN"})
        .row(header)
        .row(good)
        .row(but({{7, "04/03/2023"}}));
}

TEST(DirtyWorkbooks, EachFaultIsToldWhereItIsAndHowToMendIt) {
    const Scratch scratch;
    ASSERT_GE(dirty_workbooks().size(), 20U);
    for (const Dirty& dirty : dirty_workbooks()) {
        SCOPED_TRACE(dirty.name);
        WorkbookFile book(scratch / "bảng bẩn.xlsx");
        dirty.spoil(begun(book));
        Reading reading;
        reading.read(book.write());
        EXPECT_EQ(reading.incidents.rows.size(), dirty.used);
        const auto& issues = reading.log.issues();
        const auto found = std::find_if(issues.begin(), issues.end(), [&](const Issue& each) {
            return each.slug == dirty.slug;
        });
        if (found == issues.end()) {
            for (const Issue& issue : issues) {
                ADD_FAILURE() << "told instead: " << issue.slug << " " << issue.place.row << " "
                              << issue.place.column << " " << issue.place.value;
            }
            continue;
        }
        EXPECT_EQ(found->place.file, "bảng bẩn.xlsx");
        EXPECT_EQ(found->place.sheet, "Danh sách");
        EXPECT_EQ(found->place.row, dirty.row);
        EXPECT_EQ(found->place.column, dirty.column);
        EXPECT_EQ(found->place.value, dirty.value);
        for (const Text* text : {&found->message, &found->repair}) {
            EXPECT_FALSE(text->vi.empty());
            EXPECT_FALSE(text->en.empty());
            EXPECT_NE(text->vi, text->en);
        }
        for (const Issue& issue : issues) {
            EXPECT_FALSE(test::contains(issue.message.vi + issue.place.value, "Gieo"));
        }
    }
}

TEST(DirtyWorkbooks, CellsOfEveryKindAreReadAsShown) {
    const Scratch scratch;
    WorkbookFile book(scratch / "kiểu ô.xlsx");
    begun(book)
        .row(but({{3, ""}, {7, ""}}))
        .number(5, 3, 8)
        .day(5, 7, 2023, 3, 6)
        .row(but({{3, ""}, {7, "07/03/2023"}}))
        .formula(6, 3, "=2023-2014", 9)
        .row(but({{3, "10"}, {7, ""}}))
        .number(7, 7, 44997);
    Reading reading;
    reading.read(book.write());
    std::vector<std::string> told;
    for (const domain::Incident& each : reading.incidents.rows) {
        told.push_back(std::to_string(static_cast<int>(each.age.value_or(-1))) + " " +
                       to_iso(each.date));
    }
    EXPECT_EQ(
        told,
        (std::vector<std::string>{
            "7 2023-03-05", "7 2023-03-04", "8 2023-03-06", "9 2023-03-07", "10 2023-03-12"}));
}

TEST(DirtyWorkbooks, MergedCommunesFillDownAndOneMissingDoesNot) {
    const Scratch scratch;
    const std::vector<std::string> columns{"STT", "Xã", "Huyện", "Tuổi", "Ngày xảy ra"};
    WorkbookFile book(scratch / "gộp.xlsx");
    book.sheet("Gộp")
        .row(columns)
        .row({"1", "Xã Lộc Thạnh", "Huyện Hạ", "7", "05/03/2023"})
        .row({"2", "", "Huyện Hạ", "8", "06/03/2023"})
        .row({"3", "Xã Lộc Thành", "Huyện Hạ", "9", "07/03/2023"})
        .merge(2, 3, 2, "Xã Lộc Thạnh");
    book.sheet("Thiếu")
        .row(columns)
        .row({"1", "Xã Lộc Thạnh", "Huyện Hạ", "7", "05/03/2022"})
        .row({"2", "Xã Lộc Thành", "Huyện Hạ", "9", "06/03/2022"})
        .row({"3", "Xã Tân Phú", "Huyện Hạ", "9", "07/03/2022"})
        .row({"4", "", "Huyện Hạ", "9", "08/03/2022"});
    Reading reading;
    reading.read(book.write());
    std::vector<std::size_t> units;
    for (const domain::Incident& each : reading.incidents.rows) {
        units.push_back(each.unit.row());
    }
    EXPECT_EQ(units, (std::vector<std::size_t>{0, 0, 1, 0, 1, 2}));
}

TEST(DirtyWorkbooks, WhatCannotBeReadAtAllIsRefusedInBothLanguages) {
    const Scratch scratch;
    const auto refusal = [](const std::filesystem::path& file, const std::string& layer) {
        try {
            Reading().read(file, layer);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::input);
            EXPECT_NE(error.message().vi, error.message().en);
            EXPECT_TRUE(test::contains(error.message().vi, file.filename().string()));
            return error.message().en;
        }
        ADD_FAILURE() << file << " was read";
        return std::string();
    };
    WorkbookFile unknown(scratch / "lạ.xlsx");
    unknown.sheet("Lạ").row({"a", "b"}).row({"1", "2"});
    EXPECT_TRUE(test::contains(refusal(unknown.write(), ""), "no header row is found"));
    WorkbookFile empty(scratch / "trống.xlsx");
    empty.sheet("Trống");
    EXPECT_TRUE(test::contains(refusal(empty.write(), ""), "no header row is found"));
    WorkbookFile whole(scratch / "đủ.xlsx");
    begun(whole);
    const auto file = whole.write();
    EXPECT_TRUE(test::contains(refusal(file, "Danh sach"), "did you mean \"Danh sách\""));
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    EXPECT_FALSE(refusal(file, "").empty());
    const auto text = test::write_bytes(scratch / "thật ra là chữ.xlsx", "<html>bảng</html>");
    EXPECT_FALSE(refusal(text, "").empty());
}

/// The same list as OpenDocument, written by GDAL: codes keep their zeros and dates their day.
TEST(DirtyWorkbooks, OpenDocumentsAreReadAsWorkbooksAre) {
    const Scratch scratch;
    test::DrawnFile file;
    file.driver = "ODS";
    file.layer = "Danh sách";
    file.crs = "";
    file.fields = {{"Mã xã", OFTString}, {"Tuổi", OFTInteger}, {"Ngày xảy ra", OFTString}};
    file.rows = {{"", {"00025280", "7", "05/03/2023"}}, {"", {"25294", "bảy", "31/02/2023"}}};
    file.rows[1].cells[1] = "8";
    Reading reading;
    reading.read(draw_file(scratch / "bảng.ods", file));
    ASSERT_EQ(reading.log.tallies().size(), 1U);
    EXPECT_EQ(reading.log.tallies()[0].rows_in, 3);
    std::vector<std::string> told;
    for (const Issue& issue : reading.log.issues()) {
        told.push_back(issue.slug + " " + issue.place.column + " " + issue.place.value);
    }
    EXPECT_TRUE(std::find(told.begin(), told.end(), "incident.unknown-unit Mã xã (A) 00025280") !=
                told.end());
    EXPECT_TRUE(std::find(told.begin(),
                          told.end(),
                          "incident.unreadable-date Ngày xảy ra (C) 31/02/2023") != told.end());
}

/// Sheets are read when their cells are asked for: how they are to be read must hold until then.
TEST(DirtyWorkbooks, ColumnsThatTheStudyNamesKeepTheirZerosAndTheirHeader) {
    const Scratch scratch;
    WorkbookFile book(scratch / "mã.xlsx");
    book.sheet("Một").row({"ghi chú"}).sheet("Hai").row({"mã", "tên"}).row({"00001", "12.50"});
    test::DrawnFile drawn;
    drawn.driver = "ODS";
    drawn.layer = "Hai";
    drawn.crs = "";
    drawn.fields = {{"mã", OFTString}, {"tên", OFTString}};
    drawn.rows = {{"", {"00001", "12.50"}}};
    for (const auto& file : {book.write(), draw_file(scratch / "mã.ods", drawn)}) {
        SCOPED_TRACE(file);
        gdal::ReadOptions options;
        options.layer = "Hai";
        std::vector<gdal::RowFault> faults;
        const domain::Layer layer = gdal::read_vector(file, options, faults);
        ASSERT_EQ(layer.size(), 1U);
        EXPECT_EQ(layer.fields[0].name, "mã");
        EXPECT_EQ(layer.at(0, 0), domain::Value("00001"));
        EXPECT_EQ(layer.at(1, 0), domain::Value("12.50"));
        EXPECT_EQ(layer.source_rows[0], 2);
    }
}

}  // namespace
}  // namespace riskmap::intake
