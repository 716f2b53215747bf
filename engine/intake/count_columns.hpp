#pragma once

#include <initializer_list>
#include <string>

#include <fmt/format.h>

#include "intake/table_header.hpp"

namespace riskmap::intake {

/// How the same cases are told once more, by sex, age or place.
enum class Margin { none, sex, age, place };

Margin margin_of(const HeaderColumn& column);
/// Whether the cells of a column are counts.
bool counts_something(const HeaderColumn& column);
bool is_one_of(Meaning meaning, std::initializer_list<Meaning> these);

/// Cases and deaths as far as a table tells them; what is not told equals anything.
struct Count {
    double cases = 0;
    double deaths = 0;
    bool has_cases = false;
    bool has_deaths = false;

    void add(const Count& other) {
        cases += other.cases;
        deaths += other.deaths;
        has_cases = has_cases || other.has_cases;
        has_deaths = has_deaths || other.has_deaths;
    }
    bool operator==(const Count& other) const {
        return (!has_cases || !other.has_cases || cases == other.cases) &&
               (!has_deaths || !other.has_deaths || deaths == other.deaths);
    }
    std::string shown() const {
        return has_deaths && has_cases ? fmt::format("{:.0f}/{:.0f}", cases, deaths)
                                       : fmt::format("{:.0f}", has_cases ? cases : deaths);
    }
};

/// Columns that tell one count: of one cause, one year, one margin.
struct GroupKey {
    std::string cause;
    int year = 0;
    Margin margin = Margin::none;
    auto operator<=>(const GroupKey&) const = default;
};

}  // namespace riskmap::intake
