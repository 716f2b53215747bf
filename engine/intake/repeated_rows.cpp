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

std::string whole_row(const domain::Layer& layer, std::size_t row) {
    std::string text;
    for (const std::vector<domain::Value>& column : layer.columns) {
        text += domain::as_text(column[row]) + '\x1f';
    }
    return text;
}

}  // namespace

std::optional<std::size_t> RepeatedRows::first_like(std::size_t row, const Incident& incident) {
    const std::string key = incident.event.empty() ? key_of(incident) : whole_row(layer_, row);
    const auto [first, is_first] = seen_.emplace(key, row);
    return is_first ? std::nullopt : std::optional(first->second);
}

}  // namespace riskmap::intake
