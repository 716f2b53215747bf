#include "intake/repeated_events.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::intake {
namespace {

using domain::Incident;

/// The parts of a place of a row; null when it does not tell the place.
const std::vector<PlanShare>* parts_of(const ReadIncident& read, domain::EventPlace place) {
    if (read.incident.told == place) {
        return &read.parts.units;
    }
    for (std::size_t i = 0; i < read.elsewhere.size(); ++i) {
        if (read.incident.elsewhere[i].place == place) {
            return &read.elsewhere[i].units;
        }
    }
    return nullptr;
}

bool same_place(const domain::EventLocation& a,
                const domain::EventLocation& b,
                const std::vector<PlanShare>& parts) {
    if (!a.at || !b.at) {
        return std::any_of(parts.begin(), parts.end(), [&](const PlanShare& part) {
            return part.unit == *a.unit;
        });
    }
    return std::hypot(a.at->x - b.at->x, a.at->y - b.at->y) <= RepeatedEvents::within_m;
}

/// How the places agree that both rows tell: `same` when all do, `near` when some do.
std::optional<Likeness> likeness_of_places(const Incident& a, const ReadIncident& read) {
    int same = 0;
    int other = 0;
    for (const domain::EventPlace place : domain::event_places) {
        const auto first = domain::location_of(a, place);
        const std::vector<PlanShare>* parts = parts_of(read, place);
        if (first && first->unit && parts != nullptr && !parts->empty()) {
            const auto second = domain::location_of(read.incident, place);
            (same_place(*first, *second, *parts) ? same : other) += 1;
        }
    }
    if (same == 0) {
        return std::nullopt;
    }
    return other == 0 ? Likeness::same : Likeness::near;
}

std::optional<Likeness> likeness(const Incident& a, const ReadIncident& read) {
    const Incident& b = read.incident;
    const bool ages = a.age && b.age;
    const bool sexes = !a.sex.empty() && !b.sex.empty();
    if (a.cause != b.cause || (ages && std::abs(*a.age - *b.age) > 1) ||
        (sexes && a.sex != b.sex) || (!ages && !sexes)) {
        return std::nullopt;  // place and date alone repeat too often to say anything
    }
    const std::optional<Likeness> places = likeness_of_places(a, read);
    return places && !(ages && sexes) ? Likeness::near : places;
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
