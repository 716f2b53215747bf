#pragma once

#include <optional>
#include <vector>

#include "core/index.hpp"
#include "core/period.hpp"

namespace riskmap::domain {

/// What a unit says of a span of time: it reported its cases, it reported that there were none, or
/// nothing came from it. The last is no zero.
enum class ReportState { reported, zero_reported, not_reported };

struct UnitReport {
    Period days;
    ReportState state = ReportState::reported;
};

/// The reports of every unit, as a table lists them; days that no report is about are not reported.
struct Reporting {
    PerUnit<std::vector<UnitReport>> reports;

    /// The state of a unit on a day; where spans overlap, a report that came counts before none.
    ReportState on(UnitIndex unit, const Date& day) const;
    /// Share of the days of `period` for which a report came, zero reports included.
    double covered(UnitIndex unit, const Period& period) const;
};

}  // namespace riskmap::domain
