#include <algorithm>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "exposure/junctions.hpp"
#include "exposure/measure_functions.hpp"
#include "geo/disjoint.hpp"

namespace riskmap::exposure {
namespace {

using hazard::ExposureTerm;

constexpr double m2_per_km2 = 1e6;
constexpr double m_per_km = 1e3;

/// By row of the layer, so that shares of the whole layer can be looked up: 0 where not selected.
std::vector<double> spread_over_rows(const Selection& selection,
                                     const std::vector<double>& of_feature) {
    std::vector<double> of_row(selection.layer().size(), 0);
    for (std::size_t i = 0; i < selection.size(); ++i) {
        of_row[selection.rows()[i]] = of_feature[i];
    }
    return of_row;
}

std::vector<double> ones(const Selection& selection) {
    return std::vector<double>(selection.size(), 1);
}

/// Adds weight x amount of every selected share to its unit.
void add_shares(const std::vector<geo::Share>& shares,
                const std::vector<double>& weight_of_row,
                PerUnit<double>& sums) {
    for (const geo::Share& share : shares) {
        sums[UnitIndex(share.unit)] += weight_of_row[share.feature] * share.amount;
    }
}

Text without_extent(const Selection& selection,
                    std::size_t features,
                    const char* vi,
                    const char* en) {
    if (features == 0) {
        return {};
    }
    const std::string& name = selection.layer().name;
    return {fmt::format("{} đối tượng của lớp \"{}\" không có {}.", features, name, vi),
            fmt::format("{} of layer \"{}\" without {}.", how_many(features, "feature"), name, en)};
}

std::size_t of_other_shape(const Selection& selection, geo::Shape wanted, geo::Shape or_wanted) {
    return static_cast<std::size_t>(std::count_if(
        selection.shapes().begin(), selection.shapes().end(), [&](const geo::Geometry& shape) {
            return shape.shape() != wanted && shape.shape() != or_wanted;
        }));
}

Measured published(const PerUnit<double>& sums, double scale, Notes notes) {
    Measured result;
    result.notes = std::move(notes);
    result.values = PerUnit<std::optional<double>>(sums.size());
    for (std::size_t row = 0; row < sums.size(); ++row) {
        result.values[UnitIndex(row)] = sums[UnitIndex(row)] * scale;
    }
    return result;
}

/// Divides by the units' areas in km2; none where there is no area.
Measured per_km2(Measured measured, const domain::AdminUnits& units) {
    for (std::size_t row = 0; row < units.size(); ++row) {
        const UnitIndex unit(row);
        const double km2 = units.area_m2[unit] / m2_per_km2;
        std::optional<double> density;
        if (measured.values[unit] && km2 > 0) {
            density = *measured.values[unit] / km2;
        }
        measured.values[unit] = density;
    }
    return measured;
}

struct Presence {
    UnitIndex unit;
    std::uint32_t row;
    auto operator<=>(const Presence&) const = default;
};

/// Units in which each selected feature lies, each once, by unit then row.
std::vector<Presence> presences(const Selection& selection, Workbench& bench) {
    const domain::Layer& layer = selection.layer();
    std::vector<Presence> found;
    const std::vector<double> selected = spread_over_rows(selection, ones(selection));
    for (const Extent extent : {Extent::length, Extent::area}) {
        for (const geo::Share& share : bench.shares(layer, extent)) {
            if (selected[share.feature] > 0 && share.amount > 0) {
                found.push_back({UnitIndex(share.unit), share.feature});
            }
        }
    }
    for (std::size_t i = 0; i < selection.size(); ++i) {
        const geo::Geometry& shape = selection.shapes()[i];
        if (shape.shape() != geo::Shape::points) {
            continue;
        }
        for (const geo::PointM point : shape.vertices()) {
            if (const auto unit = bench.locator().locate(point)) {
                found.push_back({UnitIndex(*unit), selection.rows()[i]});
            }
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace

Measured count(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    Notes notes;
    const Weighting weighting = weigh(selection, term.weights, term.multipliers, notes);
    const std::vector<double> weight_of_row = spread_over_rows(selection, weighting.weight);
    PerUnit<double> sums(bench.unit_count(), 0);
    for (const Presence& presence : presences(selection, bench)) {
        sums[presence.unit] += weight_of_row[presence.row];
    }
    return published(sums, 1, std::move(notes));
}

Measured count_per_km2(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    return per_km2(count(term, selection, bench), bench.units());
}

Measured length_km(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    Notes notes;
    const Weighting weighting = weigh(selection, term.weights, term.multipliers, notes);
    notes.add(without_extent(selection,
                             of_other_shape(selection, geo::Shape::lines, geo::Shape::lines),
                             "chiều dài (không phải đường)",
                             "length, being no lines"));
    PerUnit<double> metres(bench.unit_count(), 0);
    add_shares(bench.shares(selection.layer(), Extent::length),
               spread_over_rows(selection, weighting.weight),
               metres);
    return published(metres, 1 / m_per_km, std::move(notes));
}

Measured length_per_km2(const ExposureTerm& term, const Selection& selection, Workbench& bench) {
    return per_km2(length_km(term, selection, bench), bench.units());
}

Measured area_share(const ExposureTerm&, const Selection& selection, Workbench& bench) {
    Notes notes;
    notes.add(without_extent(selection,
                             of_other_shape(selection, geo::Shape::polygons, geo::Shape::polygons),
                             "diện tích (không phải vùng)",
                             "area, being no polygons"));
    const geo::Disjoint ground = geo::without_shared_area(selection.shapes(), bench.context());
    PerUnit<double> m2(bench.unit_count(), 0);
    if (ground.trimmed == 0) {
        add_shares(bench.shares(selection.layer(), Extent::area),
                   spread_over_rows(selection, ones(selection)),
                   m2);
    } else {
        add_shares(
            bench.area_shares(ground.polygons), std::vector<double>(ground.polygons.size(), 1), m2);
        notes.add(
            {fmt::format("{} vùng của lớp \"{}\" chồng lên vùng khác; phần chung tính một lần.",
                         ground.trimmed,
                         selection.layer().name),
             fmt::format("{} polygon(s) of layer \"{}\" overlap others; shared ground counts "
                         "once.",
                         ground.trimmed,
                         selection.layer().name)});
    }
    Measured result = per_km2(published(m2, 1 / m2_per_km2, std::move(notes)), bench.units());
    for (std::optional<double>& share : result.values) {
        share = share ? std::optional(std::min(*share, 1.0)) : share;  // rounding at the border
    }
    return result;
}

Measured shoreline_per_km2(const ExposureTerm&, const Selection& selection, Workbench& bench) {
    Notes notes;
    notes.add(without_extent(selection,
                             of_other_shape(selection, geo::Shape::polygons, geo::Shape::lines),
                             "bờ (là điểm)",
                             "shore, being points"));
    const std::vector<double> selected = spread_over_rows(selection, ones(selection));
    PerUnit<double> metres(bench.unit_count(), 0);
    add_shares(bench.shares(selection.layer(), Extent::shoreline), selected, metres);
    add_shares(bench.shares(selection.layer(), Extent::length), selected, metres);
    return per_km2(published(metres, 1 / m_per_km, std::move(notes)), bench.units());
}

Measured junctions_per_km2(const ExposureTerm&, const Selection& selection, Workbench& bench) {
    Notes notes;
    notes.add(without_extent(selection,
                             of_other_shape(selection, geo::Shape::lines, geo::Shape::lines),
                             "nút giao (không phải đường)",
                             "junctions, being no lines"));
    PerUnit<double> nodes(bench.unit_count(), 0);
    for (const geo::PointM node :
         junctions(selection.shapes(), bench.nearest(selection), junction_tolerance_m)) {
        if (const auto unit = bench.locator().locate(node)) {
            nodes[UnitIndex(*unit)] += 1;
        }
    }
    return per_km2(published(nodes, 1, std::move(notes)), bench.units());
}

}  // namespace riskmap::exposure
