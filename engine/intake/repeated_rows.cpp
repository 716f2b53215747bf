#include "intake/repeated_rows.hpp"

#include <fmt/format.h>

namespace riskmap::intake {
namespace {

using domain::Incident;

/// Text by which two rows are the same event.
std::string key_of(const Incident& incident) {
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}",
                       to_iso(incident.date),
                       incident.hour.value_or(-1),
                       incident.age.value_or(-1),
                       incident.sex,
                       incident.cause,
                       incident.severity,
                       incident.victims,
                       incident.unit.row(),
                       incident.at ? fmt::format("{} {}", incident.at->x, incident.at->y) : "");
}

}  // namespace

std::string RepeatedRows::whole_row(std::size_t row) const {
    std::string text = whole_rows_.empty() ? "" : std::to_string(whole_rows_[row]);
    for (const std::vector<domain::Value>& column : layer_.columns) {
        text += '\x1f' + domain::as_text(column[row]);
    }
    return text;
}

std::optional<std::size_t> RepeatedRows::first_like(std::size_t row, const Incident& incident) {
    const std::string key = incident.event.empty() ? key_of(incident) : whole_row(row);
    const auto [first, is_first] = seen_.emplace(key, row);
    return is_first ? std::nullopt : std::optional(first->second);
}

}  // namespace riskmap::intake
