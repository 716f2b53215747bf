#include "cases/tally.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::cases {
namespace {

using domain::Incident;
using EventKey = std::pair<std::uint32_t, std::string>;  ///< source, event id

EventKey key_of(const Incident& incident) { return {incident.source, incident.event}; }

std::int64_t victims_of(const std::vector<std::uint32_t>& counted,
                        std::int64_t rows_in_source,
                        const std::vector<Incident>& rows) {
    const std::int64_t said = rows[counted.front()].victims;
    const auto counted_rows = static_cast<std::int64_t>(counted.size());
    const bool repeats = rows_in_source > 1 && said > 1 &&
                         std::all_of(counted.begin(), counted.end(), [&](std::uint32_t row) {
                             return rows[row].victims == said;
                         });
    if (repeats) {
        return counted_rows == rows_in_source ? std::max(said, counted_rows) : counted_rows;
    }
    std::int64_t sum = 0;
    for (const std::uint32_t row : counted) {
        sum += rows[row].victims;
    }
    return sum;
}

/// Where a counted row counts.
domain::EventLocation counted_at(const Incident& row, domain::EventPlace place) {
    std::optional<domain::EventLocation> location = domain::counted_location(row, place);
    expects(location.has_value(), "tally: counted rows have a place in the study");
    return std::move(*location);
}

/// What decides which row speaks for an event.
auto claim(const Incident& row, domain::EventPlace place) {
    constexpr double unknown = std::numeric_limits<double>::infinity();
    const domain::EventLocation location = counted_at(row, place);
    const geo::PointM at = location.at.value_or(geo::PointM{unknown, unknown});
    return std::tuple(row.age.value_or(unknown),
                      location.precision,
                      std::string_view(row.sex),
                      row.date,
                      row.hour.value_or(24),
                      at.x,
                      at.y);
}

std::uint32_t speaking_row(const std::vector<std::uint32_t>& event,
                           const std::vector<Incident>& rows,
                           domain::EventPlace place) {
    return *std::min_element(event.begin(), event.end(), [&](std::uint32_t a, std::uint32_t b) {
        return claim(rows[a], place) < claim(rows[b], place);
    });
}

Issue in_several_units(const domain::Incidents& incidents, const Incident& first) {
    return {
        .slug = "cases.event-in-several-units",
        .severity = Severity::warning,
        .source = "incidents." + incidents.sources[first.source],
        .place = {.file = incidents.attributes.file,
                  .sheet = "",
                  .row = first.row,
                  .column = "event",
                  .value = first.event},
        .message = {fmt::format("Các dòng của vụ \"{}\" thuộc nhiều xã; vụ này được tính cho xã "
                                "của nạn nhân nhỏ tuổi nhất.",
                                first.event),
                    fmt::format("The rows of event \"{}\" lie in several units; it counts in "
                                "the unit of its youngest victim.",
                                first.event)},
        .repair = {"Kiểm tra mã vụ: hai vụ khác nhau phải có hai mã khác nhau.",
                   "Check the event id: two different events need two different ids."}};
}

}  // namespace

std::vector<Case> tally(const std::vector<std::uint32_t>& counted_rows,
                        const domain::Incidents& incidents,
                        hazard::Counting counting,
                        domain::EventPlace place,
                        IssueLog& log) {
    const std::vector<Incident>& rows = incidents.rows;
    std::map<EventKey, std::int64_t> rows_in_source;
    for (const Incident& incident : rows) {
        if (!incident.event.empty()) {
            ++rows_in_source[key_of(incident)];
        }
    }

    std::vector<std::vector<std::uint32_t>> events;
    std::map<EventKey, std::size_t> event_of;
    for (const std::uint32_t row : counted_rows) {
        if (rows[row].event.empty()) {
            events.push_back({row});
            continue;
        }
        const auto [at, is_new] = event_of.try_emplace(key_of(rows[row]), events.size());
        if (is_new) {
            events.emplace_back();
        }
        events[at->second].push_back(row);
    }

    std::vector<Case> cases;
    cases.reserve(events.size());
    for (const std::vector<std::uint32_t>& event : events) {
        const std::uint32_t speaker = speaking_row(event, rows, place);
        const Incident& first = rows[speaker];
        const domain::EventLocation location = counted_at(first, place);
        Case one{.unit = *location.unit,
                 .row = speaker,
                 .age = first.age,
                 .cases = 1,
                 .victims = 1,
                 .place = location.place};
        const std::int64_t all = first.event.empty() ? 1 : rows_in_source.at(key_of(first));
        one.victims = victims_of(event, all, rows);
        one.cases = counting == hazard::Counting::victims ? one.victims : 1;
        cases.push_back(one);
        if (std::any_of(event.begin(), event.end(), [&](std::uint32_t row) {
                return counted_at(rows[row], place).unit != location.unit;
            })) {
            log.add(in_several_units(incidents, first));
        }
    }
    return cases;
}

}  // namespace riskmap::cases
