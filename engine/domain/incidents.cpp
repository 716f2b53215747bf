#include "domain/incidents.hpp"

#include <algorithm>

namespace riskmap::domain {

const char* to_word(Precision precision) {
    switch (precision) {
        case Precision::gps:
            return "gps";
        case Precision::named_feature:
            return "named_feature";
        case Precision::hamlet:
            return "hamlet";
        case Precision::commune:
            return "commune";
    }
    return "commune";
}

bool is_exact(Precision precision) {
    return precision == Precision::gps || precision == Precision::named_feature;
}

const Text& label(Precision precision) {
    static const std::array<Text, 4> labels{{{"có toạ độ GPS", "by GPS"},
                                             {"theo nơi có tên", "by a named feature"},
                                             {"đến thôn, ấp", "to the hamlet"},
                                             {"đến xã", "to the commune"}}};
    return labels[static_cast<std::size_t>(precision)];
}

const char* to_word(EventPlace place) {
    switch (place) {
        case EventPlace::residence:
            return "residence";
        case EventPlace::occurrence:
            return "occurrence";
        case EventPlace::recovery:
            return "recovery";
    }
    return "occurrence";
}

const Text& label(EventPlace place) {
    static const std::array<Text, 3> labels{
        {{"nơi cư trú", "residence"}, {"nơi xảy ra", "occurrence"}, {"nơi tìm thấy", "recovery"}}};
    return labels[index_of(place)];
}

std::optional<EventLocation> location_of(const Incident& incident, EventPlace place) {
    if (incident.told == place) {
        return EventLocation{place,
                             incident.unit,
                             incident.share,
                             incident.precision,
                             incident.at,
                             incident.matched};
    }
    const auto found = std::find_if(
        incident.elsewhere.begin(), incident.elsewhere.end(), [&](const EventLocation& location) {
            return location.place == place;
        });
    return found == incident.elsewhere.end() ? std::nullopt : std::optional(*found);
}

std::optional<EventLocation> exact_occurrence(const Incident& incident) {
    std::optional<EventLocation> location = location_of(incident, EventPlace::occurrence);
    const bool exact = location && location->unit && location->at && is_exact(location->precision);
    return exact ? location : std::nullopt;
}

std::optional<EventLocation> counted_location(const Incident& incident, EventPlace wanted) {
    const std::optional<EventLocation> location = location_of(incident, wanted);
    if (!location) {
        return location_of(incident, incident.told);
    }
    return location->unit ? location : std::nullopt;
}

}  // namespace riskmap::domain
