#include "domain/reporting.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace riskmap::domain {
namespace {

using std::chrono::sys_days;

}  // namespace

ReportState Reporting::on(UnitIndex unit, const Date& day) const {
    ReportState state = ReportState::not_reported;
    for (const UnitReport& report : reports[unit]) {
        if (report.days.contains(day) && report.state != ReportState::not_reported &&
            state != ReportState::reported) {
            state = report.state;
        }
    }
    return state;
}

double Reporting::covered(UnitIndex unit, const Period& period) const {
    expects(period.days() > 0, "Reporting::covered: the period ends after it begins");
    std::vector<std::pair<sys_days, sys_days>> spans;  // first day, day after the last
    for (const UnitReport& report : reports[unit]) {
        const sys_days first = std::max(sys_days(report.days.first), sys_days(period.first));
        const sys_days after =
            std::min(sys_days(report.days.last), sys_days(period.last)) + std::chrono::days(1);
        if (report.state != ReportState::not_reported && first < after) {
            spans.emplace_back(first, after);
        }
    }
    std::sort(spans.begin(), spans.end());
    std::int64_t days = 0;
    sys_days reached = sys_days(period.first);
    for (const auto& [first, after] : spans) {
        const sys_days from = std::max(first, reached);
        if (after > from) {
            days += (after - from).count();
            reached = after;
        }
    }
    return static_cast<double>(days) / period.days();
}

}  // namespace riskmap::domain
