#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "core/error.hpp"
#include "intake/carried_rows.hpp"
#include "intake/crs_trials.hpp"
#include "intake/incident_attributes.hpp"
#include "intake/incident_reader.hpp"
#include "intake/office_source.hpp"
#include "intake/read.hpp"
#include "intake/repeated_events.hpp"
#include "intake/settle_crs.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {
namespace {

using domain::Incident;
using domain::Value;

constexpr std::size_t rows_between_reports = 10000;

/// The rows of one table: all at once, or the first block of them and how to get the next.
struct RowBlocks {
    SourceTable& table;
    const IncidentSource& source;  ///< with its columns, to which later blocks may add
    const std::vector<RowFinding>& refused;
    std::size_t rows = 0;  ///< of all blocks, for progress
    std::function<bool()> next;
};

/// What was read of one table.
struct RowsRead {
    std::size_t rows = 0;
    geo::Box extent;  ///< of its exact points
};

/// Reads one source after the other into one table.
class Collector {
  public:
    Collector(const std::vector<IncidentSource>& sources,
              const domain::AdminUnits& units,
              const StudyFrame& frame,
              const RunContext& context)
        : units_(units),
          frame_(frame),
          context_(context),
          dated_(units, frame.crosswalk),
          locator_(frame.locator == nullptr ? own_locator_.emplace(units.shape.values())
                                            : *frame.locator) {
        incidents_.attributes = empty_attributes(sources, frame);
        standard_ = standard_fields(incidents_.attributes);
    }

    void read(const IncidentSource& source, IssueLog& log, std::vector<InputRecord>& inputs);
    /// Standard words are written last, when no table is held any more.
    domain::Incidents result() {
        fill_standard_fields(incidents_, months_);
        return std::move(incidents_);
    }

  private:
    void read_office(const IncidentSource& source,
                     OfficeSource& office,
                     IssueLog& log,
                     InputRecord& record);
    RowsRead read_rows(const RowBlocks& blocks, SourceLog& ledger);
    void read_block(const RowBlocks& blocks,
                    const IncidentSource& source,
                    IncidentReader& reader,
                    CarriedRows& carried,
                    RowsRead& done,
                    SourceLog& ledger);
    void add(ReadIncident read, const domain::Layer& layer, std::size_t row);
    bool repeats(const ReadIncident& read, std::size_t row, SourceLog& ledger);
    const std::string& table_of(std::size_t incident) const;

    const domain::AdminUnits& units_;
    const StudyFrame& frame_;
    const RunContext& context_;
    DatedUnits dated_;
    std::optional<geo::UnitLocator> own_locator_;
    const geo::UnitLocator& locator_;
    CarriedRows::Splits splits_;
    RepeatedEvents events_;
    domain::Incidents incidents_;
    std::vector<std::int8_t> months_;  ///< of each incident; 0: not known
    std::size_t standard_ = 0;         ///< attributes that are standard words; they come first
    std::vector<std::optional<std::size_t>> kept_;  ///< column of the file per attribute
    /// First incident of each table and how the review names it, in reading order.
    std::vector<std::pair<std::size_t, std::string>> tables_;
};

void Collector::add(ReadIncident read, const domain::Layer& layer, std::size_t row) {
    domain::Layer& attributes = incidents_.attributes;
    for (std::size_t field = standard_; field < attributes.fields.size(); ++field) {
        attributes.columns[field].push_back(kept_[field] ? layer.at(*kept_[field], row) : Value());
    }
    attributes.source_rows.push_back(read.incident.row);
    months_.push_back(static_cast<std::int8_t>(read.month.value_or(0)));
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
        const std::vector<RowFinding> none;
        const RowBlocks whole{table, source, none, table.layer.size(), [] { return false; }};
        const geo::Box extent = read_rows(whole, ledger).extent;
        InputRecord record = record_of(id, source.source, table);
        record.extent = extent;
        inputs.push_back(std::move(record));
        return;
    }
    OfficeSource office = open_office_source(source, frame_.words);
    InputRecord record = record_of(id, source.source, office.file);
    read_office(source, office, log, record);
    inputs.push_back(std::move(record));
}

void Collector::read_office(const IncidentSource& source,
                            OfficeSource& office,
                            IssueLog& log,
                            InputRecord& record) {
    for (OfficeReader& reader : office.tables) {
        OfficeTable& table = reader.table();
        const std::string sheet = office.tables.size() > 1 ? "[" + table.layer.name + "]" : "";
        table.crs = source.source.crs;
        reader.next();
        SourceLog ledger(log, record.source + sheet, table.layer);
        ledger.not_data(table.rows_not_data);
        for (const std::string& unread : std::exchange(office.unread, {})) {
            ledger.warn(
                {"table.sheet-not-recognised",
                 "",
                 unread,
                 {fmt::format("trang \"{}\" không có dòng tiêu đề quen thuộc nên không được đọc",
                              unread),
                  fmt::format("the sheet \"{}\" has no known header row and is not read", unread)},
                 {"sửa tiêu đề nếu trang này có số liệu, hoặc ghi layer = tên trang cần đọc",
                  "correct its header if it holds data, or state layer = the sheet to read"}});
        }
        for (RowFinding& told : table.told) {
            ledger.warn_at(told.source_row, std::move(told.finding));
        }
        const RowsRead done = read_rows(
            {table, table.source, table.refused, reader.rows(), [&] { return reader.next(); }},
            ledger);
        record.rows += static_cast<std::int64_t>(done.rows);
        record.extent.add(done.extent);
        record.crs = table.crs.empty() ? record.crs : system_name(table.crs);
        record.tables.push_back(std::move(table.found));
    }
}

RowsRead Collector::read_rows(const RowBlocks& blocks, SourceLog& ledger) {
    IncidentSource source = blocks.source;
    settle_crs(source, blocks.table, locator_, dated_, frame_, ledger);
    require_system(blocks.table, frame_.crs);
    kept_.assign(incidents_.attributes.fields.size(), std::nullopt);
    for (const std::string& name : source.keep) {
        kept_[*incidents_.attributes.find(name)] =
            column_of(blocks.table.layer, name, {"thuộc tính giữ lại", "kept attribute"});
    }
    IncidentReader reader(source, blocks.table, locator_, dated_, frame_, ledger);
    CarriedRows carried(dated_, splits_);
    const std::size_t first_row = incidents_.rows.size();
    tables_.emplace_back(first_row, reader.table_name());
    incidents_.rows.reserve(first_row + blocks.rows);
    RowsRead done;
    for (bool more = true; more;) {
        const IncidentSource before = blocks.source;
        read_block(blocks, source, reader, carried, done, ledger);
        more = blocks.next();
        take_new_columns(before, blocks.source, source);
        reader.bind_columns();
    }
    events_.add(incidents_, first_row);
    carried.close(incidents_, first_row, ledger);
    reader.finish();
    incidents_.review.rows.insert(
        incidents_.review.rows.end(), reader.open_rows().begin(), reader.open_rows().end());
    ledger.close(done.rows);
    return done;
}

void Collector::read_block(const RowBlocks& blocks,
                           const IncidentSource& source,
                           IncidentReader& reader,
                           CarriedRows& carried,
                           RowsRead& done,
                           SourceLog& ledger) {
    const domain::Layer& layer = blocks.table.layer;
    auto next_refused = blocks.refused.begin();
    for (std::size_t row = 0; row < layer.size(); ++row) {
        if (done.rows++ % rows_between_reports == 0) {
            context_.check_stop();
            context_.progress(
                std::min(1.0, static_cast<double>(done.rows) / static_cast<double>(blocks.rows)));
        }
        if (next_refused != blocks.refused.end() && *next_refused->row == row) {
            ledger.reject(row, next_refused->finding);
            ++next_refused;
            continue;
        }
        if (std::optional<ReadIncident> read = reader.read(row)) {
            if (!source.assume_no_duplicates && repeats(*read, row, ledger)) {
                continue;
            }
            if (read->incident.at) {
                done.extent.add(*read->incident.at);
            }
            carried.settle(*read);
            add(std::move(*read), layer, row);
        }
    }
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
