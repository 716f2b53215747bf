#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/text.hpp"

namespace riskmap::domain {

/// A row whose unit people must decide. Holds nothing of the row but the words for its unit.
struct ReviewRow {
    std::string source;  ///< id
    std::string file;
    std::string sheet;
    std::int64_t row = 0;
    std::string place;  ///< word of the place that is open; "" for the one the row is known by
    std::string told;   ///< code, name and parent as the row has them
    int year = 0;       ///< of the event; 0 when unknown
    Text reason;
    std::vector<std::string> candidates;  ///< best first, at most three; each begins with its code
};

/// Two rows of different sources that may be one event.
struct ReviewPair {
    std::string first_source;
    std::int64_t first_row = 0;
    std::string second_source;
    std::int64_t second_row = 0;
    std::string when;  ///< "2021-03"
    std::string unit;  ///< code and name
    Text reason;
};

/// What a run could not decide by itself.
struct ReviewList {
    std::vector<ReviewRow> rows;
    std::vector<ReviewPair> pairs;

    bool empty() const { return rows.empty() && pairs.empty(); }
};

/// What people decided after an earlier run.
struct ReviewAnswers {
    struct Unit {
        std::string told;  ///< the words of the row when it was decided
        std::string code;  ///< of the register in force on the date of the event
    };
    /// By source, row and place, as in `ReviewRow`.
    std::map<std::tuple<std::string, std::int64_t, std::string>, Unit> units;
    /// By the rows of a pair; true: one event.
    std::map<std::tuple<std::string, std::int64_t, std::string, std::int64_t>, bool> pairs;
};

}  // namespace riskmap::domain
