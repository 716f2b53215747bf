#pragma once

#include <optional>
#include <string>

#include "core/period.hpp"

namespace riskmap::intake {

enum class DateDetail { day, month, quarter, half, year };

/// A date as a cell tells it: the first day of the month or of the year where no more is known.
struct DateText {
    Date date{};
    DateDetail detail = DateDetail::day;
    std::optional<int> hour;  ///< 0-23, when the cell goes on with a time
};

/// Reads a date in the order `format`: "iso" (2021-03-31), "dmy" (31/03/2021), "mdy" (03/31/2021).
/// Separators are - / . and blanks; a year of four digits in front is always iso. Years of two
/// digits are 1970 to 2069. "03/2021" and "2021-03" are months, "2021-Q1" and
/// "2021-H2" a quarter and a half, "2021" is a year. None when the
/// text is no date, or a day that does not exist.
std::optional<DateText> read_date(const std::string& text, const std::string& format);

/// Last day of the month, quarter, half or year that begins on `first`; `first` itself for a day.
Date last_day(const Date& first, DateDetail detail);

/// The hour of "17:06", "17 giờ 06", "17h06", "5:06 PM"; none when there is none.
std::optional<int> read_hour(const std::string& text);

}  // namespace riskmap::intake
