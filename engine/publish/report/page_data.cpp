#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "plan/kind_words.hpp"
#include "publish/json_text.hpp"
#include "publish/level_style.hpp"
#include "publish/report/html.hpp"
#include "publish/report/sections.hpp"
#include "publish/utf8.hpp"

namespace riskmap::publish {
namespace {

constexpr std::size_t schools_of_a_sheet = 6;
constexpr std::size_t places_of_a_sheet = 2;    ///< of each list
constexpr std::size_t units_with_places = 500;  ///< larger studies leave them to the tables

std::string quoted(const std::string& text) {
    std::string out;
    append_json(out, made_carriable(without_direction_marks(text)));
    return out;
}

std::string pair(const Text& text) { return "[" + quoted(text.vi) + "," + quoted(text.en) + "]"; }

/// Items in brackets, parted by commas.
class JsonList {
  public:
    void add(const std::string& item) { text_ += (text_.empty() ? "" : ",") + item; }
    std::string text() const { return "[" + text_ + "]"; }

  private:
    std::string text_;
};

/// A number as Vietnamese text; the script turns point and comma round for English.
std::string number(const std::optional<double>& value) { return quoted(telling(value).vi); }

std::string decimal(const std::optional<double>& value, int decimals) {
    return value ? quoted(number_text(*value, decimals, Language::vi)) : quoted("–");
}

/// Published columns of the hazard's terms, in order.
std::vector<std::string> term_columns(const ReportView& view, const HazardView& hazard) {
    std::vector<std::string> names;
    for (const hazard::ExposureTerm& term : hazard.spec().exposure) {
        const std::string name = hazard.spec().prefix + "_" + term.name;
        if (view.communes.has(name)) {
            names.push_back(name);
        }
    }
    return names;
}

int decimals_of(const ReportView& view, const std::string& column) {
    for (const domain::Field& field : view.communes.layer().fields) {
        if (field.name == column) {
            return std::min(field.decimals, 2);
        }
    }
    return 2;
}

std::optional<double> median(const ReportView& view, const std::string& column) {
    std::vector<double> values;
    for (std::size_t row = 0; row < view.communes.rows(); ++row) {
        if (const auto value = view.communes.number(column, row)) {
            values.push_back(*value);
        }
    }
    std::sort(values.begin(), values.end());
    return values.empty() ? std::nullopt : std::optional(values[(values.size() - 1) / 2]);
}

std::string hazard_head(const ReportView& view, const HazardView& hazard) {
    JsonList terms;
    for (const std::string& column : term_columns(view, hazard)) {
        for (const hazard::ExposureTerm& term : hazard.spec().exposure) {
            if (column == hazard.spec().prefix + "_" + term.name) {
                terms.add(fmt::format("[{},{},{}]",
                                      quoted(term.label.vi),
                                      quoted(term.label.en),
                                      decimal(median(view, column), decimals_of(view, column))));
            }
        }
    }
    JsonList measures;
    for (const hazard::Intervention& measure : hazard.spec().interventions) {
        measures.add(pair(measure.label));
    }
    return fmt::format("{{\"label\":{},\"top\":{},\"terms\":{},\"measures\":{}}}",
                       pair(hazard.spec().label),
                       hazard.spec().model.top,
                       terms.text(),
                       measures.text());
}

/// One unit under one hazard: level, rank, interval of ranks, rate, ratio, recorded, a year,
/// reason, terms, measures.
std::string unit_hazard(const ReportView& view,
                        const HazardView& hazard,
                        std::size_t row,
                        const std::vector<std::size_t>& measures) {
    JsonList terms;
    for (const std::string& column : term_columns(view, hazard)) {
        terms.add(decimal(view.communes.number(column, row), decimals_of(view, column)));
    }
    JsonList chosen;
    for (const std::size_t measure : measures) {
        chosen.add(std::to_string(measure));
    }
    const auto whole = [&](const char* suffix) {
        const auto value = hazard.number(suffix, row);
        return value ? fmt::format("{:.0f}", *value) : std::string("0");
    };
    return fmt::format(
        "[{},{},{},{},{},{},{},{},{},{},{},{},{}]",
        static_cast<int>(hazard.level(row)),
        whole("rank"),
        whole("rank_lower"),
        whole("rank_upper"),
        number(hazard.number("rate", row)),
        quoted(range(hazard.number("rate_lower", row), hazard.number("rate_upper", row)).vi),
        number(hazard.number("rr", row)),
        quoted(range(hazard.number("rr_lower", row), hazard.number("rr_upper", row)).vi),
        pair(hazard.observed(row)),
        number(hazard.number("per_year", row)),
        pair(hazard.reason(row)),
        terms.text(),
        chosen.text());
}

/// measures[row]: numbers of the interventions that apply, in the order of the hazard file.
std::vector<std::vector<std::size_t>> applying(const plan::HazardResult& result) {
    std::vector<std::vector<std::size_t>> measures(result.risk.units.size());
    for (const plan::Recommendation& advice : plan::recommend(result)) {
        for (std::size_t i = 0; i < result.spec.interventions.size(); ++i) {
            if (result.spec.interventions[i].id == advice.intervention_id) {
                measures[advice.unit.row()].push_back(i);
            }
        }
    }
    return measures;
}

/// Schools of each commune code, nearest to water or a major road first.
std::map<std::string, JsonList> schools_by_commune(const ReportView& view) {
    std::map<std::string, JsonList> lists;
    const domain::Layer* layer = view.layer("schools");
    if (layer == nullptr) {
        return lists;
    }
    const TableView schools(*layer);
    const auto distance = [&](const char* column, std::size_t row) {
        return schools.has(column) ? schools.number(column, row) : std::nullopt;
    };
    std::map<std::string, std::vector<std::pair<double, std::size_t>>> rows;
    for (std::size_t row = 0; row < schools.rows(); ++row) {
        const double nearest = std::min(distance("nearest_water_m", row).value_or(1e12),
                                        distance("nearest_major_road_m", row).value_or(1e12));
        rows[schools.text("commune_code", row)].emplace_back(nearest, row);
    }
    for (auto& [code, list] : rows) {
        std::sort(list.begin(), list.end());
        list.resize(std::min(list.size(), schools_of_a_sheet));
        for (const auto& [nearest, row] : list) {
            lists[code].add(fmt::format("[{},{},{}]",
                                        quoted(schools.text("name", row)),
                                        decimal(distance("nearest_water_m", row), 0),
                                        decimal(distance("nearest_major_road_m", row), 0)));
        }
    }
    return lists;
}

/// The lists of places of all hazards, in order, and the first places of each in every commune:
/// list, order, place, reason.
struct PlacesOfUnits {
    JsonList lists;
    std::map<std::string, JsonList> of_unit;
};

void add_list(const TableView& sites,
              const std::string& head,
              std::size_t list,
              std::map<std::string, JsonList>& of_unit) {
    std::vector<std::pair<double, std::size_t>> ordered;
    for (std::size_t row = 0; row < sites.rows(); ++row) {
        if (const auto order = sites.number(head + "order", row)) {
            ordered.emplace_back(*order, row);
        }
    }
    std::sort(ordered.begin(), ordered.end());
    std::map<std::string, std::size_t> taken;
    for (const auto& [order, row] : ordered) {
        const std::string code = sites.text("commune_code", row);
        if (code.empty() || taken[code]++ >= places_of_a_sheet) {
            continue;
        }
        of_unit[code].add(fmt::format(
            "[{},{:.0f},{},{}]",
            list,
            order,
            pair(place_name(sites, row)),
            pair({sites.text(head + "reason_vi", row), sites.text(head + "reason_en", row)})));
    }
}

PlacesOfUnits places_of_units(const ReportView& view) {
    PlacesOfUnits places;
    std::size_t count = 0;
    for (const HazardView& hazard : view.hazards) {
        for (const hazard::PlaceList& list : hazard.spec().places.lists) {
            const domain::Layer* layer = view.layer(list.layer);
            const std::string head = hazard.spec().prefix + "_" + list.name + "_";
            if (layer == nullptr || !layer->find(head + "order")) {
                continue;
            }
            places.lists.add(pair(list.label));
            if (view.communes.rows() <= units_with_places) {
                add_list(TableView(*layer), head, count, places.of_unit);
            }
            ++count;
        }
    }
    return places;
}

}  // namespace

std::string page_data(const ReportView& view) {
    JsonList levels;
    for (const LevelStyle& style : level_styles()) {
        levels.add(fmt::format("[{},{}]", pair(risk::label(style.level)), pair(style.meaning)));
    }
    JsonList hazards;
    std::vector<std::vector<std::vector<std::size_t>>> measures;
    for (std::size_t i = 0; i < view.hazards.size(); ++i) {
        hazards.add(hazard_head(view, view.hazards[i]));
        measures.push_back(applying((*view.input->hazards)[i]));
    }
    const std::map<std::string, JsonList> schools = schools_by_commune(view);
    const PlacesOfUnits places = places_of_units(view);
    JsonList units;
    for (std::size_t row = 0; row < view.communes.rows(); ++row) {
        JsonList of_hazards;
        for (std::size_t i = 0; i < view.hazards.size(); ++i) {
            of_hazards.add(unit_hazard(view, view.hazards[i], row, measures[i][row]));
        }
        const std::string code = view.communes.text("code", row);
        const auto found = schools.find(code);
        const auto first = places.of_unit.find(code);
        units.add(fmt::format("\n[{},{},{},{},{},{},{}]",
                              quoted(code),
                              quoted(view.communes.text("name", row)),
                              quoted(view.communes.text("parent", row)),
                              decimal(view.communes.number("population", row), 0),
                              of_hazards.text(),
                              found == schools.end() ? "[]" : found->second.text(),
                              first == places.of_unit.end() ? "[]" : first->second.text()));
    }
    return fmt::format(
        "{{\"study\":{},\"notice\":{},\"levels\":{},\"hazards\":{},\"lists\":{},"
        "\"units\":{}}}",
        pair(view.input->study_name),
        pair(view.input->notice),
        levels.text(),
        hazards.text(),
        places.lists.text(),
        units.text());
}

}  // namespace riskmap::publish
