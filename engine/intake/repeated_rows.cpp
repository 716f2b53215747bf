#include "intake/repeated_rows.hpp"

#include <chrono>
#include <cstring>

namespace riskmap::intake {
namespace {

using domain::Incident;

/// Adds the bytes of a number.
template <class Number>
void add(std::string& key, Number number) {
    char bytes[sizeof(Number)];
    std::memcpy(bytes, &number, sizeof(Number));
    key.append(bytes, sizeof(Number));
}

/// What makes two rows the same event.
std::string key_of(const Incident& incident) {
    std::string key;
    add(key, std::chrono::sys_days(incident.date).time_since_epoch().count());
    add(key, incident.hour.value_or(-1));
    add(key, incident.age.value_or(-1));
    add(key, incident.victims);
    add(key, incident.unit.row());
    add(key, incident.share);  // below 1: the split unit whose first part this is
    if (incident.at) {
        add(key, incident.at->x);
        add(key, incident.at->y);
    }
    for (const domain::EventLocation& other : incident.elsewhere) {
        add(key, other.place);
        add(key, other.unit ? static_cast<std::int64_t>(other.unit->row()) : -1);
        add(key, other.share);
        add(key, other.at ? other.at->x : 0.0);
        add(key, other.at ? other.at->y : 0.0);
    }
    for (const std::string* word : {&incident.sex, &incident.cause, &incident.severity}) {
        key += '\x1f';
        key += *word;
    }
    return key;
}

/// A hash in the manner of FNV-1a (Fowler, Noll and Vo 1991), 64 bits.
std::uint64_t hash_of(std::string_view text, std::uint64_t factor) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * factor;
    }
    return hash;
}

}  // namespace

std::string RepeatedRows::whole_row(std::size_t row) const {
    std::string text = whole_rows_.empty() ? "" : std::to_string(whole_rows_[row]);
    for (const domain::Cells& column : layer_.columns) {
        text += '\x1f' + domain::as_text(column[row]);
    }
    return text;
}

RepeatedRows::Likeness RepeatedRows::likeness_of(std::string_view text) {
    return {hash_of(text, 1099511628211ULL), hash_of(text, 11400714819323198485ULL)};
}

std::optional<std::int64_t> RepeatedRows::first_like(std::size_t row, const Incident& incident) {
    const std::string key = incident.event.empty() ? key_of(incident) : whole_row(row);
    const auto [first, is_first] = seen_.emplace(likeness_of(key), incident.row);
    return is_first ? std::nullopt : std::optional(first->second);
}

}  // namespace riskmap::intake
