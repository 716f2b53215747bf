#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/period.hpp"

namespace riskmap::intake {

/// Stands in the place of a personal cell that could not be used: never the cell itself.
extern const std::string hidden_cell;

/// A date cell made plain for `read_date`, "dmy" order: words around it are left out ("ngày 5 tháng
/// 3 năm 2021", "15h30 ngày 5/3/2021"), a spreadsheet's day number becomes its date, a day and
/// month without a year get `year` ("" for none). Text that stays unclear is given back as it is.
std::string plain_date(std::string_view text, const std::string& year);

/// Completed years between a birth as written (date, month or year) and a date as written or a
/// year; none when either cannot be read, or birth is after the date. Of a birth year alone the age
/// is the difference of the years.
std::optional<int> age_at(std::string_view birth, std::string_view date);

/// A year of birth standing where an age should: 1900 to 2100.
bool is_birth_year(std::string_view text);

/// Cases and deaths of "02/01", "2 / 1", "02"; none when it is neither, or deaths exceed cases.
struct CasePair {
    int cases = 0;
    int deaths = 0;
    bool has_deaths = false;
};
std::optional<CasePair> read_pair(std::string_view text);

}  // namespace riskmap::intake
