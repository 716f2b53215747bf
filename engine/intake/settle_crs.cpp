#include "intake/settle_crs.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/crs_detector.hpp"
#include "intake/date_text.hpp"
#include "intake/incident_columns.hpp"

namespace riskmap::intake {
namespace {

constexpr std::size_t least_points = 20;
constexpr std::size_t most_rows = 20000;  ///< looked at, evenly spread

/// An office table whose rows name their units does without coordinates of an unknown system; for
/// any other the reader asks for it.
void leave_coordinates(IncidentSource& source, const SourceTable& table, SourceLog& log) {
    std::string columns = source.x.empty() ? source.position : source.x + ", " + source.y;
    for (const PlaceColumns& place : source.elsewhere) {
        const std::string more = place.x.empty() ? place.position : place.x + ", " + place.y;
        columns += (columns.empty() || more.empty() ? "" : ", ") + more;
    }
    if (!source.recognise || !table.crs.empty() || columns.empty()) {
        return;
    }
    log.warn({"table.coordinates-without-system",
              columns,
              "",
              {"chưa biết hệ toạ độ của các cột này; chỉ dùng tên xã",
               "the coordinate system of these columns is not stated; only the commune is used"},
              {"ghi crs của nguồn, như crs = \"EPSG:4326\"",
               "state crs of the source, such as crs = \"EPSG:4326\""}});
    source.x.clear();
    source.y.clear();
    source.position.clear();
    for (PlaceColumns& place : source.elsewhere) {
        place.x.clear();
        place.y.clear();
        place.position.clear();
    }
}

Text table_of(const CrsVerdict& verdict) {
    return candidates_table(verdict,
                            {"điểm vào đúng đơn vị được ghi tên", "in the unit named"},
                            {"điểm vào một đơn vị nào đó", "in any"});
}

/// The rows with a point and a unit that is certain.
std::vector<PointClue> clues_of(const IncidentSource& source,
                                const SourceTable& table,
                                const DatedUnits& dated,
                                const StudyFrame& frame) {
    const domain::Layer& layer = table.layer;
    const IncidentColumns columns(source, layer);
    const auto text = [&](const std::optional<std::size_t>& column, std::size_t row) {
        return column ? cell_text(layer, *column, row) : std::string();
    };
    std::vector<PointClue> clues;
    const std::size_t step = layer.size() / most_rows + 1;
    for (std::size_t row = 0; row < layer.size(); row += step) {
        const auto point = main_point(columns, layer, row);
        const UnitClue unit{text(columns.place.unit_code, row),
                            text(columns.place.unit_name, row),
                            text(columns.place.parent_name, row)};
        if (!point || unit.empty()) {
            continue;
        }
        const auto date = read_date(text(columns.date, row), source.date_format);
        const Date first = date ? date->date : frame.period.first;
        const Date last = date ? last_day(date->date, date->detail) : frame.period.last;
        const DatedMatch named = dated.match(unit, first, last, source.vintage);
        if (named.found()) {
            PointClue& clue = clues.emplace_back();
            clue.point = *point;
            for (const PlanShare& part : named.targets) {
                clue.named.push_back(part.unit);
            }
        }
    }
    return clues;
}

}  // namespace

void settle_crs(IncidentSource& source,
                SourceTable& table,
                const geo::UnitLocator& units,
                const DatedUnits& dated,
                const StudyFrame& frame,
                SourceLog& log) {
    const bool names_units = !source.unit_code.empty() || !source.unit_name.empty();
    const bool has_points = (!source.x.empty() && !source.y.empty()) || !source.position.empty() ||
                            !table.layer.shapes.empty();
    if (!has_points || !names_units) {
        leave_coordinates(source, table, log);
        return;
    }
    const std::vector<PointClue> clues = clues_of(source, table, dated, frame);
    const std::string stated = table.crs;
    if (clues.size() < least_points) {
        leave_coordinates(source, table, log);
        return;
    }
    TrialSystems own(frame.crs);
    const CrsVerdict verdict =
        detect_crs(clues, units, frame.trials != nullptr ? *frame.trials : own, stated);
    const CrsCandidate& best = verdict.best();
    if (!stated.empty()) {
        if (verdict.clear && best.crs != stated && !verdict.stated(stated).same_as_first()) {
            const Text candidates = table_of(verdict);
            const std::string asked = system_name(stated);
            throw Error(
                ErrorKind::input,
                Text{fmt::format("{}: toạ độ không theo hệ {} như đã ghi: đơn vị ghi ở các dòng "
                                 "khớp với {}{}; sửa crs của nguồn{}",
                                 table.layer.file,
                                 asked,
                                 best.crs,
                                 best.swapped ? ", hướng bắc trước" : "",
                                 candidates.vi),
                     fmt::format("{}: the coordinates are not in {} as stated: the units that the "
                                 "rows name fit {}{}; correct crs of the source{}",
                                 table.layer.file,
                                 asked,
                                 best.crs,
                                 best.swapped ? " with north first" : "",
                                 candidates.en)});
        }
        return;
    }
    if (!verdict.clear) {
        const Text candidates = table_of(verdict);
        throw Error(
            ErrorKind::input,
            Text{fmt::format("{}: toạ độ không ghi theo hệ nào và không hệ nào khớp rõ; ghi crs "
                             "của nguồn{}",
                             table.layer.file,
                             candidates.vi),
                 fmt::format("{}: the coordinates say no system and none fits clearly; state crs "
                             "of the source{}",
                             table.layer.file,
                             candidates.en)});
    }
    table.crs = best.crs;
    if (best.swapped) {  // of pairs in one cell each row is put right and told
        std::swap(source.x, source.y);
        for (PlaceColumns& place : source.elsewhere) {
            std::swap(place.x, place.y);
        }
        exchange_axes(table.layer);
    }
    log.warn(
        {"incident.crs-detected",
         "",
         best.crs,
         {fmt::format("nguồn không ghi hệ toạ độ; {}{} đưa {} trong {} điểm vào đúng đơn vị được "
                      "ghi tên và được dùng",
                      best.crs,
                      best.swapped ? ", hướng bắc trước," : "",
                      best.agreeing,
                      verdict.places),
          fmt::format("the source states no coordinate system; {}{} puts {} of {} points into the "
                      "unit their row names and is used",
                      best.crs,
                      best.swapped ? ", north first," : "",
                      best.agreeing,
                      verdict.places)},
         {fmt::format("ghi crs = \"{}\" cho nguồn nếu đúng", best.crs),
          fmt::format("state crs = \"{}\" for the source if that is right", best.crs)}});
}

}  // namespace riskmap::intake
