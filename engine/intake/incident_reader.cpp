#include "intake/incident_reader.hpp"

#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "domain/fold.hpp"
#include "intake/date_text.hpp"
#include "intake/shown_cell.hpp"

namespace riskmap::intake {
namespace {

using domain::Incident;

constexpr double oldest_age = 120;
const std::string no_column;

/// Completed years of "12", "12,5", "3 tuổi", "18 tháng"; none when it is no age at all.
std::optional<double> read_age(const std::string& text) {
    const std::string folded = domain::fold(text);
    const std::size_t end = folded.find_first_not_of("0123456789.,-+");
    const auto number = plain_number(folded.substr(0, end));
    if (!number) {
        return std::nullopt;
    }
    std::string unit = end == std::string::npos ? "" : folded.substr(end);
    unit.erase(0, unit.find_first_not_of(' '));
    if (unit.empty() || unit == "tuổi" || unit == "t" || unit == "years" || unit == "y") {
        return std::floor(*number);
    }
    if (unit == "tháng" || unit == "tháng tuổi" || unit == "months" || unit == "m") {
        return std::floor(*number / 12);
    }
    return std::nullopt;
}

std::map<std::string, std::string> known_precisions() {
    std::map<std::string, std::string> words;
    for (const auto precision : {domain::Precision::gps,
                                 domain::Precision::named_feature,
                                 domain::Precision::hamlet,
                                 domain::Precision::commune}) {
        words[domain::to_word(precision)] = domain::to_word(precision);
    }
    return words;
}

}  // namespace

IncidentReader::IncidentReader(const IncidentSource& source,
                               const SourceTable& table,
                               const geo::UnitLocator& units,
                               const DatedUnits& dated,
                               const StudyFrame& frame,
                               SourceLog& log)
    : source_(source),
      table_(table),
      frame_(frame),
      log_(log),
      columns_(source, table.layer),
      where_(source.where, table.layer),
      placer_(units, dated, table.crs, frame.crs),
      causes_(source.causes, {}),
      severities_(source.severities, {{"death", "death"}, {"injury", "injury"}, {"none", "none"}}),
      sexes_(source.sexes,
             {{"male", "male"},
              {"nam", "male"},
              {"m", "male"},
              {"female", "female"},
              {"nữ", "female"},
              {"f", "female"},
              {"unknown", "unknown"}}),
      precisions_(source.precisions, known_precisions()),
      repeated_(table.layer, table.whole_rows) {
    std::vector<PlaceColumns> places(source.elsewhere.begin(), source.elsewhere.end());
    places.insert(places.begin(), main_columns(source));
    for (const PlaceColumns& place : places) {
        if (!table.crs.empty() || (place.x.empty() && place.position.empty())) {
            continue;
        }
        const std::string named = place.x.empty() ? fmt::format("\"{}\"", place.position)
                                                  : fmt::format("\"{}\", \"{}\"", place.x, place.y);
        throw Error(ErrorKind::input,
                    Text{fmt::format("{}: ghi hệ toạ độ của cột {} trong tệp nghiên cứu, như crs = "
                                     "\"EPSG:4326\" cho độ WGS 84",
                                     table.layer.file,
                                     named),
                         fmt::format("{}: state the coordinate system of the column(s) {} in the "
                                     "study as crs, such as crs = \"EPSG:4326\" for WGS 84 degrees",
                                     table.layer.file,
                                     named)});
    }
}

std::string IncidentReader::text(std::size_t row,
                                 const std::optional<std::size_t>& column,
                                 const std::string& word) const {
    if (column) {
        return cell_text(table_.layer, *column, row);
    }
    const auto constant = source_.constants.find(word);
    return constant == source_.constants.end() ? "" : constant->second;
}

const std::string& IncidentReader::column_name(const std::optional<std::size_t>& column) const {
    if (!column) {
        return no_column;
    }
    const domain::Field& field = table_.layer.fields[*column];
    return field.label.vi.empty() ? field.name : field.label.vi;
}

bool IncidentReader::refuse(std::size_t row,
                            const std::optional<std::size_t>& column,
                            const std::string& slug,
                            const Text& message,
                            const Text& repair) {
    log_.reject(row,
                {slug,
                 column_name(column),
                 column ? shown_cell(cell_text(table_.layer, *column, row)) : "",
                 message,
                 repair});
    return false;
}

std::string IncidentReader::table_name() const {
    return log_.id().substr(std::string("incidents.").size());
}

void IncidentReader::bind_columns() { columns_ = IncidentColumns(source_, table_.layer); }

std::optional<ReadIncident> IncidentReader::read(std::size_t row) {
    if (!where_(row)) {
        log_.not_selected();
        return std::nullopt;
    }
    ReadIncident result;
    Incident& incident = result.incident;
    incident.row = table_.layer.source_rows[row];
    incident.told = source_.told;
    incident.event = text(row, columns_.event, "event");
    if (!is_whole(row) || !take_date(row, result) || !take_age(row, incident) ||
        !take_victims(row, incident)) {
        return std::nullopt;
    }
    take_words(row, incident);
    if (!take_place(row, result) || !is_new(row, incident)) {
        return std::nullopt;
    }
    return result;
}

bool IncidentReader::is_whole(std::size_t row) {
    const auto faults = faults_of(table_, row);
    if (!faults.empty()) {
        log_.reject(row, finding_of(faults.front()));
    }
    return faults.empty();
}

bool IncidentReader::take_date(std::size_t row, ReadIncident& into) {
    Incident& incident = into.incident;
    const std::string day = text(row, columns_.date, "date");
    const std::string year = text(row, columns_.year, "year");
    const std::optional<std::size_t>& column = day.empty() ? columns_.year : columns_.date;
    const std::string& told = day.empty() ? year : day;
    if (told.empty()) {
        incident.day_known = false;
        return source_.undated_in_period || refuse(row,
                                                   columns_.date ? columns_.date : columns_.year,
                                                   "incident.no-date",
                                                   {"dòng không có ngày", "the row has no date"},
                                                   {"điền ngày, tháng hoặc ít nhất là năm",
                                                    "fill in the day, or at least the year"});
    }
    const auto read = read_date(told, day.empty() ? "iso" : source_.date_format);
    if (!read) {
        return refuse(row,
                      column,
                      "incident.unreadable-date",
                      {fmt::format("không phải là ngày theo dạng {}", source_.date_format),
                       fmt::format("is no date in the order {}", source_.date_format)},
                      {"viết ngày như 2021-03-31, hoặc sửa date_format của nguồn",
                       "write the date as 2021-03-31, or correct date_format of the source"});
    }
    const Period& period = frame_.period;
    const Date last = last_day(read->date, read->detail);
    if (last < period.first || read->date > period.last) {
        return refuse(
            row,
            column,
            "incident.outside-period",
            {fmt::format(
                 "ngày nằm ngoài kỳ nghiên cứu {} – {}", to_iso(period.first), to_iso(period.last)),
             fmt::format("the date is outside the study period {} to {}",
                         to_iso(period.first),
                         to_iso(period.last))},
            {"không cần làm gì nếu ngày đúng", "nothing to do if the date is right"});
    }
    if (!period.contains(read->date) || !period.contains(last)) {
        return refuse(row,
                      column,
                      "incident.date-too-coarse",
                      {"chỉ biết tháng hoặc năm, có phần nằm ngoài kỳ nghiên cứu",
                       "only the month or year is known, and part of it is outside the period"},
                      {"điền ngày chính xác hơn", "fill in a more exact date"});
    }
    incident.date = read->date;
    incident.day_known = read->detail == DateDetail::day;
    if (read->detail <= DateDetail::month) {
        into.month = static_cast<int>(static_cast<unsigned>(read->date.month()));
    }
    incident.hour = read->hour;
    if (const std::string time = text(row, columns_.time, "time"); !time.empty()) {
        incident.hour = read_hour(time);
        unreadable_times_ += incident.hour ? 0 : 1;
    }
    return true;
}

bool IncidentReader::take_age(std::size_t row, Incident& into) {
    const std::string told = text(row, columns_.age, "age");
    if (told.empty()) {
        return true;
    }
    const auto age = read_age(told);
    if (!age) {
        return refuse(row,
                      columns_.age,
                      "incident.unreadable-age",
                      {"không phải là tuổi", "is no age"},
                      {"viết số tuổi tròn, hoặc để trống nếu không biết",
                       "write completed years, or leave it empty when unknown"});
    }
    if (*age < 0 || *age > oldest_age) {
        return refuse(row,
                      columns_.age,
                      "incident.impossible-age",
                      {"tuổi không thể có", "an impossible age"},
                      {"sửa tuổi, hoặc để trống nếu không biết",
                       "correct the age, or leave it empty when unknown"});
    }
    into.age = age;
    return true;
}

bool IncidentReader::take_victims(std::size_t row, Incident& into) {
    const std::string told = text(row, columns_.victims, "victims");
    if (told.empty()) {
        return true;
    }
    const auto number = plain_number(told);
    if (!number || *number < 0 || *number > 1e6 || *number != std::floor(*number)) {
        return refuse(row,
                      columns_.victims,
                      "incident.unreadable-victims",
                      {"không phải là số nạn nhân", "is no number of victims"},
                      {"viết một số nguyên, hoặc để trống cho một nạn nhân",
                       "write a whole number, or leave it empty for one victim"});
    }
    into.victims = static_cast<std::int64_t>(*number);
    return true;
}

void IncidentReader::take_words(std::size_t row, Incident& into) {
    into.cause = causes_.translate(text(row, columns_.cause, "cause"));
    into.severity = severities_.translate(text(row, columns_.severity, "severity"));
    into.sex = sexes_.translate(text(row, columns_.sex, "sex"));
    if (into.sex == "unknown") {
        into.sex.clear();
    }
}

bool IncidentReader::is_new(std::size_t row, const Incident& incident) {
    if (source_.assume_no_duplicates || !incident.day_known) {
        return true;
    }
    const auto first = repeated_.first_like(row, incident);
    if (!first) {
        return true;
    }
    const std::int64_t same = *first;
    const Text repair = {"xoá một trong hai dòng nếu trùng; nếu là hai vụ khác nhau, điền mã vụ",
                         "delete one of the rows if they are the same; if they are two events, "
                         "fill in event ids"};
    if (incident.event.empty() && !incident.at && (!incident.age || incident.sex.empty())) {
        log_.warn(
            row,
            {"incident.possible-duplicate",
             "",
             "",
             {fmt::format("có thể trùng dòng {} (cùng ngày, nơi và loại); vẫn được tính", same),
              fmt::format("may repeat row {} (same day, place and kind); counted", same)},
             repair});
        return true;
    }
    log_.reject(row,
                {"incident.duplicate",
                 "",
                 "",
                 {fmt::format("trùng dòng {} ở ngày, nơi, tuổi, giới và loại", same),
                  fmt::format("repeats row {}: same day, place, age, sex and kind", same)},
                 repair});
    return false;
}

void IncidentReader::finish() {
    causes_.report(log_, column_name(columns_.cause), "causes");
    severities_.report(log_, column_name(columns_.severity), "severities");
    sexes_.report(log_, column_name(columns_.sex), "sexes");
    precisions_.report(log_, column_name(columns_.place.precision), "precisions");
    if (unreadable_times_ > 0) {
        log_.warn({"incident.unreadable-time",
                   column_name(columns_.time),
                   "",
                   {fmt::format("{} dòng có giờ không đọc được; vẫn được tính, không có giờ",
                                unreadable_times_),
                    fmt::format("{} row(s) have a time that cannot be read; counted without an "
                                "hour",
                                unreadable_times_)},
                   {"viết giờ như 17:06", "write the time as 17:06"}});
    }
}

}  // namespace riskmap::intake
