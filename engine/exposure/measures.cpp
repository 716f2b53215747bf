#include "exposure/measures.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/error.hpp"
#include "exposure/layer_state.hpp"
#include "exposure/measure_functions.hpp"

namespace riskmap::exposure {
namespace {

using hazard::ExposureTerm;
using hazard::Measure;

enum class Sums { features, places };

struct MeasureRow {
    Measure measure;
    MeasureFunction function;
    Sums sums = Sums::features;
};

constexpr std::array<MeasureRow, 13> of_layers{{
    {Measure::count, count},
    {Measure::count_per_km2, count_per_km2},
    {Measure::length_km, length_km},
    {Measure::length_per_km2, length_per_km2},
    {Measure::area_share, area_share},
    {Measure::shoreline_per_km2, shoreline_per_km2},
    {Measure::distance_mean, distance_mean, Sums::places},
    {Measure::distance_median, distance_median, Sums::places},
    {Measure::share_within, share_within, Sums::places},
    {Measure::people_within, people_within, Sums::places},
    {Measure::schools_within, schools_within, Sums::places},
    {Measure::weighted_access, weighted_access, Sums::places},
    {Measure::junctions_per_km2, junctions_per_km2},
}};

struct RasterRow {
    Measure measure;
    Measured (*function)(const geo::Raster&, Workbench&);
};

constexpr std::array<RasterRow, 2> of_rasters{{
    {Measure::raster_sum, raster_sum},
    {Measure::raster_mean, raster_mean},
}};

template <class Row, std::size_t size>
const Row* find_row(const std::array<Row, size>& rows, Measure measure) {
    const auto at = std::find_if(
        rows.begin(), rows.end(), [&](const Row& row) { return row.measure == measure; });
    return at == rows.end() ? nullptr : &*at;
}

Measured nothing(const Workbench& bench, const Text& why) {
    Measured none;
    none.values = PerUnit<std::optional<double>>(bench.unit_count());
    none.notes.add(why);
    return none;
}

Measured of_raster(const RasterRow& row, const ExposureTerm& term, Workbench& bench) {
    static const std::map<std::string, geo::Raster> no_rasters;
    const auto& rasters = bench.inputs().rasters ? *bench.inputs().rasters : no_rasters;
    const auto at = rasters.find(term.layer);
    if (at == rasters.end()) {
        return nothing(bench, absence(term.layer, term.name, term.without_layer));
    }
    return row.function(at->second, bench);
}

}  // namespace

bool sums_places(Measure measure) {
    const MeasureRow* row = find_row(of_layers, measure);
    return row != nullptr && row->sums == Sums::places;
}

Measured measure(const ExposureTerm& term, Workbench& bench) {
    if (const RasterRow* row = find_row(of_rasters, term.measure)) {
        return of_raster(*row, term, bench);
    }
    const MeasureRow* row = find_row(of_layers, term.measure);
    expects(row != nullptr, "measure: every word has a function");
    const domain::Layer* layer = bench.find_layer(term.layer);
    if (layer == nullptr) {
        return nothing(bench, absence(term.layer, term.name, term.without_layer));
    }
    if (not_surveyed(*layer)) {
        return nothing(bench, not_surveyed_note(*layer));
    }
    const Selection& selection = bench.selection(*layer, term.where);
    if (selection.shapeless()) {
        return nothing(bench, shapeless_note(*layer));
    }
    Measured measured = row->function(term, selection, bench);
    measured.notes.add(thin_note(selection));
    forget_unsurveyed(*layer, measured.values, measured.notes);
    return measured;
}

}  // namespace riskmap::exposure
