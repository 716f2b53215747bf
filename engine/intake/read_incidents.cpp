#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"
#include "hazard/vocabulary.hpp"
#include "intake/carried_rows.hpp"
#include "intake/crs_trials.hpp"
#include "intake/incident_reader.hpp"
#include "intake/office_source.hpp"
#include "intake/read.hpp"
#include "intake/repeated_events.hpp"
#include "intake/settle_crs.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {
namespace {

using domain::FieldType;
using domain::Incident;
using domain::Value;

constexpr std::size_t rows_between_reports = 10000;

Value told(const std::string& text) { return text.empty() ? Value() : Value(text); }

template <class Number>
Value told(const std::optional<Number>& number) {
    return number ? Value(static_cast<std::int64_t>(*number)) : Value();
}

/// The standard words of one incident, in no order.
Value standard_value(const std::string& word,
                     const Incident& incident,
                     const std::optional<int>& month,
                     const std::string& source) {
    if (word == "cause") {
        return told(incident.cause);
    }
    if (word == "severity") {
        return told(incident.severity);
    }
    if (word == "age") {
        return told(incident.age);
    }
    if (word == "sex") {
        return told(incident.sex);
    }
    if (word == "victims") {
        return incident.victims;
    }
    if (word == "precision") {
        return std::string(domain::to_word(incident.precision));
    }
    if (word == "place") {
        return std::string(domain::to_word(incident.told));
    }
    if (word == "year") {
        return incident.date.ok() ? Value(std::int64_t{static_cast<int>(incident.date.year())})
                                  : Value();
    }
    if (word == "month") {
        return told(month);
    }
    if (word == "hour") {
        return told(incident.hour);
    }
    if (word == "matched") {
        return told(incident.matched);
    }
    expects(word == "source", "standard_value: every incident word has a value");
    return source;
}

bool is_standard(const std::string& name) {
    const auto words = hazard::incident_words();
    return std::any_of(
        words.begin(), words.end(), [&](const auto& word) { return word.word == name; });
}

bool is_whole_number(const std::string& word) {
    return word == "age" || word == "victims" || word == "year" || word == "month" ||
           word == "hour";
}

/// Columns for the standard words that are asked for, then one for each kept name of any source.
domain::Layer empty_attributes(const std::vector<IncidentSource>& sources,
                               const StudyFrame& frame) {
    domain::Layer layer;
    layer.name = "incidents";
    layer.label = {"Các vụ", "Incidents"};
    layer.file = "incidents";
    for (const hazard::Word<std::string>& word : hazard::incident_words()) {
        const bool asked = !frame.incident_words || frame.incident_words->contains(word.word) ||
                           word.word == std::string("month");
        if (!asked) {
            continue;
        }
        domain::Field& field = layer.fields.emplace_back();
        field.name = word.word;
        field.label = word.meaning;
        field.type = is_whole_number(word.word) ? FieldType::integer : FieldType::text;
    }
    for (const IncidentSource& source : sources) {
        for (const std::string& name : source.keep) {
            const auto known = layer.find(name);
            if (is_standard(name)) {
                throw Error(
                    ErrorKind::input,
                    Text{fmt::format("incidents.{}: không giữ được cột \"{}\" dưới tên này, "
                                     "vì mọi vụ đã có tên đó; ghi nó là cột của \"{}\"",
                                     source.id,
                                     name,
                                     name),
                         fmt::format("incidents.{}: the column \"{}\" cannot be kept under "
                                     "that name, which every incident has already; name "
                                     "it as the column of \"{}\" instead",
                                     source.id,
                                     name,
                                     name)});
            }
            if (!known) {
                layer.fields.emplace_back().name = name;
            }
        }
    }
    layer.columns.resize(layer.fields.size());
    return layer;
}

/// Reads one source after the other into one table.
class Collector {
  public:
    Collector(const std::vector<IncidentSource>& sources,
              const domain::AdminUnits& units,
              const StudyFrame& frame,
              const RunContext& context)
        : units_(units), frame_(frame), context_(context), dated_(units, frame.crosswalk) {
        incidents_.attributes = empty_attributes(sources, frame);
        standard_ = static_cast<std::size_t>(
            std::count_if(incidents_.attributes.fields.begin(),
                          incidents_.attributes.fields.end(),
                          [](const domain::Field& field) { return is_standard(field.name); }));
    }

    void read(const IncidentSource& source, IssueLog& log, std::vector<InputRecord>& inputs);
    domain::Incidents result() { return std::move(incidents_); }

  private:
    geo::Box read_rows(const IncidentSource& asked,
                       SourceTable& table,
                       const std::vector<RowFinding>& refused,
                       SourceLog& ledger);
    void add(ReadIncident read, const domain::Layer& layer, std::size_t row);
    bool repeats(const ReadIncident& read, std::size_t row, SourceLog& ledger);
    const std::string& table_of(std::size_t incident) const;

    const domain::AdminUnits& units_;
    const StudyFrame& frame_;
    const RunContext& context_;
    DatedUnits dated_;
    SplitUnits splits_;
    RepeatedEvents events_;
    domain::Incidents incidents_;
    std::size_t standard_ = 0;  ///< attributes that are standard words; they come first
    std::vector<std::optional<std::size_t>> kept_;  ///< column of the file per attribute
    /// First incident of each table and how the review names it, in reading order.
    std::vector<std::pair<std::size_t, std::string>> tables_;
};

void Collector::add(ReadIncident read, const domain::Layer& layer, std::size_t row) {
    domain::Layer& attributes = incidents_.attributes;
    for (std::size_t field = 0; field < attributes.fields.size(); ++field) {
        if (field < standard_) {
            attributes.columns[field].push_back(standard_value(attributes.fields[field].name,
                                                               read.incident,
                                                               read.month,
                                                               incidents_.sources.back()));
        } else {
            attributes.columns[field].push_back(kept_[field] ? layer.at(*kept_[field], row)
                                                             : Value());
        }
    }
    attributes.source_rows.push_back(read.incident.row);
    read.incident.source = static_cast<std::uint32_t>(incidents_.sources.size() - 1);
    incidents_.rows.push_back(std::move(read.incident));
}

const std::string& Collector::table_of(std::size_t incident) const {
    const auto behind = std::find_if(tables_.rbegin(), tables_.rend(), [&](const auto& table) {
        return table.first <= incident;
    });
    return behind->second;
}

/// True when the row is not counted because a row of an earlier source tells the same event, by the
/// word of people or as far as the files can tell. Pairs that nobody has decided go to the review.
bool Collector::repeats(const ReadIncident& read, std::size_t row, SourceLog& ledger) {
    const Incident& incident = read.incident;
    const std::optional<Twin> twin = events_.take(incidents_, read);
    if (!twin) {
        return false;
    }
    const Incident& first = incidents_.rows[twin->row];
    const std::string& first_source = table_of(twin->row);
    const std::string& second_source = tables_.back().second;
    const std::string other = fmt::format("{} {}", first_source, first.row);
    if (frame_.review != nullptr) {
        const auto answer =
            frame_.review->pairs.find({first_source, first.row, second_source, incident.row});
        if (answer != frame_.review->pairs.end()) {
            if (answer->second) {
                ledger.reject(row,
                              {"incident.repeats-other-source",
                               "",
                               "",
                               {fmt::format("cùng một vụ với dòng {}, theo tệp xem lại", other),
                                fmt::format("one event with row {}, as reviewed", other)},
                               {"không cần làm gì", "nothing to do"}});
            }
            return answer->second;
        }
    }
    const bool same = twin->likeness == Likeness::same;
    const Text reason =
        same ? Text{fmt::format("ngày, nơi, tuổi, giới và loại khớp với dòng {}; chưa tính cho đến "
                                "khi được xem lại",
                                other),
                    fmt::format("date, place, age, sex and cause agree with row {}; not counted "
                                "until reviewed",
                                other)}
             : Text{fmt::format("có thể cùng một vụ với dòng {}; vẫn được tính", other),
                    fmt::format("may be one event with row {}; counted", other)};
    incidents_.review.pairs.push_back(
        {first_source,
         first.row,
         second_source,
         incident.row,
         to_iso(incident.date).substr(0, 7),
         units_.code[incident.unit] + " " + units_.name[incident.unit],
         reason});
    Finding finding{"incident.possible-repeat",
                    "",
                    "",
                    reason,
                    {"điền có hoặc không trong tệp xem lại, rồi chạy lại",
                     "fill in yes or no in the review workbook and run again"}};
    if (same) {
        ledger.reject(row, std::move(finding));
    } else {
        ledger.warn(row, std::move(finding));
    }
    return same;
}

void Collector::read(const IncidentSource& source,
                     IssueLog& log,
                     std::vector<InputRecord>& inputs) {
    const std::string id = "incidents." + source.id;
    incidents_.sources.push_back(source.id);
    if (!source.recognise) {
        SourceTable table =
            source.x.empty() ? open_shapes(source.source) : open_table(source.source);
        SourceLog ledger(log, id, table.layer);
        const geo::Box extent = read_rows(source, table, {}, ledger);
        InputRecord record = record_of(id, source.source, table);
        record.extent = extent;
        inputs.push_back(std::move(record));
        return;
    }
    OfficeSource office = open_office_source(source, frame_.words);
    InputRecord record = record_of(id, source.source, office.file);
    for (OfficeTable& table : office.tables) {
        const std::string sheet = office.tables.size() > 1 ? "[" + table.layer.name + "]" : "";
        SourceTable rows;
        rows.layer = std::move(table.layer);
        rows.whole_rows = std::move(table.whole_rows);
        rows.crs = source.source.crs;
        SourceLog ledger(log, id + sheet, rows.layer);
        ledger.not_data(table.rows_not_data);
        for (const std::string& sheet_name : std::exchange(office.unread, {})) {
            ledger.warn(
                {"table.sheet-not-recognised",
                 "",
                 sheet_name,
                 {fmt::format("trang \"{}\" không có dòng tiêu đề quen thuộc nên không được "
                              "đọc",
                              sheet_name),
                  fmt::format("the sheet \"{}\" has no known header row and is not read",
                              sheet_name)},
                 {"sửa tiêu đề nếu trang này có số liệu, hoặc ghi layer = tên trang cần đọc",
                  "correct its header if it holds data, or state layer = the sheet to "
                  "read"}});
        }
        for (RowFinding& told : table.told) {
            ledger.warn_at(told.source_row, std::move(told.finding));
        }
        record.rows += static_cast<std::int64_t>(rows.layer.size());
        record.extent.add(read_rows(table.source, rows, table.refused, ledger));
        record.crs = rows.crs.empty() ? record.crs : system_name(rows.crs);
        record.tables.push_back(std::move(table.found));
    }
    inputs.push_back(std::move(record));
}

/// Reads the rows of one table; gives back where its exact points lie.
geo::Box Collector::read_rows(const IncidentSource& asked,
                              SourceTable& table,
                              const std::vector<RowFinding>& refused,
                              SourceLog& ledger) {
    const domain::Layer& layer = table.layer;
    IncidentSource source = asked;
    settle_crs(source, table, units_, dated_, frame_, ledger);
    require_system(table, frame_.crs);
    kept_.assign(incidents_.attributes.fields.size(), std::nullopt);
    for (const std::string& name : source.keep) {
        kept_[*incidents_.attributes.find(name)] =
            column_of(layer, name, {"thuộc tính giữ lại", "kept attribute"});
    }
    IncidentReader reader(source, table, units_, dated_, frame_, ledger);
    CarriedRows carried(dated_, splits_);
    const std::size_t first_row = incidents_.rows.size();
    tables_.emplace_back(first_row, reader.table_name());
    geo::Box extent;
    auto next_refused = refused.begin();
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (row % rows_between_reports == 0) {
            context_.check_stop();
            context_.progress(static_cast<double>(row) / static_cast<double>(layer.size()));
        }
        if (next_refused != refused.end() && *next_refused->row == row) {
            ledger.reject(row, next_refused->finding);
            ++next_refused;
            continue;
        }
        if (std::optional<ReadIncident> read = reader.read(row)) {
            if (!source.assume_no_duplicates && repeats(*read, row, ledger)) {
                continue;
            }
            if (read->incident.at) {
                extent.add(*read->incident.at);
            }
            carried.settle(*read);
            add(std::move(*read), layer, row);
        }
    }
    events_.add(incidents_, first_row);
    carried.close(incidents_, first_row, ledger);
    reader.finish();
    incidents_.review.rows.insert(
        incidents_.review.rows.end(), reader.open_rows().begin(), reader.open_rows().end());
    ledger.close();
    return extent;
}

}  // namespace

domain::Incidents read_incidents(const std::vector<IncidentSource>& sources,
                                 const domain::AdminUnits& units,
                                 const StudyFrame& frame,
                                 const RunContext& context,
                                 IssueLog& log,
                                 std::vector<InputRecord>& inputs) {
    Collector collector(sources, units, frame, context);
    for (const IncidentSource& source : sources) {
        collector.read(source, log, inputs);
    }
    return collector.result();
}

}  // namespace riskmap::intake
