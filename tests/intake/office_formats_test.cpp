#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "gdal/read.hpp"
#include "intake/read.hpp"
#include "intake/support/old_workbook_file.hpp"
#include "intake/support/workbook_file.hpp"
#include "support/days.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"
#include "support/study_nouns.hpp"

/// One list in every format that offices send: the same rows are counted, and the same are refused
/// with the same reason and place.
namespace riskmap::intake {
namespace {

using test::day;
using test::Scratch;

using Grid = std::vector<std::vector<std::string>>;

const Grid grid{
    {"TRUNG TÂM Y TẾ HUYỆN HẠ"},
    {"DANH SÁCH TRẺ EM BỊ TAI NẠN NĂM 2023"},
    {"STT",
     "Họ và tên",
     "Tuổi",
     "Giới tính",
     "Xã",
     "Huyện",
     "Ngày xảy ra",
     "Nguyên nhân",
     "Hậu quả"},
    {"I. Đuối nước"},
    {"1",
     "Nguyễn Gieo",
     "7",
     "Nam",
     "Xã Lộc Thạnh",
     "Huyện Hạ",
     "05/03/2023",
     "Đuối nước",
     "Tử vong"},
    {"2",
     "Trần Gieo",
     "3 tuổi",
     "Nữ",
     "x. Lộc Thành",
     "Huyện Hạ",
     "06/03/2023",
     "Đuối nước",
     "Tử vong"},
    {"3", "Lê Gieo", "9", "Nam", "Xã Lộc Xa", "Huyện Hạ", "07/03/2023", "Đuối nước", "Tử vong"},
    {"", "Cộng", "3"},
    {"II. Tai nạn giao thông"},
    {"1", "Võ Gieo", "11", "Nữ", "Xã Lộc Thạnh", "Huyện Hạ", "31/02/2023", "TNGT", "Bị thương"},
    {"2", "Đỗ Gieo", "12", "Nam", "Xã Lộc Thành", "Huyện Hạ", "08/03/2023", "TNGT", "Bị thương"},
    {"", "Cộng", "2"},
    {"", "", "", "", "", "", "Người lập biểu"},
};

domain::AdminUnits communes() {
    domain::AdminUnits units = test::units_in_a_row(2, 1000, 1000);
    units.code = PerUnit<std::string>({"25280", "25294"});
    units.name = PerUnit<std::string>({"Xã Lộc Thạnh", "Xã Lộc Thành"});
    units.parent = PerUnit<std::string>({"Huyện Hạ", "Huyện Hạ"});
    return units;
}

std::string delimited(char separator, const char* line_end) {
    std::string text;
    for (const std::vector<std::string>& row : grid) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += i == 0 ? row[i] : separator + row[i];
        }
        text += line_end;
    }
    return text;
}

std::filesystem::path xlsx(const std::filesystem::path& file) {
    test::WorkbookFile book(file);
    book.sheet("Năm 2023");
    for (const std::vector<std::string>& row : grid) {
        book.row(row);
    }
    return book.write();
}

/// GDAL writes a sheet without a header when its fields are called "Field1", "Field2", ...
std::filesystem::path ods(const std::filesystem::path& file) {
    test::DrawnFile drawn;
    drawn.driver = "ODS";
    drawn.layer = "Năm 2023";
    drawn.crs = "";
    for (std::size_t i = 1; i <= grid[2].size(); ++i) {
        drawn.fields.push_back({fmt::format("Field{}", i), OFTString});
    }
    for (const std::vector<std::string>& row : grid) {
        test::DrawnRow& cells = drawn.rows.emplace_back();
        for (const std::string& cell : row) {
            cells.cells.push_back(cell.empty() ? std::nullopt : std::optional(cell));
        }
    }
    return test::draw_file(file, drawn);
}

std::filesystem::path xls(const std::filesystem::path& file) {
    test::OldWorkbookFile book;
    book.sheet("Năm 2023");
    for (const std::vector<std::string>& row : grid) {
        book.row({row.begin(), row.end()});
    }
    return book.write(file);
}

struct Reading {
    IssueLog log;
    std::vector<InputRecord> inputs;
    domain::Incidents incidents;

    explicit Reading(const std::filesystem::path& file) {
        IncidentSource source;
        source.id = "office";
        source.recognise = true;
        source.source.file = file;
        source.source.written = file.filename().string();
        incidents = read_incidents({source},
                                   communes(),
                                   {"EPSG:9212",
                                    {day(2020, 1, 1), day(2024, 12, 31)},
                                    test::source_folder() / "data" / "words" / "headers.toml"},
                                   {},
                                   log,
                                   inputs);
    }

    /// What was counted and what was refused, line by line.
    std::vector<std::string> outcome() const {
        std::vector<std::string> lines;
        for (const domain::Incident& each : incidents.rows) {
            lines.push_back(fmt::format("{} {} {} {} {} {} {}",
                                        each.row,
                                        to_iso(each.date),
                                        each.age.value_or(-1),
                                        each.sex,
                                        each.cause,
                                        each.severity,
                                        each.unit.row()));
        }
        for (const Issue& issue : log.issues()) {
            if (issue.severity != Severity::note) {
                lines.push_back(fmt::format("{} {} {} {}",
                                            issue.slug,
                                            issue.place.row,
                                            issue.place.column,
                                            issue.place.value));
            }
        }
        const SourceTally& tally = log.tallies().at(0);
        lines.push_back(fmt::format("{} = {} + {} + {}",
                                    tally.rows_in,
                                    tally.rows_used,
                                    tally.rows_rejected,
                                    tally.rows_not_data));
        return lines;
    }
};

const std::vector<std::string> expected{
    "5 2023-03-05 7 male drowning death 0",
    "6 2023-03-06 3 female drowning death 1",
    "11 2023-03-08 12 male road_traffic injury 1",
    "incident.unknown-unit 7 Xã (E) Xã Lộc Xa",
    "incident.unreadable-date 10 Ngày xảy ra (G) 31/02/2023",
    "13 = 3 + 2 + 8",
};

TEST(OfficeFormats, EveryFormatTellsTheSame) {
    const Scratch scratch;
    const std::vector<std::filesystem::path> files{
        xlsx(scratch / "danh sách.xlsx"),
        ods(scratch / "danh sách.ods"),
        xls(scratch / "danh sách.xls"),
        test::write_bytes(scratch / "dấu phẩy.csv", delimited(',', "\n")),
        test::write_bytes(scratch / "chấm phẩy.csv", delimited(';', "\r\n")),
        test::write_bytes(scratch / "tab.tsv", delimited('\t', "\n")),
        test::write_bytes(scratch / "gạch đứng.txt", delimited('|', "\n")),
        test::write_bytes(scratch / "dấu đầu tệp.csv", "\xEF\xBB\xBF" + delimited(';', "\n")),
        test::write_bytes(scratch / "xuống dòng kiểu cũ.csv", delimited(';', "\r")),
    };
    for (const std::filesystem::path& file : files) {
        SCOPED_TRACE(file.filename().string());
        EXPECT_EQ(Reading(file).outcome(), expected);
    }
}

TEST(OfficeFormats, OldWorkbooksTellTheirSheetsNumbersAndDays) {
    const Scratch scratch;
    test::OldWorkbookFile book;
    book.sheet("Ghi chú").row({std::string("chỉ là chữ")});
    book.sheet("Năm 2023")
        .row({"STT", "Tuổi", "Xã", "Huyện", "Ngày xảy ra", "Nguyên nhân"})
        .row({1.0, 7.0, "Xã Lộc Thạnh", "Huyện Hạ", test::OldDay{44990}, "Đuối nước"})
        .row({2.0, 8.0, "Xã Lộc Xa", "Huyện Hạ", test::OldDay{44991}, "Đuối nước"});
    const Reading reading(book.write(scratch / "cũ.xls"));
    ASSERT_EQ(reading.incidents.rows.size(), 1U);
    EXPECT_EQ(reading.incidents.rows[0].age, 7);
    EXPECT_EQ(to_iso(reading.incidents.rows[0].date), "2023-03-05");
    const auto& issues = reading.log.issues();
    const auto unread = std::find_if(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.slug == "table.sheet-not-recognised";
    });
    ASSERT_NE(unread, issues.end());
    EXPECT_EQ(unread->place.value, "Ghi chú");
    const auto refused = std::find_if(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.slug == "incident.unknown-unit";
    });
    ASSERT_NE(refused, issues.end());
    EXPECT_EQ(refused->place, (Place{"cũ.xls", "Năm 2023", 3, "Xã (C)", "Xã Lộc Xa"}));
}

}  // namespace
}  // namespace riskmap::intake
