#include "intake/repeated_events.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::intake {
namespace {

using domain::Incident;

bool same_place(const Incident& a, const ReadIncident& read) {
    const Incident& b = read.incident;
    if (!a.at || !b.at) {
        return std::any_of(read.parts.begin(), read.parts.end(), [&](const PlanShare& part) {
            return part.unit == a.unit;
        });
    }
    return std::hypot(a.at->x - b.at->x, a.at->y - b.at->y) <= RepeatedEvents::within_m;
}

std::optional<Likeness> likeness(const Incident& a, const ReadIncident& read) {
    const Incident& b = read.incident;
    if (a.cause != b.cause || a.told != b.told || !same_place(a, read) ||
        (a.age && b.age && std::abs(*a.age - *b.age) > 1) ||
        (!a.sex.empty() && !b.sex.empty() && a.sex != b.sex)) {
        return std::nullopt;
    }
    const bool ages = a.age && b.age;
    const bool sexes = !a.sex.empty() && !b.sex.empty();
    if (!ages && !sexes) {
        return std::nullopt;  // place and date alone repeat too often to say anything
    }
    return ages && sexes ? Likeness::same : Likeness::near;
}

}  // namespace

void RepeatedEvents::add(const domain::Incidents& incidents, std::size_t first_row) {
    for (std::size_t row = first_row; row < incidents.rows.size(); ++row) {
        if (incidents.rows[row].day_known) {
            by_day_[std::chrono::sys_days(incidents.rows[row].date)].push_back(row);
        }
    }
}

std::optional<Twin> RepeatedEvents::take(const domain::Incidents& incidents,
                                         const ReadIncident& read) {
    const Incident& incident = read.incident;
    if (!incident.day_known) {
        return std::nullopt;
    }
    std::optional<Twin> found;
    const std::chrono::sys_days day(incident.date);
    for (const int shift : {0, -1, 1}) {
        const auto rows = by_day_.find(day + std::chrono::days(shift));
        if (rows == by_day_.end()) {
            continue;
        }
        for (const std::size_t row : rows->second) {
            const auto like = incidents.rows[row].source + 1 < incidents.sources.size()
                                  ? likeness(incidents.rows[row], read)
                                  : std::nullopt;
            if (like && !taken_.contains(row) && (!found || *like > found->likeness)) {
                found = Twin{row, *like};
            }
        }
    }
    if (found) {
        taken_.insert(found->row);
    }
    return found;
}

}  // namespace riskmap::intake
