#include "intake/list_places.hpp"

#include <algorithm>
#include <array>

namespace riskmap::intake {
namespace {

using domain::EventPlace;
using At = PlaceAt::At;

bool says_a_place(const HeaderColumn& column) {
    return std::any_of(domain::event_places.begin(),
                       domain::event_places.end(),
                       [&](EventPlace place) { return column.group == group_of(place); });
}

/// The first column of a meaning under headers that say no place of the event.
At plain(const TableHeader& header, Meaning meaning) {
    for (const HeaderColumn& column : header.columns) {
        if (column.meaning == meaning && !says_a_place(column)) {
            return column.column;
        }
    }
    return std::nullopt;
}

At of_place(const TableHeader& header, Meaning meaning, EventPlace place) {
    const HeaderColumn* found = header.find(meaning, group_of(place));
    return found == nullptr ? At() : At(found->column);
}

/// The column whose own header says the place.
At address_of(const TableHeader& header, EventPlace place) {
    const HeaderColumn* found = header.find(group_of(place));
    return found == nullptr ? At() : At(found->column);
}

PlaceAt columns_of(const TableHeader& header, EventPlace place) {
    PlaceAt at;
    at.commune = of_place(header, Meaning::commune, place);
    at.commune_code = of_place(header, Meaning::commune_code, place);
    at.district = of_place(header, Meaning::district, place);
    at.hamlet = of_place(header, Meaning::hamlet, place);
    if (!at.hamlet && place == EventPlace::residence) {
        at.hamlet = plain(header, Meaning::hamlet);
    }
    at.x = of_place(header, Meaning::x, place);
    at.y = of_place(header, Meaning::y, place);
    at.position = of_place(header, Meaning::coordinates, place);
    if (!at.commune && !at.commune_code) {
        at.address = address_of(header, place);
    }
    return at;
}

/// Columns that say no place are of the place the rows are known by.
void take_plain(const TableHeader& header, PlaceAt& at) {
    if (!at.commune && !at.commune_code) {
        at.commune = plain(header, Meaning::commune);
        at.commune_code = plain(header, Meaning::commune_code);
    }
    if (at.commune || at.commune_code) {
        at.address.reset();
    }
    at.district = at.district ? at.district : plain(header, Meaning::district);
    if (!at.has_points()) {
        at.x = plain(header, Meaning::x);
        at.y = plain(header, Meaning::y);
        at.position = plain(header, Meaning::coordinates);
    }
}

/// The place the rows are known by: a commune said to be of it, or of no place, comes before one of
/// another place, and any commune before a text that may name one.
EventPlace known_by(const TableHeader& header, EventPlace said) {
    const auto has_unit = [&](EventPlace place) {
        const PlaceAt at = columns_of(header, place);
        return at.commune || at.commune_code;
    };
    if (has_unit(said) || plain(header, Meaning::commune) || plain(header, Meaning::commune_code)) {
        return said;
    }
    constexpr std::array<EventPlace, 3> order{
        EventPlace::occurrence, EventPlace::recovery, EventPlace::residence};
    const auto unit = std::find_if(order.begin(), order.end(), has_unit);
    if (unit != order.end()) {
        return *unit;
    }
    const auto has_address = [&](EventPlace place) {
        return address_of(header, place).has_value();
    };
    const auto address = std::find_if(order.begin(), order.end(), has_address);
    return has_address(said) || address == order.end() ? said : *address;
}

}  // namespace

ListPlaces find_places(const TableHeader& header, EventPlace said) {
    ListPlaces places;
    places.told = known_by(header, said);
    places.main = columns_of(header, places.told);
    take_plain(header, places.main);
    for (const EventPlace place : domain::event_places) {
        const PlaceAt at = columns_of(header, place);
        if (place != places.told && !at.empty()) {
            places.others.emplace_back(place, at);
        }
    }
    return places;
}

}  // namespace riskmap::intake
