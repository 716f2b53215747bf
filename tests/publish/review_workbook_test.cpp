#include "publish/review_workbook.hpp"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "domain/review_columns.hpp"
#include "gdal/read.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"

namespace riskmap::publish {
namespace {

domain::ReviewList two_open_rows() {
    domain::ReviewList review;
    review.rows.push_back({"police",
                           "vụ.xlsx",
                           "Sheet1",
                           12,
                           "residence",
                           "Tân Phú",
                           2024,
                           {"có 2 đơn vị", "2 units"},
                           {"25195 Phường Tân Phú", "25363 Thị trấn Tân Phú"}});
    review.rows.push_back({"health", "b.csv", "", 7, "", "=1+1", 0, {"lạ", "unknown"}, {}});
    review.pairs.push_back({"police", 3, "health", 9, "2024-03", "25195 Tân Phú", {"a", "b"}});
    return review;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(ReviewWorkbook, ReadsBackAsWritten) {
    gdal::register_drivers();
    test::Scratch scratch;
    const auto file = scratch / domain::review_file;
    write_review(two_open_rows(), file);
    std::vector<gdal::RowFault> faults;
    gdal::ReadOptions options;
    options.layer = domain::review_places;
    const domain::Layer rows = gdal::read_vector(file, options, faults);
    ASSERT_EQ(rows.size(), 2U);
    const auto told = rows.find(domain::review::told);
    ASSERT_TRUE(told);
    EXPECT_EQ(domain::as_text(rows.at(*told, 0)), "Tân Phú");
    EXPECT_EQ(domain::as_text(rows.at(*told, 1)), "=1+1") << "text is never a formula";
    EXPECT_TRUE(rows.find(domain::review::unit_answer));
    options.layer = domain::review_pairs;
    EXPECT_EQ(gdal::read_vector(file, options, faults).size(), 1U);
}

TEST(ReviewWorkbook, SameListSameBytes) {
    test::Scratch scratch;
    write_review(two_open_rows(), scratch / "a.xlsx");
    write_review(two_open_rows(), scratch / "b.xlsx");
    EXPECT_EQ(bytes_of(scratch / "a.xlsx"), bytes_of(scratch / "b.xlsx"));
}

}  // namespace
}  // namespace riskmap::publish
