#include "gdal/delimited_text.hpp"

#include <gtest/gtest.h>

#include "support/files.hpp"
#include "support/scratch.hpp"

namespace riskmap::gdal {
namespace {

using domain::Value;
using test::error_of;
using test::Scratch;
using test::write_bytes;

domain::Layer read(const Scratch& scratch, const std::string& bytes, std::string encoding = "") {
    std::vector<RowFault> faults;
    domain::Layer layer =
        read_delimited_text(write_bytes(scratch / "bảng.csv", bytes), encoding, faults);
    EXPECT_TRUE(faults.empty());
    return layer;
}

void expect_has(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << "no \"" << part << "\" in: " << text;
}

TEST(DelimitedText, EverySeparatorMarkAndLineEndGivesTheSameTable) {
    const Scratch scratch;
    for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
        for (const std::string separator : {",", ";", "\t", "|"}) {
            for (const std::string end : {"\n", "\r\n", "\r"}) {
                const std::string bytes =
                    mark + "code" + separator + "name" + end + "00001" + separator + "Đăk Ơ" + end;
                const domain::Layer layer = read(scratch, bytes);
                ASSERT_EQ(layer.size(), 1U);
                EXPECT_EQ(layer.fields[0].name, "code");
                EXPECT_EQ(layer.at(0, 0), Value("00001"));
                EXPECT_EQ(layer.at(1, 0), Value("Đăk Ơ"));
                EXPECT_EQ(layer.source_rows[0], 2);
            }
        }
    }
}

TEST(DelimitedText, RowsAreNumberedByTheLineTheyBeginOn) {
    const Scratch scratch;
    const domain::Layer layer =
        read(scratch, "\r\na,b\r\n1,\"two\r\nlines, \"\"quoted\"\"\"\r\n\r\n , \r\n2,x");
    EXPECT_EQ(layer.source_rows, (std::vector<std::int64_t>{3, 7}));
    EXPECT_EQ(layer.at(1, 0), Value("two\nlines, \"quoted\""));
}

TEST(DelimitedText, ShortRowsLackTheirLastCellsAndBlankCellsAreMissing) {
    const Scratch scratch;
    const domain::Layer layer = read(scratch, "a,b,c\n1\n2, ,3\n");
    EXPECT_TRUE(domain::is_missing(layer.at(1, 0)));
    EXPECT_TRUE(domain::is_missing(layer.at(2, 0)));
    EXPECT_TRUE(domain::is_missing(layer.at(1, 1)));
    EXPECT_EQ(layer.at(2, 1), Value("3"));
}

TEST(DelimitedText, RowWithMoreCellsThanColumnsIsAFault) {
    const Scratch scratch;
    std::vector<RowFault> faults;
    const domain::Layer layer =
        read_delimited_text(write_bytes(scratch / "x.csv", "a,b\n1,2,\n1,2,3\n"), "", faults);
    EXPECT_EQ(layer.size(), 2U);
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].row, 1U);
    EXPECT_EQ(faults[0].count, 3U);
}

TEST(DelimitedText, DecomposedTextIsComposedAndColumnsAreToldApart) {
    const Scratch scratch;
    const domain::Layer layer = read(scratch, "x,x,\ne\xCC\x82,2,3\n");
    EXPECT_EQ(layer.at(0, 0), Value("ê"));
    EXPECT_EQ(layer.fields[1].name, "x (2)");
    EXPECT_EQ(layer.fields[2].name, "column 3");
}

TEST(DelimitedText, OtherEncodingsAreDecodedAndNeverGuessed) {
    const Scratch scratch;
    const std::string in_1258 =
        "ten;n\nL\xF4\xF2"
        "c;1\n";
    EXPECT_EQ(read(scratch, in_1258, "windows-1258").at(0, 0), Value("Lộc"));
    const std::string refusal = error_of(ErrorKind::input, [&] { read(scratch, in_1258); });
    expect_has(refusal, "bảng.csv: line 2, column ten; state the encoding");
    expect_has(refusal, "\".\\xF4\\xF2.\"");  // the bytes, never the letters of a cell
    EXPECT_EQ(read(scratch,
                   std::string("\xFF\xFE"
                               "a\0\n\0\xA0\x1E\n\0",
                               10))
                  .at(0, 0),
              Value("Ạ"));
}

TEST(DelimitedText, OpenQuoteAndEmptyFileAreRefusedWithTheirLine) {
    const Scratch scratch;
    expect_has(error_of(ErrorKind::input, [&] { read(scratch, "a,b\n1,\"x\n2,y\n"); }),
               "line 2: a quote is opened and never closed");
    expect_has(error_of(ErrorKind::input, [&] { read(scratch, "\n  \n"); }),
               "no line that names the columns");
}

TEST(DelimitedText, RealFileWithBareCarriageReturnsIsReadWhole) {
    const auto folder = test::real_data();
    if (!folder) {
        GTEST_SKIP() << "SKIPPED: the folder of real data is not there (RISKMAP_SHARED)";
    }
    std::vector<RowFault> faults;
    const domain::Layer layer = read_delimited_text(
        *folder / "us_cambridge" / "crashes_raw_CR_only_line_endings.csv", "", faults);
    EXPECT_EQ(layer.fields.size(), 12U);
    EXPECT_GT(layer.size(), 8000U);
    EXPECT_EQ(layer.at(0, 0), Value("24029"));
}

}  // namespace
}  // namespace riskmap::gdal
