#include <algorithm>

#include <fmt/format.h>

#include "intake/date_text.hpp"
#include "intake/incident_reader.hpp"

/// Where a row of an incident source was.
namespace riskmap::intake {
namespace {

using domain::Incident;
using domain::Precision;

constexpr std::size_t most_candidates = 3;

std::optional<Precision> precision_of(const std::string& word) {
    for (const Precision precision :
         {Precision::gps, Precision::named_feature, Precision::hamlet, Precision::commune}) {
        if (word == domain::to_word(precision)) {
            return precision;
        }
    }
    return std::nullopt;
}

/// What a row says of its unit, as people see it.
std::string told_unit(const UnitClue& unit) {
    std::string text;
    for (const std::string* part : {&unit.code, &unit.name, &unit.parent}) {
        if (!part->empty()) {
            text += (text.empty() ? "" : " | ") + *part;
        }
    }
    return text;
}

/// Makes a place of an event, in a unit of the study, the one the row is known by.
void known_by(const domain::EventLocation& location, Incident& incident) {
    incident.told = location.place;
    incident.unit = *location.unit;
    incident.share = location.share;
    incident.precision = location.precision;
    incident.at = location.at;
    incident.matched = location.matched;
}

}  // namespace

/// What the columns of one place say.
PlaceClue IncidentReader::clue_of(std::size_t row, const PlaceFields& fields) {
    const domain::Layer& layer = table_.layer;
    PlaceClue clue;
    clue.precision = source_.default_precision;
    if (fields.precision) {
        clue.stated = precision_of(precisions_.translate(text(row, fields.precision, "")));
    }
    clue.unit.code = text(row, fields.unit_code, "");
    clue.unit.name = text(row, fields.unit_name, "");
    clue.unit.parent = text(row, fields.parent_name, "");
    clue.code_column = column_name(fields.unit_code);
    clue.name_column = column_name(fields.unit_name);
    clue.point = told_point(fields, layer, row);
    if (fields.x) {
        clue.point_column = column_name(fields.x) + ", " + column_name(fields.y);
        const std::string x = text(row, fields.x, "");
        const std::string y = text(row, fields.y, "");
        clue.unreadable = clue.point || (x.empty() && y.empty()) ? "" : x + ", " + y;
    } else if (fields.position) {
        clue.point_column = column_name(fields.position);
        clue.unreadable = clue.point ? "" : text(row, fields.position, "");
    }
    return clue;
}

/// What the row says of the place it is known by; constants and the shape of the row speak too.
std::optional<PlaceClue> IncidentReader::main_clue(std::size_t row) {
    PlaceClue clue = clue_of(row, columns_.place);
    if (!columns_.place.precision) {
        clue.stated = precision_of(precisions_.translate(text(row, std::nullopt, "precision")));
    }
    if (columns_.place.has_points()) {
        return clue;
    }
    const domain::Layer& layer = table_.layer;
    clue.point = main_point(columns_, layer, row);
    if (!clue.point && !layer.shapes.empty() && !layer.shapes[row].empty()) {
        refuse(row,
               std::nullopt,
               "incident.not-a-point",
               {"hình của dòng không phải là một điểm", "the shape of the row is not one point"},
               {"vẽ mỗi vụ bằng một điểm", "draw each incident as one point"});
        return std::nullopt;
    }
    return clue;
}

/// A row that only knows its month or year may have been on any day of it within the period; one
/// without a date on any day of the period.
void IncidentReader::set_days(const ReadIncident& read, PlaceClue& clue) const {
    const Incident& incident = read.incident;
    clue.vintage = source_.vintage;
    if (incident.day_known) {
        clue.first = clue.last = incident.date;
        return;
    }
    clue.first = frame_.period.first;
    clue.last = frame_.period.last;
    if (incident.date.ok()) {
        clue.first = incident.date;
        clue.last = last_day(incident.date, read.month ? DateDetail::month : DateDetail::year);
    }
}

/// True when people have named the unit of this place of the row since an earlier run.
bool IncidentReader::decided(std::size_t row, const std::string& place, PlaceClue& clue) {
    if (frame_.review == nullptr) {
        return false;
    }
    const auto answer =
        frame_.review->units.find({table_name(), table_.layer.source_rows[row], place});
    if (answer == frame_.review->units.end()) {
        return false;
    }
    if (answer->second.told != told_unit(clue.unit)) {
        log_.warn(row,
                  {"review.other-row",
                   "",
                   "",
                   {"dòng này đã khác lúc được xem lại; câu trả lời không được dùng",
                    "this row is not the one that was reviewed; the answer is not used"},
                   {"xem lại dòng này trong tệp xem lại mới",
                    "review the row again in the new workbook"}});
        return false;
    }
    clue.unit = {answer->second.code, "", ""};
    return true;
}

void IncidentReader::leave_open(std::size_t row,
                                const std::string& place,
                                const PlaceClue& clue,
                                const Unplaced& why,
                                const Incident& incident) {
    const domain::Layer& layer = table_.layer;
    domain::ReviewRow open;
    open.source = table_name();
    open.file = layer.file;
    open.sheet = layer.name;
    open.row = layer.source_rows[row];
    open.place = place;
    open.told = told_unit(clue.unit);
    open.year = incident.date.ok() ? static_cast<int>(incident.date.year()) : 0;
    open.reason = why.reason.message;
    open.candidates = why.candidates;
    open.candidates.resize(std::min(open.candidates.size(), most_candidates));
    for (auto told = open_rows_.rbegin(); told != open_rows_.rend() && told->row == open.row;
         ++told) {
        if (told->place == open.place && told->told == open.told) {
            return;  // a count of five is five events of one row
        }
    }
    open_rows_.push_back(std::move(open));
}

/// What `placer_` found of a place, as the incident keeps it; its parts go to `into`.
domain::EventLocation IncidentReader::location(domain::EventPlace place,
                                               Placed&& placed,
                                               bool reviewed,
                                               UnitParts& into) {
    into.units = std::move(placed.units);
    into.vintage = std::move(placed.vintage);
    into.named = placed.step != UnitStep::point;
    const bool by_people = reviewed && placed.step == UnitStep::code;
    return {place,
            into.units.front().unit,
            into.units.front().share,
            placed.precision,
            placed.at,
            to_word(by_people ? UnitStep::reviewed : placed.step)};
}

bool IncidentReader::take_place(std::size_t row, ReadIncident& read) {
    const std::optional<PlaceClue> clue = main_clue(row);
    if (!clue) {
        return false;
    }
    if (!clue->says_nothing()) {
        if (!take_main(row, *clue, read)) {
            return false;
        }
        take_elsewhere(row, read);
        return true;
    }
    take_elsewhere(row, read);
    return stand_in(read) || take_main(row, *clue, read);
}

bool IncidentReader::take_main(std::size_t row, const PlaceClue& clue, ReadIncident& read) {
    PlaceClue asked = clue;
    set_days(read, asked);
    const bool reviewed = decided(row, "", asked);
    std::variant<Placed, Unplaced> answer = placer_.place(asked);
    if (auto* why = std::get_if<Unplaced>(&answer)) {
        if (why->open) {
            leave_open(row, "", clue, *why, read.incident);
        }
        log_.reject(row, std::move(why->reason));
        return false;
    }
    Placed& placed = std::get<Placed>(answer);
    if (placed.warning) {
        log_.warn(row, std::move(*placed.warning));
    }
    known_by(location(source_.told, std::move(placed), reviewed, read.parts), read.incident);
    return true;
}

/// The other places of a row. One that cannot be found stays told, in no unit of the study, and is
/// a warning: the row still counts by its other places.
void IncidentReader::take_elsewhere(std::size_t row, ReadIncident& read) {
    for (const auto& [place, fields] : columns_.elsewhere) {
        const PlaceClue clue = clue_of(row, fields);
        if (clue.says_nothing()) {
            continue;
        }
        PlaceClue asked = clue;
        set_days(read, asked);
        const bool reviewed = decided(row, to_word(place), asked);
        std::variant<Placed, Unplaced> answer = placer_.place(asked);
        UnitParts& parts = read.elsewhere.emplace_back();
        std::optional<Finding> warning;
        if (auto* placed = std::get_if<Placed>(&answer)) {
            warning = std::move(placed->warning);
            read.incident.elsewhere.push_back(location(place, std::move(*placed), reviewed, parts));
        } else {
            auto& why = std::get<Unplaced>(answer);
            if (why.open && !why.candidates.empty()) {
                leave_open(row, to_word(place), clue, why, read.incident);
            }
            warning = std::move(why.reason);
            warning->message.vi += "; dòng vẫn được giữ cho các nơi khác của nó";
            warning->message.en += "; the row is kept for its other places";
            read.incident.elsewhere.emplace_back().place = place;
        }
        if (warning) {
            warning->message = {label(place).vi + ": " + warning->message.vi,
                                "place of " + label(place).en + ": " + warning->message.en};
            log_.warn(row, std::move(*warning));
        }
    }
}

/// A row that does not tell the place of its source is known by the first other place it has; false
/// when it has none.
bool IncidentReader::stand_in(ReadIncident& read) {
    std::vector<domain::EventLocation>& others = read.incident.elsewhere;
    for (std::size_t i = 0; i < others.size(); ++i) {
        if (others[i].unit) {
            const auto offset = static_cast<std::ptrdiff_t>(i);
            known_by(others[i], read.incident);
            read.parts = std::move(read.elsewhere[i]);
            others.erase(others.begin() + offset);
            read.elsewhere.erase(read.elsewhere.begin() + offset);
            return true;
        }
    }
    return false;
}

}  // namespace riskmap::intake
