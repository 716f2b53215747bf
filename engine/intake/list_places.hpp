#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "domain/incidents.hpp"
#include "intake/table_header.hpp"

namespace riskmap::intake {

/// Columns of a grid that tell one place of an event; none where the list has no such column.
struct PlaceAt {
    using At = std::optional<std::size_t>;
    At commune, commune_code, district;
    At address;  ///< a text that may name commune and district, where no column of its own does
    At hamlet;
    At x, y, position;

    bool has_points() const { return (x && y) || position; }
    bool empty() const { return !commune && !commune_code && !address && !has_points(); }
    /// The column that names the commune.
    At named() const { return commune ? commune : address; }
};

/// The places of events that a line list tells.
struct ListPlaces {
    domain::EventPlace told = domain::EventPlace::occurrence;  ///< the one rows are known by
    PlaceAt main;                                              ///< of it; may be empty
    std::vector<std::pair<domain::EventPlace, PlaceAt>> others;
};

/// Sorts the columns of a list by the place they tell. Rows are known by the place that the source
/// is said to tell, when the list has it under a header of its own or in columns that say no place;
/// otherwise by the next of occurrence, recovery and residence. A hamlet without a place above it
/// is one of residence.
ListPlaces find_places(const TableHeader& header, domain::EventPlace said);

}  // namespace riskmap::intake
