#pragma once

#include <string>
#include <string_view>

#include "intake/office_words.hpp"

namespace riskmap::intake {

/// People of one row of a line list by outcome.
struct RowOutcome {
    int deaths = 0;
    int injuries = 0;
    int unknown = 0;         ///< people of whom the row does not say what became of them
    std::string unreadable;  ///< a cell that is no count; then nothing else holds
};

/// The cells of a row that tell outcomes; "" where the table has no such column.
struct OutcomeCells {
    std::string_view pairs, deaths, injuries, cases;
    bool tells_outcomes = false;  ///< the table has a column of deaths or of injuries
    bool counts_cases = false;    ///< it has a column of cases
};

/// Reads pairs "02/01" (cases/deaths), ticks and counts. A row without any is one person.
RowOutcome read_outcome(const OutcomeCells& cells, const OfficeWords& words);

}  // namespace riskmap::intake
