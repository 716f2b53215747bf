#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/period.hpp"
#include "domain/layer.hpp"
#include "domain/review.hpp"

namespace riskmap::domain {

enum class Precision { gps, named_feature, hamlet, commune };
const char* to_word(Precision precision);

/// Which of the places of an event a row tells.
enum class EventPlace { residence, occurrence, recovery };
const char* to_word(EventPlace place);

/// One accepted row of an incident source: an event as recorded, with its place resolved to a unit.
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
};

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
