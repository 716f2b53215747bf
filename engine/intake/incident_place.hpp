#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"
#include "geo/locate.hpp"
#include "geo/projector.hpp"
#include "intake/dated_units.hpp"
#include "intake/source_log.hpp"

namespace riskmap::intake {

/// What a row says about where it was.
struct PlaceClue {
    std::optional<geo::PointM> point;  ///< in the coordinates of the file
    std::string unreadable;            ///< text of coordinates that are no numbers; "" when fine
    domain::Precision precision = domain::Precision::gps;  ///< of the point
    std::optional<domain::Precision> stated;               ///< by the row itself
    UnitClue unit;
    Date first{}, last{};  ///< the days on which it may have been
    std::string vintage;   ///< of the units the source says it names; "" for that of the date
    std::string point_column, code_column, name_column;  ///< for messages

    bool says_nothing() const { return !point && unreadable.empty() && unit.empty(); }
};

/// A place in a unit, and what is odd about it.
struct Placed {
    std::vector<PlanShare> units;  ///< one; several where the named unit was split since
    UnitStep step = UnitStep::point;
    std::string vintage;            ///< of the register that named the unit; "" for the plan's own
    std::optional<geo::PointM> at;  ///< study metres; only for gps and named features
    domain::Precision precision = domain::Precision::commune;
    std::optional<Finding> warning;
};

/// Why a row has no place, and the units that may be meant.
struct Unplaced {
    Finding reason;
    bool open = false;  ///< people can decide it by naming a unit
    std::vector<std::string> candidates;
};

/// Finds the unit of an incident.
///
/// The point decides when it is exact (gps, named feature), even against the unit the row names,
/// with a warning; where units overlap, the named one of them decides, else the lowest code. A
/// point outside every unit is tried with its axes swapped: when only that falls into a unit, and
/// not another than the row names, it is used and told with its repair. A point that stays outside,
/// or cannot be read, leaves the row to the unit it names, as of the date of the event. Otherwise
/// the answer is the one reason to reject the row.
class IncidentPlacer {
  public:
    /// `crs` is that of the points; "" when no row has one.
    IncidentPlacer(const geo::UnitLocator& units,
                   const DatedUnits& dated,
                   const std::string& crs,
                   const std::string& study_crs);

    std::variant<Placed, Unplaced> place(const PlaceClue& clue) const;

  private:
    std::optional<geo::PointM> projected(geo::PointM point) const;
    std::optional<UnitIndex> unit_at(geo::PointM point, const DatedMatch& named) const;
    std::string all_shown(const std::vector<PlanShare>& units) const;
    std::variant<Placed, Unplaced> by_point(const PlaceClue& clue, const DatedMatch& named) const;
    std::variant<Placed, Unplaced> by_unit(const PlaceClue& clue, const DatedMatch& named) const;

    const geo::UnitLocator& units_;
    const DatedUnits& dated_;
    std::optional<geo::Projector> projector_;
};

}  // namespace riskmap::intake
