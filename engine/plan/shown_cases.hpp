#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cases/case_table.hpp"
#include "core/index.hpp"
#include "core/text.hpp"
#include "disclosure/audience.hpp"
#include "disclosure/count_flow.hpp"
#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"

namespace riskmap::plan {

/// A count as readers get it; `count` is 0 unless it is shown exactly.
struct ShownCount {
    std::int64_t count = 0;
    disclosure::Shown shown = disclosure::Shown::exact;

    bool exact() const { return shown == disclosure::Shown::exact; }
    bool operator==(const ShownCount&) const = default;
};
/// "12", "<3", "…".
std::string printed(const ShownCount& count);
/// For sentences: "12", "fewer than 3", "some".
Text in_words(const ShownCount& count);

inline constexpr std::size_t month_rows = 13;  ///< the last: month not known
inline constexpr std::size_t hour_blocks = 5;  ///< of six hours; the last: hour not known
inline constexpr std::size_t hour_bins = 8;    ///< of three hours
inline constexpr std::size_t age_groups = 6;   ///< 0-4, 5-9, 10-14, 15, from 16, not known
inline constexpr std::size_t sex_columns = 3;  ///< male, female, not known

/// Cases by age and sex of their youngest victim, for one kind of place that rows tell.
struct AgeTable {
    domain::EventPlace place = domain::EventPlace::occurrence;
    std::vector<std::vector<ShownCount>> cells;  ///< [age group][sex]
    std::vector<ShownCount> of_age;              ///< sums over the sexes
};

/// People of all or of one severity, by year.
struct YearPeople {
    int year = 0;
    ShownCount all;
    ShownCount deaths;
};

/// Every count of one hazard that any product may print. All tables count the same cases, so that
/// their totals agree; what is shown of them is decided together, once.
struct ShownCases {
    ShownCount total;
    PerUnit<ShownCount> by_unit;
    int first_year = 0;
    std::vector<ShownCount> by_year;
    std::vector<std::string> parents;  ///< of units, sorted
    std::vector<std::vector<ShownCount>> by_year_and_parent;
    ShownCount known_month;  ///< cases whose month is known
    ShownCount known_hour;
    std::vector<ShownCount> by_month;                         ///< month_rows
    std::vector<std::vector<ShownCount>> by_month_and_block;  ///< [month_rows][hour_blocks]
    std::vector<ShownCount> by_hours;                         ///< hour_bins
    std::vector<AgeTable> by_age;                             ///< by place counted at
    std::vector<YearPeople> people;
    ShownCount deaths;  ///< people who died, over the period
};

/// The counts of a hazard as an audience gets them: exact, or by `disclosure::what_to_show` so that
/// no one or two cases can be worked out from all of them together. Counts of units that did not
/// report are never printed.
ShownCases shown_cases(const cases::CaseTable&,
                       const domain::Incidents&,
                       const domain::AdminUnits&,
                       disclosure::Audience);

}  // namespace riskmap::plan
