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

}  // namespace

std::optional<PlaceClue> IncidentReader::place_clue(std::size_t row) {
    const domain::Layer& layer = table_.layer;
    PlaceClue clue;
    clue.precision = source_.default_precision;
    clue.stated = precision_of(precisions_.translate(text(row, columns_.precision, "precision")));
    clue.unit.code = text(row, columns_.unit_code, "unit_code");
    clue.unit.name = text(row, columns_.unit_name, "unit_name");
    clue.unit.parent = text(row, columns_.parent_name, "parent_name");
    clue.code_column = column_name(columns_.unit_code);
    clue.name_column = column_name(columns_.unit_name);
    clue.point = told_point(columns_, layer, row);
    if (columns_.x) {
        clue.point_column = column_name(columns_.x) + ", " + column_name(columns_.y);
        const std::string x = text(row, columns_.x, "");
        const std::string y = text(row, columns_.y, "");
        clue.unreadable = clue.point || (x.empty() && y.empty()) ? "" : x + ", " + y;
    } else if (columns_.position) {
        clue.point_column = column_name(columns_.position);
        clue.unreadable = clue.point ? "" : text(row, columns_.position, "");
    } else if (!clue.point && !layer.shapes.empty() && !layer.shapes[row].empty()) {
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

/// True when people have named the unit of this row since an earlier run.
bool IncidentReader::decided(std::size_t row, PlaceClue& clue) {
    if (frame_.review == nullptr) {
        return false;
    }
    const auto answer = frame_.review->units.find({table_name(), table_.layer.source_rows[row]});
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
                                const PlaceClue& clue,
                                const Unplaced& why,
                                int year) {
    const domain::Layer& layer = table_.layer;
    domain::ReviewRow open;
    open.source = table_name();
    open.file = layer.file;
    open.sheet = layer.name;
    open.row = layer.source_rows[row];
    open.told = told_unit(clue.unit);
    open.year = year;
    open.reason = why.reason.message;
    open.candidates = why.candidates;
    open.candidates.resize(std::min(open.candidates.size(), most_candidates));
    const bool told_already = !open_rows_.empty() && open_rows_.back().row == open.row &&
                              open_rows_.back().told == open.told;
    if (!told_already) {  // a count of five is five events of one row
        open_rows_.push_back(std::move(open));
    }
}

bool IncidentReader::take_place(std::size_t row, ReadIncident& read) {
    Incident& into = read.incident;
    std::optional<PlaceClue> clue = place_clue(row);
    if (!clue) {
        return false;
    }
    set_days(read, *clue);
    PlaceClue asked = *clue;
    const bool reviewed = decided(row, asked);
    std::variant<Placed, Unplaced> answer = placer_.place(asked);
    if (auto* why = std::get_if<Unplaced>(&answer)) {
        if (why->open) {
            leave_open(row, *clue, *why, into.date.ok() ? static_cast<int>(into.date.year()) : 0);
        }
        log_.reject(row, std::move(why->reason));
        return false;
    }
    Placed& placed = std::get<Placed>(answer);
    read.parts = std::move(placed.units);
    read.vintage = std::move(placed.vintage);
    read.named = placed.step != UnitStep::point;
    into.unit = read.parts.front().unit;
    into.share = read.parts.front().share;
    into.at = placed.at;
    into.precision = placed.precision;
    into.matched =
        to_word(reviewed && placed.step == UnitStep::code ? UnitStep::reviewed : placed.step);
    if (placed.warning) {
        log_.warn(row, std::move(*placed.warning));
    }
    return true;
}

}  // namespace riskmap::intake
