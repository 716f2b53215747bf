#pragma once

#include <optional>
#include <string>

#include "domain/incidents.hpp"
#include "domain/predicate.hpp"
#include "intake/incident_columns.hpp"
#include "intake/incident_place.hpp"
#include "intake/read.hpp"
#include "intake/repeated_rows.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {

/// Where the unit of one place lies in the plan.
struct UnitParts {
    std::vector<PlanShare> units;  ///< one for points; none when it is no unit of the study
    std::string vintage;           ///< of the register that named the unit; "" for the plan's own
    bool named = false;            ///< placed by the unit it names, not by its point
};

/// Months of an incident are known when its day is, or when its date says a month only. Its units
/// are the first of their parts until it is settled that the row counts.
struct ReadIncident {
    domain::Incident incident;
    std::optional<int> month;
    UnitParts parts;                   ///< of the place the row is known by
    std::vector<UnitParts> elsewhere;  ///< of each of `incident.elsewhere`
};

/// Reads the rows of one source one after the other. A row that is refused gets exactly one reason:
/// the first of damaged row, date, period, age, victims, place, duplicate.
class IncidentReader {
  public:
    /// All arguments must outlive the reader.
    IncidentReader(const IncidentSource& source,
                   const SourceTable& table,
                   const geo::UnitLocator& units,
                   const DatedUnits& dated,
                   const StudyFrame& frame,
                   SourceLog& log);

    /// Looks for the columns of the source again: a block of rows may have brought new ones.
    void bind_columns();
    /// None when the row is not selected or rejected; the ledger has the reason.
    std::optional<ReadIncident> read(std::size_t row);
    /// Tells what concerns the whole source.
    void finish();
    /// Rows that people can decide by naming a unit.
    const std::vector<domain::ReviewRow>& open_rows() const { return open_rows_; }
    /// How the review names the table: the source's id, with the sheet where it has several.
    std::string table_name() const;

  private:
    bool is_whole(std::size_t row);
    bool take_date(std::size_t row, ReadIncident& into);
    bool take_age(std::size_t row, domain::Incident& into);
    bool take_victims(std::size_t row, domain::Incident& into);
    bool take_place(std::size_t row, ReadIncident& read);
    bool take_main(std::size_t row, const PlaceClue& clue, ReadIncident& read);
    void take_elsewhere(std::size_t row, ReadIncident& read);
    static bool stand_in(ReadIncident& read);
    static domain::EventLocation location(domain::EventPlace place,
                                          Placed&& placed,
                                          bool reviewed,
                                          UnitParts& into);
    bool decided(std::size_t row, const std::string& place, PlaceClue& clue);
    void set_days(const ReadIncident& read, PlaceClue& clue) const;
    void leave_open(std::size_t row,
                    const std::string& place,
                    const PlaceClue& clue,
                    const Unplaced& why,
                    const domain::Incident& incident);
    bool is_new(std::size_t row, const domain::Incident& incident);
    void take_words(std::size_t row, domain::Incident& into);
    std::optional<PlaceClue> main_clue(std::size_t row);
    PlaceClue clue_of(std::size_t row, const PlaceFields& fields);

    /// The text of a column, or the constant of that standard word; "" for neither.
    std::string text(std::size_t row,
                     const std::optional<std::size_t>& column,
                     const std::string& word) const;
    const std::string& column_name(const std::optional<std::size_t>& column) const;
    bool refuse(std::size_t row,
                const std::optional<std::size_t>& column,
                const std::string& slug,
                const Text& message,
                const Text& repair);

    const IncidentSource& source_;
    const SourceTable& table_;
    const StudyFrame& frame_;
    SourceLog& log_;
    IncidentColumns columns_;
    domain::BoundPredicate where_;
    IncidentPlacer placer_;
    WordMap causes_;
    WordMap severities_;
    WordMap sexes_;
    WordMap precisions_;
    std::size_t unreadable_times_ = 0;
    RepeatedRows repeated_;
    std::vector<domain::ReviewRow> open_rows_;
};

}  // namespace riskmap::intake
