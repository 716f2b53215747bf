#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "intake/incident_reader.hpp"
#include "intake/split_units.hpp"

namespace riskmap::intake {

/// Carries the counted rows of one table to the units of the plan, and keeps account of it: what
/// went in comes out, for every cause and year.
class CarriedRows {
  public:
    /// Of each place of an event, in the order of `domain::event_places`.
    using Splits = std::array<SplitUnits, 3>;

    /// `splits` is shared by all tables of a study; both must outlive this.
    CarriedRows(const DatedUnits& dated, Splits& splits) : dated_(dated), splits_(splits) {}

    /// Settles the units of a row that counts. Rows of one event id and one split unit go to one
    /// part, so that an event stays in one unit.
    void settle(ReadIncident& read);
    /// Tells how rows were carried. Throws an internal `Error` unless the incidents from
    /// `first_row` on, by their units in the plan, have the victims of the rows that were settled,
    /// for every place, cause and year.
    void close(const domain::Incidents& incidents, std::size_t first_row, SourceLog& log) const;

  private:
    using CauseYear = std::pair<std::string, int>;
    using Sums = std::map<std::pair<domain::EventPlace, CauseYear>, std::int64_t>;

    PlanShare part_of(const UnitParts& parts,
                      domain::EventPlace place,
                      const domain::Incident& incident);
    void note_places(const domain::Incidents& incidents,
                     std::size_t first_row,
                     SourceLog& log) const;
    void note_matching(SourceLog& log) const;
    void note_carrying(SourceLog& log) const;

    const DatedUnits& dated_;
    Splits& splits_;
    /// By place, id and first part.
    std::map<std::tuple<domain::EventPlace, std::string, std::size_t>, PlanShare> events_;
    Sums sums_;                                  ///< victims as the rows say
    std::map<std::string, std::int64_t> steps_;  ///< rows by how their unit was found
    std::map<std::string, std::map<CauseYear, std::int64_t>> carried_;  ///< rows, by vintage
    std::int64_t split_rows_ = 0;
};

}  // namespace riskmap::intake
