#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/index.hpp"
#include "core/text.hpp"
#include "geo/point.hpp"

namespace riskmap::domain {

/// Ages `from` to `below`, in completed years.
struct AgeBand {
    int from = 0;
    int below = 16;
    bool operator==(const AgeBand&) const = default;
};

/// People at risk per unit and age band, averaged over the study period. NaN where the source has
/// no figure.
struct Population {
    std::vector<AgeBand> bands;           ///< ascending, not overlapping
    std::vector<PerUnit<double>> people;  ///< people[band][unit]
    std::string source;
    Text note;  ///< how it was spread, when it was

    /// Children from `from` to `below` in a unit; a band that is only partly asked for counts in
    /// proportion to its years and sets `*prorated`.
    double between(UnitIndex unit, double from, double below, bool* prorated = nullptr) const;
};

/// One populated place: a raster cell with its people (all ages given), in study metres.
struct PeopleCell {
    geo::PointM at;
    double people = 0;
    std::optional<UnitIndex> unit;
};

}  // namespace riskmap::domain
