#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/index.hpp"
#include "core/issue.hpp"
#include "domain/incidents.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::cases {

/// What one accepted event adds to the counts of a hazard.
struct Case {
    UnitIndex unit;             ///< of the row that speaks for the event, at `place`
    std::uint32_t row = 0;      ///< that row
    std::optional<double> age;  ///< its age; none when no counted row knows one
    std::int64_t cases = 1;     ///< 1 per event, or its victims, as the hazard counts
    std::int64_t victims = 1;
    domain::EventPlace place = domain::EventPlace::occurrence;  ///< at which it counts
};

/// The events among the counted rows (ascending), in the order of their first rows. Rows of one
/// source that share a non-empty event id are one event; each row without an id is its own. A row
/// counts where `domain::counted_location` says; every one must have such a place.
///
/// Victims of an event are the sum over its counted rows. Where several rows of an id all say the
/// same number above 1, that number is the event's total repeated on each row: it counts once, or,
/// when the hazard leaves some of the rows out, each counted row is one victim. An event whose rows
/// name several units counts in that of the row that speaks for it; the log says so.
///
/// The row of the youngest victim speaks for an event, of equals the one with the better place. So
/// the order of rows in a file decides nothing unless they lie in several units and are alike.
std::vector<Case> tally(const std::vector<std::uint32_t>& counted_rows,
                        const domain::Incidents& incidents,
                        hazard::Counting counting,
                        domain::EventPlace place,
                        IssueLog& log);

}  // namespace riskmap::cases
