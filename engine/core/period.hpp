#pragma once

#include <chrono>
#include <string>

namespace riskmap {

using Date = std::chrono::year_month_day;

/// Days from `first` to `last`, both included.
struct Period {
    Date first;
    Date last;

    bool contains(const Date& date) const;
    int days() const;
    /// Length in Julian years (days / 365.25): the time factor of person-years.
    double years() const;
    bool operator==(const Period&) const = default;
};

/// "2019-03-31".
std::string to_iso(const Date& date);

}  // namespace riskmap
