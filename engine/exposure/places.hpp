#pragma once

#include <vector>

#include "core/index.hpp"
#include "domain/admin_units.hpp"
#include "domain/incidents.hpp"
#include "domain/population.hpp"
#include "exposure/notes.hpp"
#include "geo/locate.hpp"
#include "geo/point.hpp"
#include "hazard/hazard_spec.hpp"

namespace riskmap::exposure {

/// Points from which distances are taken, each in a unit of the study.
struct Places {
    std::vector<geo::PointM> at;
    std::vector<UnitIndex> unit;
    std::vector<double> people;  ///< of all ages at home there; 1 for schools and incidents
    bool from_cells = false;     ///< homes come from a raster of people
    bool known = true;           ///< false: nobody knows where such places are
    Notes notes;

    std::size_t size() const { return at.size(); }
    void reserve(std::size_t places);
    void add(geo::PointM point, UnitIndex of_unit, double people_there);
};

/// Populated cells that lie in a unit. A unit without any (or every unit, without a raster) that
/// has people by the population table is represented by one point inside it; the notes say how
/// many are. Either argument may be null or empty.
Places homes(const domain::AdminUnits& units,
             const std::vector<domain::PeopleCell>* cells,
             const domain::Population* population);

/// Schools that lie in a unit: points as they are, other shapes by a point on them.
Places school_places(const domain::Layer& schools, const geo::UnitLocator& units);

/// Incidents that count under the rule and whose point is known (precision gps or named feature).
Places incident_places(const hazard::IncidentRule& rule, const domain::Incidents& incidents);

/// Children of some ages at each home: the share of the unit's people who live there x the unit's
/// children.
struct Children {
    std::vector<double> at_home;
    PerUnit<double> in_unit;  ///< by the population table; NaN where it has no figure
    bool of_age = false;  ///< false: no table, or none for these ages; people of all ages stand in
    Notes notes;
};

/// A unit without a figure gets children in proportion to its people and the study's figures (to
/// one unit's average without a raster): good enough to weigh its homes, never a count.
Children children(const domain::AgeBand& ages,
                  const Places& homes,
                  const domain::Population* population,
                  std::size_t unit_count);

}  // namespace riskmap::exposure
