#include "exposure/places.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "geo/measure.hpp"
#include "hazard/counted_rows.hpp"

namespace riskmap::exposure {
namespace {

bool has_table(const domain::Population* population) {
    return population != nullptr && !population->bands.empty();
}

/// Somebody lives there by the table, or nobody knows.
bool may_have_people(const domain::Population* population, UnitIndex unit) {
    if (!has_table(population)) {
        return true;
    }
    double sum = 0;
    for (const PerUnit<double>& band : population->people) {
        sum += std::isnan(band[unit]) ? 0 : band[unit];
    }
    return sum > 0;
}

PerUnit<double> people_by_unit(const Places& homes, std::size_t unit_count) {
    PerUnit<double> sum(unit_count, 0);
    for (std::size_t i = 0; i < homes.size(); ++i) {
        sum[homes.unit[i]] += homes.people[i];
    }
    return sum;
}

bool overlaps(const domain::Population& population, const domain::AgeBand& ages) {
    return std::any_of(
        population.bands.begin(), population.bands.end(), [&](const domain::AgeBand& band) {
            return std::max(band.from, ages.from) < std::min(band.below, ages.below);
        });
}

Text all_ages_note(const domain::AgeBand& ages) {
    return {
        fmt::format(
            "Không có số dân độ tuổi {}–{}: dùng số dân mọi lứa tuổi.", ages.from, ages.below - 1),
        fmt::format("No population figures for ages {}-{}: people of all ages stand in.",
                    ages.from,
                    ages.below - 1)};
}

Text prorated_note(const domain::AgeBand& ages) {
    return {fmt::format("Độ tuổi {}–{} không khớp nhóm tuổi của bảng dân số: nhóm tuổi được chia "
                        "theo số năm.",
                        ages.from,
                        ages.below - 1),
            fmt::format("Ages {}-{} cut bands of the population table: those are split by years "
                        "of age.",
                        ages.from,
                        ages.below - 1)};
}

Text estimated_note(std::size_t units) {
    return {fmt::format("{} xã thiếu số dân: trọng số nơi ở của các xã này là ước lượng.", units),
            fmt::format("Without a population figure in {}: the weights of homes there are "
                        "estimates.",
                        how_many(units, "unit"))};
}

}  // namespace

void Places::add(geo::PointM point, UnitIndex of_unit, double people_there) {
    at.push_back(point);
    unit.push_back(of_unit);
    people.push_back(people_there);
}

void Places::reserve(std::size_t places) {
    at.reserve(places);
    unit.reserve(places);
    people.reserve(places);
}

Places homes(const domain::AdminUnits& units,
             const std::vector<domain::PeopleCell>* cells,
             const domain::Population* population) {
    Places result;
    result.from_cells = cells != nullptr && !cells->empty();
    if (result.from_cells) {
        result.reserve(cells->size());
        for (const domain::PeopleCell& cell : *cells) {
            if (cell.unit && cell.people > 0) {
                result.add(cell.at, *cell.unit, cell.people);
            }
        }
    }
    const PerUnit<double> in_cells = people_by_unit(result, units.size());
    std::size_t stand_ins = 0;
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        const bool empty = in_cells[unit] <= 0 && !units.shape[unit].empty();
        const bool lived_in =
            result.from_cells ? has_table(population) && may_have_people(population, unit) : true;
        if (empty && lived_in) {
            result.add(geo::point_on_surface(units.shape[unit]), unit, 1);
            ++stand_ins;
        }
    }
    if (!result.from_cells) {
        result.notes.add({"Không có lưới dân cư: một điểm trong mỗi xã thay cho nơi ở.",
                          "No raster of people: one point inside each unit stands for its homes."});
    } else if (stand_ins > 0) {
        result.notes.add(
            {fmt::format("Lưới dân cư trống ở {} xã có dân: một điểm trong xã thay cho nơi ở.",
                         stand_ins),
             fmt::format("The raster of people is empty in {} inhabited units: one point inside "
                         "stands for their homes.",
                         stand_ins)});
    }
    return result;
}

Places school_places(const domain::Layer& schools, const geo::UnitLocator& units) {
    Places result;
    for (const geo::Geometry& shape : schools.shapes) {
        if (shape.empty()) {
            continue;
        }
        const geo::PointM at = geo::point_on_surface(shape);
        if (const auto unit = units.locate(at)) {
            result.add(at, UnitIndex(*unit), 1);
        }
    }
    return result;
}

Places incident_places(const hazard::IncidentRule& rule, const domain::Incidents& incidents) {
    Places result;
    const std::vector<std::uint32_t> rows = hazard::counted_rows(rule, incidents);
    for (const std::uint32_t row : rows) {
        if (const auto occurrence = domain::exact_occurrence(incidents.rows[row])) {
            result.add(*occurrence->at, *occurrence->unit, 1);
        }
    }
    if (result.size() < rows.size()) {
        result.notes.add(
            {fmt::format("{} trong {} dòng tai nạn có tọa độ; các dòng còn lại không được dùng để "
                         "đo khoảng cách.",
                         result.size(),
                         rows.size()),
             fmt::format("{} of {} incident rows have a point; the others are not used for "
                         "distances.",
                         result.size(),
                         rows.size())});
    }
    return result;
}

Children children(const domain::AgeBand& ages,
                  const Places& homes,
                  const domain::Population* population,
                  std::size_t unit_count) {
    Children result;
    result.in_unit = PerUnit<double>(unit_count, std::nan(""));
    if (!has_table(population) || !overlaps(*population, ages)) {
        result.at_home = homes.people;
        result.notes.add(all_ages_note(ages));
        return result;
    }
    result.of_age = true;
    const PerUnit<double> people = people_by_unit(homes, unit_count);
    double figures = 0;
    double people_with_figures = 0;
    std::size_t missing = 0;
    bool prorated = false;
    for (std::size_t row = 0; row < unit_count; ++row) {
        const UnitIndex unit(row);
        result.in_unit[unit] = population->between(unit, ages.from, ages.below, &prorated);
        if (std::isfinite(result.in_unit[unit])) {
            figures += result.in_unit[unit];
            people_with_figures += people[unit];
        } else {
            missing += people[unit] > 0 ? 1 : 0;
        }
    }
    for (std::size_t i = 0; i < homes.size(); ++i) {
        const UnitIndex unit = homes.unit[i];
        double children_there = 0;
        if (std::isfinite(result.in_unit[unit])) {
            children_there = homes.people[i] / people[unit] * result.in_unit[unit];
        } else if (people_with_figures > 0) {
            children_there = homes.people[i] / people_with_figures * figures;
        }
        result.at_home.push_back(children_there);
    }
    if (prorated) {
        result.notes.add(prorated_note(ages));
    }
    if (missing > 0) {
        result.notes.add(estimated_note(missing));
    }
    return result;
}

}  // namespace riskmap::exposure
