#include "publish/audience_columns.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::publish {
namespace {

using disclosure::Audience;

/// What a column tells of incidents.
enum class Tells {
    nothing,     ///< places, people, names, settings
    counts,      ///< counts, or what follows from them alone: as `plan::ShownCases` shows them
    modelled,    ///< estimates: for everyone they are made from published counts
    comparison,  ///< says of single units what only exact counts can: internal only
    where,       ///< where incidents happened, finer than a unit, or how rows of a unit were
                 ///< recorded: internal only
};

/// A column; "*" stands for the prefix of a hazard. Columns of no particular layer name none.
struct ColumnRow {
    const char* layer;
    const char* column;
    Tells tells;
};

const ColumnRow rows[] = {
    {"", "id", Tells::nothing},
    {"", "code", Tells::nothing},
    {"", "name", Tells::nothing},
    {"", "kind", Tells::nothing},
    {"", "commune_code", Tells::nothing},
    {"", "commune", Tells::nothing},
    {"", "children_200", Tells::nothing},
    {"", "children_500", Tells::nothing},
    {"", "schools_1000", Tells::nothing},
    {"", "nearest_water_m", Tells::nothing},
    {"", "nearest_water_kind", Tells::nothing},
    {"", "nearest_water", Tells::nothing},
    {"", "nearest_major_road_m", Tells::nothing},
    {"", "nearest_major_road_kind", Tells::nothing},
    {"", "nearest_major_road", Tells::nothing},
    {"", "nearest_school_m", Tells::nothing},
    {"", "nearest_school_kind", Tells::nothing},
    {"", "nearest_school", Tells::nothing},
    {"", "schools_250", Tells::nothing},
    {"", "road_to_cross", Tells::nothing},
    {"", "road_to_cross_kind", Tells::nothing},
    {"", "children_crossing", Tells::nothing},
    {"", "length_m", Tells::nothing},
    {"", "*_rr", Tells::modelled},
    {"", "*_level", Tells::modelled},
    {"", "*_assigned", Tells::where},
    {"", "*_ambiguous", Tells::where},
    {"", "*_predicted", Tells::modelled},
    {"roads", "*_expected", Tells::where},
    {"", "*_density", Tells::where},
    {"", "*_black_spot", Tells::where},
    {"", "*_within_250", Tells::where},
    {"", "*_within_500", Tells::where},

    {"communes", "parent", Tells::nothing},
    {"communes", "area_km2", Tells::nothing},
    {"communes", "population", Tells::nothing},
    {"communes", "person_years", Tells::nothing},
    {"communes", "priority_rank", Tells::modelled},
    {"communes", "preventable", Tells::modelled},
    {"communes", "*_observed", Tells::counts},
    {"communes", "*_observed_shown", Tells::counts},
    {"communes", "*_expected", Tells::modelled},
    {"communes", "*_crude", Tells::counts},
    {"communes", "*_crude_lower", Tells::counts},
    {"communes", "*_crude_upper", Tells::counts},
    {"communes", "*_rate", Tells::modelled},
    {"communes", "*_rate_lower", Tells::modelled},
    {"communes", "*_rate_upper", Tells::modelled},
    {"communes", "*_rr", Tells::modelled},
    {"communes", "*_rr_lower", Tells::modelled},
    {"communes", "*_rr_upper", Tells::modelled},
    {"communes", "*_p_exceed", Tells::modelled},
    {"communes", "*_p_exceed_record", Tells::modelled},
    {"communes", "*_rank", Tells::modelled},
    {"communes", "*_rank_lower", Tells::modelled},
    {"communes", "*_rank_upper", Tells::modelled},
    {"communes", "*_p_top", Tells::modelled},
    {"communes", "*_score", Tells::modelled},
    {"communes", "*_level", Tells::modelled},
    {"communes", "*_status", Tells::counts},
    {"communes", "*_environment", Tells::modelled},
    {"communes", "*_record", Tells::modelled},
    {"communes", "*_info_share", Tells::comparison},
    {"communes", "*_per_year", Tells::modelled},
    {"communes", "*_eb_rr", Tells::comparison},
    {"communes", "*_moran", Tells::modelled},
    {"communes", "*_moran_q", Tells::comparison},
    {"communes", "*_gi_star", Tells::modelled},
    {"communes", "*_gi_star_z", Tells::comparison},
    {"communes", "*_gi_star_q", Tells::comparison},
    {"communes", "*_cluster", Tells::modelled},
    {"communes", "*_cluster_p", Tells::comparison},
    {"communes", "*_chain", Tells::modelled},
    {"communes", "*_chain_p", Tells::comparison},
    {"communes", "*_burst", Tells::comparison},
    {"communes", "*_burst_p", Tells::comparison},
    {"communes", "*_burst_months", Tells::comparison},
    {"communes", "*_eb_global_rr", Tells::comparison},
    {"communes", "*_eb_local_rr", Tells::comparison},
    {"communes", "*_eb_local_state", Tells::comparison},
    {"communes", "*_reason_vi", Tells::modelled},
    {"communes", "*_reason_en", Tells::modelled},

    // Two ways of recording beside "<3" would be two cases.
    {"data_quality", "incidents_gps", Tells::where},
    {"data_quality", "incidents_feature", Tells::where},
    {"data_quality", "incidents_hamlet", Tells::where},
    {"data_quality", "incidents_commune", Tells::where},
    {"data_quality", "incidents_without_day", Tells::where},
    {"data_quality", "has_population", Tells::nothing},
    {"data_quality", "populated_cells", Tells::nothing},
    {"data_quality", "shared_m2", Tells::nothing},
    {"data_quality", "neighbours", Tells::nothing},

    {"assigned_cases", "hazard", Tells::nothing},
    {"assigned_cases", "events", Tells::where},
    {"assigned_cases", "located", Tells::where},
    {"assigned_cases", "assigned", Tells::where},
    {"assigned_cases", "ambiguous", Tells::where},
    {"assigned_cases", "other_kind", Tells::where},
    {"assigned_cases", "none_near", Tells::where},

    {"burden_curve", "place", Tells::modelled},
    {"burden_curve", "burden", Tells::modelled},
    {"burden_curve", "covered", Tells::modelled},
    {"burden_curve", "cost", Tells::nothing},
    {"burden_curve", "cost_so_far", Tells::nothing},

    {"target_status", "document", Tells::nothing},
    {"target_status", "target", Tells::nothing},
    {"target_status", "label_vi", Tells::nothing},
    {"target_status", "label_en", Tells::nothing},
    {"target_status", "year", Tells::nothing},
    {"target_status", "due", Tells::nothing},
    {"target_status", "wanted", Tells::nothing},
    {"target_status", "seen", Tells::counts},
    {"target_status", "seen_lower", Tells::counts},
    {"target_status", "seen_upper", Tells::counts},
    {"target_status", "state", Tells::counts},

    {"model", "hazard", Tells::nothing},
    {"model", "topic", Tells::nothing},
    {"model", "item", Tells::nothing},
    {"model", "value", Tells::counts},
    {"model", "lower", Tells::counts},
    {"model", "upper", Tells::counts},
    {"model", "sentence_vi", Tells::counts},
    {"model", "sentence_en", Tells::counts},
    {"model", "source", Tells::nothing},

    // The communes that a back-test lists are known to nobody who does not have the counts of each
    // year, so that a share of cases in them is no count of a place.
    {"backtest", "hazard", Tells::nothing},
    {"backtest", "years", Tells::nothing},
    {"backtest", "method", Tells::nothing},
    {"backtest", "method_label_vi", Tells::nothing},
    {"backtest", "method_label_en", Tells::nothing},
    {"backtest", "cases", Tells::counts},
    {"backtest", "communes_listed", Tells::nothing},
    {"backtest", "people_share", Tells::nothing},
    {"backtest", "captured", Tells::modelled},
    {"backtest", "captured_lower", Tells::modelled},
    {"backtest", "captured_upper", Tells::modelled},
    {"backtest", "concordance", Tells::modelled},

    {"sensitivity", "hazard", Tells::nothing},
    {"sensitivity", "variation", Tells::nothing},
    {"sensitivity", "label_vi", Tells::nothing},
    {"sensitivity", "label_en", Tells::nothing},
    {"sensitivity", "top", Tells::nothing},
    {"sensitivity", "top_kept", Tells::modelled},
    {"sensitivity", "rank_correlation", Tells::modelled},
};

/// A column without the prefix of its hazard, and that hazard.
struct Known {
    std::string suffix;
    const plan::HazardResult* hazard = nullptr;
};

std::optional<Known> of_hazard(const std::string& column,
                               const std::vector<plan::HazardResult>& hazards) {
    for (const plan::HazardResult& hazard : hazards) {
        const std::string prefix = hazard.spec.prefix + "_";
        if (column.starts_with(prefix)) {
            return Known{column.substr(prefix.size()), &hazard};
        }
    }
    return std::nullopt;
}

const ColumnRow* row_of(const std::string& layer, const std::string& column) {
    const auto found = std::find_if(std::begin(rows), std::end(rows), [&](const ColumnRow& row) {
        return column == row.column && (*row.layer == '\0' || layer == row.layer);
    });
    return found == std::end(rows) ? nullptr : found;
}

/// The list of places a column belongs to; null when it is none of a list.
const hazard::PlaceList* list_of(const std::string& layer, const Known& known) {
    static const char* const parts[] = {
        "order", "order_lower", "order_upper", "score", "reason_vi", "reason_en"};
    for (const hazard::PlaceList& list : known.hazard->spec.places.lists) {
        for (const char* part : parts) {
            if (list.layer == layer && known.suffix == list.name + "_" + part) {
                return &list;
            }
        }
    }
    return nullptr;
}

bool is_state(const std::string& column, const std::vector<plan::HazardResult>& hazards) {
    for (const plan::HazardResult& hazard : hazards) {
        for (const hazard::StateColumn& state : hazard.spec.places.states) {
            if (state.name == column) {
                return true;
            }
        }
    }
    return false;
}

Tells what_tells(const domain::Layer& layer,
                 const std::string& column,
                 const std::vector<plan::HazardResult>& hazards) {
    if (layer.name == "incidents") {
        return Tells::where;
    }
    if (const ColumnRow* row = row_of(layer.name, column)) {
        return row->tells;
    }
    if (is_state(column, hazards)) {
        return Tells::nothing;
    }
    if (const auto known = of_hazard(column, hazards)) {
        if (const hazard::PlaceList* list = list_of(layer.name, *known)) {
            // An order says as much as what it was made from.
            const bool known_place = layer.find(list->stake).has_value();
            return known_place && what_tells(layer, list->stake, hazards) == Tells::where
                       ? Tells::where
                       : Tells::modelled;
        }
        if (const ColumnRow* row = row_of(layer.name, "*_" + known->suffix)) {
            return row->tells;
        }
        for (const hazard::ExposureTerm& term : known->hazard->spec.exposure) {
            if (layer.name == "communes" && term.name == known->suffix) {
                return term.origin == hazard::Origin::incidents ? Tells::where : Tells::nothing;
            }
        }
    }
    throw Error(ErrorKind::internal,
                fmt::format("for_audience: nobody has said what {}.{} tells of incidents; add it "
                            "to the table of publish/audience_columns.cpp",
                            layer.name,
                            column));
}

}  // namespace

domain::Layer for_audience(domain::Layer layer,
                           const std::vector<plan::HazardResult>& hazards,
                           Audience audience) {
    // Asked before any column leaves: some are judged by others.
    std::vector<Tells> told;
    for (const domain::Field& field : layer.fields) {
        told.push_back(what_tells(layer, field.name, hazards));
    }
    std::size_t kept = 0;
    for (std::size_t field = 0; field < layer.fields.size(); ++field) {
        const Tells tells = told[field];
        const bool open =
            audience == Audience::internal || (tells != Tells::comparison && tells != Tells::where);
        if (!open) {
            continue;
        }
        if (kept != field) {
            layer.fields[kept] = std::move(layer.fields[field]);
            layer.columns[kept] = std::move(layer.columns[field]);
        }
        ++kept;
    }
    layer.fields.resize(kept);
    layer.columns.resize(kept);
    return layer;
}

}  // namespace riskmap::publish
