#include "intake/support/dirty_workbooks.hpp"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "gdal/read.hpp"
#include "intake/read.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/study_nouns.hpp"

/// Workbooks with one fault each: the fault is told with file, sheet, row, column, value and repair
/// in both languages, and the row is not counted.
namespace riskmap::intake {
namespace {

using test::but;
using test::Dirty;
using test::dirty_workbooks;
using test::good;
using test::header;
using test::Scratch;
using test::WorkbookFile;

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

/// The letters of "Ngày xảy ra (G)"; of two columns both.
std::vector<std::string> letters_in(const std::string& column) {
    std::vector<std::string> letters;
    for (std::size_t open = column.find('('); open != std::string::npos;
         open = column.find('(', open + 1)) {
        letters.push_back(column.substr(open + 1, column.find(')', open) - open - 1));
    }
    return letters;
}

bool is_plain(const std::string& text) {
    return std::all_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Where it is, what stands there and what to do, in sentences of two languages without a gap left
/// in them. The cell a message names is the one that has the value; personal ones are not shown.
void expect_whole_message(const Issue& issue, const WorkbookFile& book) {
    EXPECT_EQ(issue.source.rfind("incidents.office", 0), 0U) << issue.source;
    EXPECT_EQ(issue.place.file, "bảng bẩn.xlsx");
    EXPECT_EQ(issue.place.sheet, "Danh sách");
    for (const Text* text : {&issue.message, &issue.repair}) {
        EXPECT_FALSE(text->en.empty());
        EXPECT_FALSE(is_plain(text->vi)) << text->vi;
        EXPECT_NE(text->vi, text->en);
        for (const std::string& said : {text->vi, text->en, issue.place.value}) {
            EXPECT_FALSE(test::contains(said, "Gieo")) << said;
            EXPECT_FALSE(test::contains(said, "{}")) << said;
        }
    }
    if (issue.place.row == 0) {
        return;
    }
    const std::vector<std::string> letters = letters_in(issue.place.column);
    const bool about_the_row = issue.slug == "incident.duplicate";
    EXPECT_EQ(letters.empty(), about_the_row) << "no cell is named";
    for (const std::string& letter : letters) {
        std::string written = book.text("Danh sách", issue.place.row, letter);
        std::replace(written.begin(), written.end(), ',', '.');
        EXPECT_TRUE(test::contains(issue.place.value, written) || issue.place.value == "[…]")
            << letter << " holds " << written << ", told is " << issue.place.value;
    }
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
        EXPECT_EQ(found->place,
                  (Place{"bảng bẩn.xlsx", "Danh sách", dirty.row, dirty.column, dirty.value}));
        EXPECT_EQ(found->severity == Severity::rejected ? 1 : 0,
                  reading.log.rejected("incidents.office"));
        for (const Issue& issue : issues) {
            SCOPED_TRACE(issue.slug + ": " + issue.message.en);
            expect_whole_message(issue, book);
            if (&issue != &*found) {
                EXPECT_EQ(issue.severity, Severity::note) << "only the planted fault is a fault";
                EXPECT_EQ(issue.place.row, 0) << "and what else is told is of the whole table";
            }
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
