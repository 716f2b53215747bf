#include "intake/date_text.hpp"

#include <gtest/gtest.h>

namespace riskmap::intake {
namespace {

std::string shown(const std::string& text, const std::string& format) {
    const auto read = read_date(text, format);
    return read ? to_iso(read->date) + " " + std::to_string(static_cast<int>(read->detail)) : "-";
}

TEST(DateText, TheThreeOrdersGiveTheSameDay) {
    EXPECT_EQ(shown("2021-03-31", "iso"), "2021-03-31 0");
    EXPECT_EQ(shown("31/03/2021", "dmy"), "2021-03-31 0");
    EXPECT_EQ(shown("31.3.21", "dmy"), "2021-03-31 0");
    EXPECT_EQ(shown("3/31/2021", "mdy"), "2021-03-31 0");
    EXPECT_EQ(shown("2021/03/31", "dmy"), "2021-03-31 0");
}

TEST(DateText, DaysThatDoNotExistAreNoDates) {
    for (const char* text :
         {"31/04/2021", "29/02/2021", "00/01/2021", "1/1/20210", "hôm qua", ""}) {
        EXPECT_EQ(shown(text, "dmy"), "-") << text;
    }
    EXPECT_EQ(shown("29/02/2024", "dmy"), "2024-02-29 0");
    EXPECT_EQ(shown("31/03/2021", "iso"), "-");
}

TEST(DateText, MonthsAndYearsKeepTheirDetail) {
    EXPECT_EQ(shown("03/2021", "dmy"), "2021-03-01 1");
    EXPECT_EQ(shown("2021-03", "iso"), "2021-03-01 1");
    EXPECT_EQ(shown("2021", "mdy"), "2021-01-01 4");
}

TEST(DateText, TimeAfterTheDayIsKept) {
    EXPECT_EQ(read_date("4/10/10 9:39", "mdy")->hour, 9);
    EXPECT_EQ(read_date("2021-03-31T23:05:00", "iso")->hour, 23);
    EXPECT_FALSE(read_date("2021-03-31 nhà", "iso").has_value());
}

TEST(DateText, HoursAreReadAsPeopleWriteThem) {
    EXPECT_EQ(read_hour("17 giờ 06"), 17);
    EXPECT_EQ(read_hour("17h06"), 17);
    EXPECT_EQ(read_hour("5:06 PM"), 17);
    EXPECT_EQ(read_hour("12:30 am"), 0);
    EXPECT_FALSE(read_hour("25:00").has_value());
    EXPECT_FALSE(read_hour("sáng").has_value());
}

}  // namespace
}  // namespace riskmap::intake
