#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/period.hpp"
#include "core/text.hpp"
#include "domain/layer.hpp"
#include "domain/review.hpp"

namespace riskmap::domain {

enum class Precision { gps, named_feature, hamlet, commune };
const char* to_word(Precision precision);
const Text& label(Precision precision);
/// Whether the place itself is known, not only the area it lies in.
bool is_exact(Precision precision);

/// The places of an event: where the victim lived, where it happened, where the victim was found.
enum class EventPlace { residence, occurrence, recovery };
inline constexpr std::array<EventPlace, 3> event_places{
    EventPlace::residence, EventPlace::occurrence, EventPlace::recovery};
const char* to_word(EventPlace place);
/// Its place in `event_places`.
constexpr std::size_t index_of(EventPlace place) { return static_cast<std::size_t>(place); }
const Text& label(EventPlace place);

/// Where one of the places of an event is.
struct EventLocation {
    EventPlace place = EventPlace::occurrence;
    std::optional<UnitIndex> unit = {};  ///< none: the row tells it, but no unit of the study
    double share = 1;                    ///< as that of `Incident`
    Precision precision = Precision::commune;
    std::optional<geo::PointM> at = {};  ///< only when precision is gps or named_feature
    std::string matched = {};            ///< how the unit was found
};

/// One accepted row of an incident source: an event as recorded, with its places resolved to units.
/// `told` is the place that the row is known by; precision, point and unit are those of it.
struct Incident {
    std::uint32_t source = 0;  ///< row of `Incidents::sources`
    std::int64_t row = 0;      ///< in its file
    Date date{};               ///< day exact when `day_known`
    bool day_known = true;
    std::optional<int> hour;    ///< 0-23
    std::optional<double> age;  ///< completed years
    std::string sex;            ///< "male", "female", ""
    std::string cause;          ///< word of the study, "fall"
    std::string severity;       ///< "death", "injury", ""
    std::int64_t victims = 1;
    std::string event;  ///< rows with the same non-empty id are one event
    EventPlace told = EventPlace::occurrence;
    Precision precision = Precision::commune;
    std::optional<geo::PointM> at;  ///< only when precision is gps or named_feature
    UnitIndex unit;
    double share =
        1;  ///< of the unit the row names that lies in `unit`; below 1 where it was split
    std::string matched;  ///< how the unit was found: "point", "code", "exact", "folded", ...
    std::vector<EventLocation> elsewhere;  ///< other places the row tells, each once
};

/// A place of an event; none when the row does not tell it.
std::optional<EventLocation> location_of(const Incident&, EventPlace);
/// Where it happened, as exactly as distances need: by GPS or by a named feature. None otherwise:
/// homes and places where victims were found say nothing of the water or the road.
std::optional<EventLocation> exact_occurrence(const Incident&);
/// Where a row counts under a hazard that counts by `wanted`: there when the row tells it, at the
/// place it is known by when it does not. None when it tells a place that is no unit of the study.
std::optional<EventLocation> counted_location(const Incident&, EventPlace wanted);

/// All accepted incidents of a study, in source order then row order, and their kept attributes.
struct Incidents {
    std::vector<std::string> sources;  ///< ids
    std::vector<Incident> rows;
    /// One row per incident: the standard words (cause, severity, age, sex, victims, precision,
    /// place, year, month) and the columns a source was told to keep. Predicates of hazards are
    /// bound to this table.
    Layer attributes;
    ReviewList review;  ///< what people must decide
};

}  // namespace riskmap::domain
