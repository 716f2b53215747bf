#pragma once

#include "core/period.hpp"

namespace riskmap::test {

inline Date day(int year, unsigned month, unsigned of_month) {
    return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

}  // namespace riskmap::test
