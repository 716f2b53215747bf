#include "intake/shown_cell.hpp"

#include <gtest/gtest.h>

namespace riskmap::intake {
namespace {

TEST(ShownCell, NamesAreHiddenAndNumbersAreNot) {
    EXPECT_EQ(shown_cell("31/02/2023"), "31/02/2023");
    EXPECT_EQ(shown_cell("bảy tuổi"), "bảy tuổi");
    EXPECT_EQ(shown_cell("cháu Nguyễn Văn Gieo, 7"), "cháu […], 7");
    EXPECT_EQ(shown_cell("Đặng Ước (7 tuổi) và Lê T. Mơ"), "[…] (7 tuổi) và […]");
    EXPECT_EQ(shown_cell("#N/A"), "#N/A");
    EXPECT_EQ(shown_cell(""), "");
}

}  // namespace
}  // namespace riskmap::intake
