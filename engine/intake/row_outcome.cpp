#include "intake/row_outcome.hpp"

#include <algorithm>
#include <optional>

#include "intake/table_cells.hpp"

namespace riskmap::intake {
namespace {

/// Ticks and numbers: how many a cell under "Tử vong" tells; none when it is neither.
std::optional<int> counted(std::string_view text, const OfficeWords& words) {
    if (text.empty()) {
        return 0;
    }
    if (words.is_mark(text)) {
        return 1;
    }
    const auto pair = read_pair(text);
    return pair && !pair->has_deaths ? std::optional(pair->cases) : std::nullopt;
}

RowOutcome outcome_of_pair(std::string_view text) {
    RowOutcome result;
    const auto pair = read_pair(text);
    if (!pair) {
        result.unreadable = text;
        return result;
    }
    result.deaths = pair->deaths;
    result.injuries = pair->has_deaths ? pair->cases - pair->deaths : 0;
    result.unknown = pair->has_deaths ? 0 : pair->cases;
    return result;
}

}  // namespace

RowOutcome read_outcome(const OutcomeCells& cells, const OfficeWords& words) {
    if (!cells.pairs.empty()) {
        return outcome_of_pair(cells.pairs);
    }
    RowOutcome result;
    const auto deaths = counted(cells.deaths, words);
    const auto injuries = counted(cells.injuries, words);
    const auto cases = counted(cells.cases, words);
    if (!deaths || !injuries || !cases) {
        result.unreadable = !deaths ? cells.deaths : !injuries ? cells.injuries : cells.cases;
        return result;
    }
    if (!cells.tells_outcomes) {
        result.unknown = cells.counts_cases ? *cases : 1;
        return result;
    }
    result.deaths = *deaths;
    result.injuries = std::max(*injuries, *cases - *deaths);
    if (result.deaths + result.injuries == 0) {
        result.unknown = 1;
    }
    return result;
}

}  // namespace riskmap::intake
