#include "intake/incident_columns.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "geo/coordinate_text.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {

PlaceFields::PlaceFields(const PlaceColumns& columns, const domain::Layer& layer)
    : x(optional_column(layer, columns.x, {"toạ độ x", "x coordinate"})),
      y(optional_column(layer, columns.y, {"toạ độ y", "y coordinate"})),
      position(optional_column(layer, columns.position, {"vị trí", "position"})),
      unit_code(optional_column(layer, columns.unit_code, {"mã đơn vị", "code of the unit"})),
      unit_name(optional_column(layer, columns.unit_name, {"tên đơn vị", "name of the unit"})),
      parent_name(optional_column(
          layer, columns.parent_name, {"tên đơn vị cấp trên", "name of the parent unit"})),
      precision(
          optional_column(layer, columns.precision, {"độ chính xác của vị trí", "precision"})) {
    if (x.has_value() != y.has_value()) {
        throw Error(ErrorKind::input,
                    Text{fmt::format("{}: toạ độ cần hai cột, x và y", layer.file),
                         fmt::format("{}: coordinates need two columns, x and y", layer.file)});
    }
}

PlaceColumns main_columns(const IncidentSource& source) {
    return {source.x,
            source.y,
            source.position,
            source.unit_code,
            source.unit_name,
            source.parent_name,
            source.precision};
}

IncidentColumns::IncidentColumns(const IncidentSource& source, const domain::Layer& layer)
    : place(main_columns(source), layer),
      date(optional_column(layer, source.date, {"ngày", "date"})),
      time(optional_column(layer, source.time, {"giờ", "time"})),
      year(optional_column(layer, source.year, {"năm", "year"})),
      age(optional_column(layer, source.age, {"tuổi", "age"})),
      sex(optional_column(layer, source.sex, {"giới tính", "sex"})),
      cause(optional_column(layer, source.cause, {"nguyên nhân", "cause"})),
      severity(optional_column(layer, source.severity, {"hậu quả", "severity"})),
      victims(optional_column(layer, source.victims, {"số nạn nhân", "number of victims"})),
      event(optional_column(layer, source.event, {"mã vụ", "event id"})) {
    for (const domain::EventPlace other : domain::event_places) {
        PlaceFields fields(source.elsewhere[domain::index_of(other)], layer);
        if (other != source.told && !fields.empty()) {
            elsewhere.emplace_back(other, std::move(fields));
        }
    }
}

std::optional<geo::PointM> told_point(const PlaceFields& fields,
                                      const domain::Layer& layer,
                                      std::size_t row) {
    if (fields.x && fields.y) {
        const auto east = geo::read_coordinate(cell_text(layer, *fields.x, row));
        const auto north = geo::read_coordinate(cell_text(layer, *fields.y, row));
        return east && north ? std::optional(geo::east_first(*east, *north)) : std::nullopt;
    }
    return fields.position ? geo::read_coordinate_pair(cell_text(layer, *fields.position, row))
                           : std::nullopt;
}

std::optional<geo::PointM> main_point(const IncidentColumns& columns,
                                      const domain::Layer& layer,
                                      std::size_t row) {
    if (columns.place.has_points()) {
        return told_point(columns.place, layer, row);
    }
    const bool drawn = !layer.shapes.empty() && layer.shapes[row].shape() == geo::Shape::points &&
                       layer.shapes[row].vertices().size() == 1;
    return drawn ? std::optional(layer.shapes[row].vertices().front()) : std::nullopt;
}

WordMap::WordMap(const std::map<std::string, std::string>& words,
                 const std::map<std::string, std::string>& known)
    : has_table_(!words.empty()) {
    for (const auto& [from, to] : words) {
        words_.emplace(domain::fold(from), to);
    }
    for (const auto& [from, to] : known) {
        words_.emplace(domain::fold(from), to);
    }
    for (const auto& [from, to] : words) {
        words_.emplace(domain::fold(to), to);
    }
}

std::string WordMap::translate(const std::string& word) {
    if (word.empty()) {
        return "";
    }
    const auto found = words_.find(domain::fold(word));
    if (found != words_.end()) {
        return found->second;
    }
    ++unknown_[word];
    return word;
}

void WordMap::report(SourceLog& log, const std::string& column, const std::string& key) const {
    if (!has_table_) {
        return;
    }
    for (const auto& [word, count] : unknown_) {
        log.warn(
            {"incident.word-not-mapped",
             column,
             word,
             {fmt::format("{} dòng có từ không nằm trong bảng đổi từ {}; giữ nguyên", count, key),
              fmt::format(
                  "{} row(s) have a word that is not in the table {}; kept as it is", count, key)},
             {fmt::format("thêm từ này vào {} của nguồn", key),
              fmt::format("add the word to {} of the source", key)}});
    }
}

}  // namespace riskmap::intake
