#include "intake/office_table.hpp"

#include <gtest/gtest.h>

#include "intake/number_column.hpp"
#include "intake/source_table.hpp"
#include "intake/support/drawn_grid.hpp"
#include "intake/table_cells.hpp"
#include "support/scratch.hpp"
#include "support/source_folder.hpp"

namespace riskmap::intake {
namespace {

using test::drawn_grid;

const OfficeWords& words() {
    static const OfficeWords read =
        OfficeWords::read(test::source_folder() / "data" / "words" / "headers.toml");
    return read;
}

OfficeTable table_of(const std::string& drawing, const IncidentSource& source = {}) {
    auto table = recognise_table(drawn_grid(drawing), words(), source);
    EXPECT_TRUE(table.has_value()) << drawing;
    return table ? std::move(*table) : OfficeTable();
}

using Column = std::string IncidentSource::*;

std::string cell(const OfficeTable& table, Column column, std::size_t row) {
    const auto at = table.layer.find(table.source.*column);
    return at && row < table.layer.size() ? cell_text(table.layer, *at, row) : "";
}

std::vector<std::string> column(const OfficeTable& table, Column of) {
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < table.layer.size(); ++row) {
        cells.push_back(cell(table, of, row));
    }
    return cells;
}

using Cells = std::vector<std::string>;

TEST(OfficeTable, TitlesNumbersTotalsAndSignaturesAreNoData) {
    const OfficeTable table = table_of(
        "UBND TỈNH\n"
        "DANH SÁCH TRẺ EM BỊ TAI NẠN NĂM 2023\n"
        "\n"
        "STT|Họ và tên|Tuổi|Giới tính|Xã/Phường|Ngày xảy ra|Nguyên nhân|Kết quả\n"
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)\n"
        "1|Nguyễn Thị Mật|3 tuổi|Nữ|Xã An|05/03/2023|Đuối nước|Tử vong\n"
        "2|Trần Bí|12|Nam|Xã Bình|6/3/2023|TNGT|Bị thương\n"
        "|Cộng: 2\n"
        "||||||Người lập biểu\n"
        "||||||Lê Ký Tên\n");
    EXPECT_EQ(table.layer.source_rows, (std::vector<std::int64_t>{6, 7}));
    EXPECT_EQ(column(table, &IncidentSource::unit_name), (Cells{"Xã An", "Xã Bình"}));
    EXPECT_EQ(column(table, &IncidentSource::cause), (Cells{"drowning", "road_traffic"}));
    EXPECT_EQ(column(table, &IncidentSource::severity), (Cells{"death", "injury"}));
    EXPECT_EQ(column(table, &IncidentSource::sex), (Cells{"female", "male"}));
    EXPECT_EQ(table.rows_not_data, 7);
    EXPECT_TRUE(table.told.empty());
}

TEST(OfficeTable, ATotalThatDiffersFromTheRowsIsTold) {
    const OfficeTable table = table_of("STT|Xã|Ngày xảy ra|Tuổi\n1|An|1/2/2023|4\nTổng cộng||5\n");
    ASSERT_EQ(table.told.size(), 1U);
    EXPECT_EQ(table.told[0].source_row, 3);
    EXPECT_EQ(table.told[0].finding.slug, "table.sum-differs");
    EXPECT_FALSE(table.told[0].finding.message.vi.empty());
}

TEST(OfficeTable, NothingPersonalIsCopied) {
    const OfficeTable table = table_of(
        "TT|Họ tên|Ngày sinh|SĐT|Địa chỉ|Xã|Ngày xảy ra|Ghi chú\n"
        "1|PLANTED NAME|01/02/2015|0900000000|PLANTED STREET|Xã An|05/03/2023|PLANTED NOTE\n");
    for (const auto& column : table.layer.columns) {
        for (const domain::Value& value : column) {
            const std::string text = domain::as_text(value);
            EXPECT_EQ(text.find("PLANTED"), std::string::npos);
            EXPECT_EQ(text.find("0900"), std::string::npos);
            EXPECT_EQ(text.find("2015"), std::string::npos);
        }
    }
    for (const ColumnFound& found : table.found.columns) {
        for (const std::string& sample : found.samples) {
            EXPECT_EQ(sample.find("PLANTED"), std::string::npos);
            EXPECT_EQ(sample.find("2015"), std::string::npos);
        }
    }
    EXPECT_EQ(cell(table, &IncidentSource::age, 0), "8");
}

TEST(OfficeTable, AnUnreadableBirthDateIsHidden) {
    const OfficeTable table = table_of("TT|Ngày sinh|Xã|Ngày xảy ra\n1|32/13/2015|An|05/03/2023\n");
    EXPECT_EQ(cell(table, &IncidentSource::age, 0), "[…]");
}

TEST(OfficeTable, HeadersOfTwoRowsAndTicksUnderSexes) {
    const OfficeTable table = table_of(
        "TT|Họ và tên|Giới tính||Nơi xảy ra||Ngày bị nạn|Hậu quả\n"
        "||Nam|Nữ|Xã|Huyện||Chết|Bị thương\n"
        "1|A|x||Xã An|Huyện Hạ|1/2/2023|x\n"
        "2|B||X|Xã Bình|Huyện Hạ|2/2/2023||x\n");
    EXPECT_EQ(column(table, &IncidentSource::sex), (Cells{"male", "female"}));
    EXPECT_EQ(column(table, &IncidentSource::unit_name), (Cells{"Xã An", "Xã Bình"}));
    EXPECT_EQ(column(table, &IncidentSource::parent_name), (Cells{"Huyện Hạ", "Huyện Hạ"}));
    EXPECT_EQ(column(table, &IncidentSource::severity), (Cells{"death", "injury"}));
}

TEST(OfficeTable, ListsOfTwoPlacesAreReadByTheOneTheSourceTells) {
    const std::string drawing =
        "TT|Nơi cư trú||Nơi xảy ra||Ngày bị nạn|Tuổi\n"
        "|Xã|Huyện|Xã|Huyện||\n"
        "1|Xã An|Huyện Hạ|Xã Bình|Huyện Trung|1/2/2023|4\n"
        "2|Xã Yên|Huyện Hạ|Xã An|Huyện Hạ|2/2/2023|5\n";
    IncidentSource source;
    const OfficeTable happened = table_of(drawing, source);
    EXPECT_EQ(column(happened, &IncidentSource::unit_name), (Cells{"Xã Bình", "Xã An"}));
    EXPECT_EQ(column(happened, &IncidentSource::parent_name), (Cells{"Huyện Trung", "Huyện Hạ"}));
    EXPECT_EQ(happened.source.told, domain::EventPlace::occurrence);
    source.told = domain::EventPlace::residence;
    const OfficeTable lived = table_of(drawing, source);
    EXPECT_EQ(column(lived, &IncidentSource::unit_name), (Cells{"Xã An", "Xã Yên"}));
    EXPECT_EQ(column(lived, &IncidentSource::parent_name), (Cells{"Huyện Hạ", "Huyện Hạ"}));
    EXPECT_EQ(lived.source.told, domain::EventPlace::residence);
}

TEST(OfficeTable, BirthYearsUnderSexesGiveSexAndAge) {
    const OfficeTable table = table_of(
        "TT|Họ và tên|Năm sinh||Xã|Ngày xảy ra\n"
        "||Nam|Nữ||\n"
        "1|A|2015||An|1/2/2023\n"
        "2|B||2020|Bình|1/2/2023\n");
    EXPECT_EQ(column(table, &IncidentSource::sex), (Cells{"male", "female"}));
    EXPECT_EQ(column(table, &IncidentSource::age), (Cells{"8", "3"}));
}

TEST(OfficeTable, SectionsSetTheCauseAndMergedCommunesFillDown) {
    const OfficeTable table = table_of(
        "TT|Xã|Tuổi|Giới|Ngày xảy ra\n"
        "I. Đuối nước\n"
        "1|Xã An|3|Nam|1/2/2023\n"
        "2||4|Nữ|2/2/2023\n"
        "II. Tai nạn giao thông\n"
        "1|Xã Bình|5|Nam|3/2/2023\n");
    EXPECT_EQ(column(table, &IncidentSource::cause),
              (Cells{"drowning", "drowning", "road_traffic"}));
    EXPECT_EQ(column(table, &IncidentSource::unit_name), (Cells{"Xã An", "Xã An", "Xã Bình"}));
}

TEST(OfficeTable, ABlankCommuneAmongRepeatedOnesStaysBlank) {
    const OfficeTable table =
        table_of("TT|Xã|Tuổi|Ngày xảy ra\n1|Xã An|3|1/2/2023\n2|Xã An|5|1/3/2023\n3||4|2/2/2023\n");
    EXPECT_EQ(column(table, &IncidentSource::unit_name), (Cells{"Xã An", "Xã An", ""}));
}

TEST(OfficeTable, APairIsOneEventOfDeathsAndInjuries) {
    const OfficeTable table =
        table_of("TT|Xã|Ngày xảy ra|Mắc/tử vong\n1|An|1/2/2023|02/01\n2|Bình|1/2/2023|01/01\n");
    EXPECT_EQ(column(table, &IncidentSource::severity), (Cells{"death", "injury", "death"}));
    EXPECT_FALSE(cell(table, &IncidentSource::event, 0).empty());
    EXPECT_EQ(cell(table, &IncidentSource::event, 0), cell(table, &IncidentSource::event, 1));
}

TEST(OfficeTable, DatesOfEveryKindBecomePlain) {
    const OfficeTable table = table_of(
        "TT|Xã|Tuổi|Thời gian\n"
        "1|An|3|44286\n"
        "2|An|3|15h30 ngày 5/3/2021\n"
        "3|An|3|ngày 5 tháng 3 năm 2021\n"
        "4|An|3|2021\n"
        "5|An|3|05/03/2021\n");
    EXPECT_EQ(column(table, &IncidentSource::date),
              (Cells{"2021-03-31", "5/3/2021 15:00", "5/3/2021", "2021", "05/03/2021"}));
}

TEST(OfficeTable, AnAddressGivesItsCommuneAndNothingElse) {
    const OfficeTable table = table_of(
        "TT|Địa chỉ|Tuổi|Ngày xảy ra\n1|Thôn 3, xã Lộc Thạnh, huyện Lộc Ninh|3|1/2/2023\n");
    EXPECT_EQ(cell(table, &IncidentSource::unit_name, 0), "xã Lộc Thạnh");
    EXPECT_EQ(cell(table, &IncidentSource::parent_name, 0), "huyện Lộc Ninh");
    EXPECT_EQ(table.source.told, domain::EventPlace::residence);
}

TEST(OfficeTable, AnAddressWithoutDistrictDoesNotTakeThatOfTheRowBefore) {
    const OfficeTable table = table_of(
        "TT|Tuổi|Nơi xảy ra|Ngày xảy ra\n"
        "1|3|xã An, huyện Hạ|1/2/2023\n"
        "2|4|Xa Binh|1/3/2023\n");
    EXPECT_EQ(column(table, &IncidentSource::unit_name), (Cells{"xã An", "Xa Binh"}));
    EXPECT_EQ(column(table, &IncidentSource::parent_name), (Cells{"huyện Hạ", ""}));
}

TEST(OfficeTable, ANameBehindAUnitStaysOut) {
    const OfficeTable table = table_of(
        "TT|Tuổi|Nơi xảy ra|Ngày xảy ra\n"
        "1|3|Ao, thị trấn Bù Gia Mập nhà ông PLANTED, huyện Hạ gần PLANTED|1/2/2023\n"
        "2|4|xa lộ Hà Nội, xã Nhà Bè|1/3/2023\n");
    EXPECT_EQ(column(table, &IncidentSource::unit_name),
              (Cells{"thị trấn Bù Gia Mập", "xã Nhà Bè"}));
    EXPECT_EQ(column(table, &IncidentSource::parent_name), (Cells{"huyện Hạ", ""}));
}

TEST(OfficeTable, EventIdsAndPositionsInOneCellAreKept) {
    const OfficeTable table = table_of(
        "TT|Mã vụ|Tuổi|Xã|Ngày xảy ra|Tọa độ\n"
        "1|A7|3|An|1/2/2023|11.5, 106.7\n"
        "2|A7|4|An|1/2/2023|\n");
    EXPECT_EQ(column(table, &IncidentSource::event), (Cells{"A7", "A7"}));
    EXPECT_EQ(column(table, &IncidentSource::position), (Cells{"11.5, 106.7", ""}));
}

TEST(OfficeTable, RowsAboutSexualAbuseAreRefusedWithoutTheirText) {
    const OfficeTable table =
        table_of("TT|Xã|Tuổi|Ngày xảy ra|Nguyên nhân\n1|An|9|1/2/2023|Xâm hại tình dục\n");
    ASSERT_EQ(table.refused.size(), 1U);
    EXPECT_EQ(table.refused[0].finding.slug, "incident.protected-kind");
    EXPECT_EQ(table.refused[0].finding.column, "Nguyên nhân (E)");
    EXPECT_EQ(table.refused[0].finding.value, hidden_cell);
}

TEST(OfficeTable, CountsPerCommuneGiveOneRowPerCase) {
    const OfficeTable table = table_of(
        "SỐ TRẺ EM ĐUỐI NƯỚC QUÝ I NĂM 2024\n"
        "TT|Xã|Số mắc|Tử vong\n"
        "1|Xã An|3|1\n"
        "2|Xã Bình|0|0\n"
        "Tổng||3|1\n");
    EXPECT_EQ(column(table, &IncidentSource::severity), (Cells{"death", "injury", "injury"}));
    EXPECT_EQ(column(table, &IncidentSource::date), (Cells{"2024-Q1", "2024-Q1", "2024-Q1"}));
    EXPECT_EQ(cell(table, &IncidentSource::cause, 0), "drowning");
    EXPECT_TRUE(table.told.empty());
}

TEST(OfficeTable, AWrongPrintedSumIsToldWithItsCell) {
    const OfficeTable table = table_of("NĂM 2024\nTT|Xã|Số mắc|Tử vong\n1|Xã An|3|1\nTổng||4|1\n");
    ASSERT_EQ(table.told.size(), 1U);
    EXPECT_EQ(table.told[0].finding.value, "4");
    EXPECT_EQ(table.told[0].finding.column, "Số mắc (C)");
}

TEST(OfficeTable, QuarterlyTableOfOneCommuneIsReadByCause) {
    const OfficeTable table = table_of(
        "Xã Lộc Thạnh\n"
        "BÁO CÁO QUÝ II/2023\n"
        "TT|Nguyên nhân|Tổng số|Giới||Nhóm tuổi||||Nơi xảy ra\n"
        "|||Nam|Nữ|0-5|6-9|10-13|14-16|Gia đình|Trường học|Cộng đồng\n"
        "1|Đuối nước|02/01|01/01|01/00|02/01||||01/01||01/00\n"
        "2|Tai nạn giao thông|01/00|01/00||01/00||||||01/00\n");
    EXPECT_EQ(column(table, &IncidentSource::cause),
              (Cells{"drowning", "drowning", "road_traffic"}));
    EXPECT_EQ(column(table, &IncidentSource::severity), (Cells{"death", "injury", "injury"}));
    EXPECT_EQ(cell(table, &IncidentSource::unit_name, 0), "Xã Lộc Thạnh");
    EXPECT_EQ(cell(table, &IncidentSource::date, 0), "2023-Q2");
    EXPECT_TRUE(table.told.empty());
}

TEST(OfficeTable, DeathsAboveCasesAndDatesForPairsAreRefused) {
    const OfficeTable table =
        table_of("NĂM 2024\nTT|Xã|Mắc/tử vong\n1|Xã An|01/02\n2|Xã Bình|2024/02/05\n");
    ASSERT_EQ(table.refused.size(), 2U);
    EXPECT_EQ(table.refused[0].finding.value, "01/02");
    EXPECT_EQ(table.refused[1].finding.slug, "table.unreadable-count");
}

TEST(OfficeTable, ThousandMarksAreDecidedForTheWholeColumn) {
    EXPECT_EQ(styled_number("1.426", number_style({"1.426", "980"}, true)), 1426);
    EXPECT_EQ(styled_number("1,5", number_style({"1,5", "2,25"}, false)), 1.5);
    EXPECT_TRUE(number_style({"1.426", "2.5"}, false).doubt == std::nullopt);
    EXPECT_TRUE(number_style({"1.426"}, false).doubt.has_value());
    EXPECT_TRUE(number_style({"1.426.000", "2.5"}, true).doubt.has_value());
}

TEST(OfficeTable, LostZerosNeedManyNumbersAndOddlySmallOnes) {
    std::vector<std::string> texts{"415"};
    for (int i = 0; i < 60; ++i) {
        texts.push_back(std::to_string(41251 + 10 * i));
    }
    std::vector<std::string_view> cells(texts.begin(), texts.end());
    EXPECT_TRUE(lost_zeros(cells).has_value());
    cells.push_back("41250");
    EXPECT_FALSE(lost_zeros(cells).has_value());
    EXPECT_FALSE(lost_zeros({"415", "41251"}).has_value());
}

TEST(OfficeTable, AHeaderTheStudyNamesIsTakenAsItSays) {
    IncidentSource source;
    source.date = "Hôm bị";
    const OfficeTable table = table_of("TT|Xã|Tuổi|Hôm bị\n1|An|3|1/2/2023\n", source);
    EXPECT_EQ(cell(table, &IncidentSource::date, 0), "1/2/2023");
}

TEST(OfficeTable, BlocksAreTheSameRowsAsAllAtOnce) {
    const std::string drawing =
        "STT|Xã|Huyện|Ngày xảy ra|Tuổi|Mắc/tử vong\n"
        "I. Đuối nước\n"
        "1|Xã An|Huyện Tây|1/2/2023|4|01/01\n2|||2/2/2023|5|01/00\n3|||3/2/2023|6|01/01\n"
        "II. TNGT\n"
        "1|Xã Yên|Huyện Tây|4/2/2023|7|01/00\n2|||5/2/2023|8|03/01\n3|||6/2/2023|9|01/01\n";
    const OfficeTable whole = table_of(drawing);
    const domain::TextGrid grid = drawn_grid(drawing);
    auto reader = OfficeReader::open(grid, words(), {});
    ASSERT_TRUE(reader.has_value());
    std::size_t blocks = 0;
    std::size_t row = 0;
    while (reader->next(2)) {
        ++blocks;
        const OfficeTable& block = reader->table();
        EXPECT_EQ(block.whole_rows.size(), block.layer.size());
        for (std::size_t i = 0; i < block.layer.size(); ++i, ++row) {
            EXPECT_EQ(block.layer.source_rows[i], whole.layer.source_rows[row]);
            for (const Column of : {&IncidentSource::unit_name,
                                    &IncidentSource::parent_name,
                                    &IncidentSource::date,
                                    &IncidentSource::age,
                                    &IncidentSource::cause,
                                    &IncidentSource::severity,
                                    &IncidentSource::victims,
                                    &IncidentSource::event}) {
                EXPECT_EQ(cell(block, of, i), cell(whole, of, row)) << row;
            }
        }
    }
    EXPECT_EQ(row, whole.layer.size());
    EXPECT_GE(blocks, 3U);
    EXPECT_FALSE(reader->table().source.event.empty()) << "a column of a later block";
}

TEST(OfficeTable, ASheetWithoutAKnownHeaderIsNoTable) {
    EXPECT_FALSE(recognise_table(drawn_grid("a|b\n1|2\n"), words(), {}).has_value());
}

}  // namespace
}  // namespace riskmap::intake
