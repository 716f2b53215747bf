#include "publish/communes_layer.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "plan/hazard_columns.hpp"
#include "plan/reason.hpp"
#include "publish/identity_columns.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Value;

void add_place(TableBuilder& table, const domain::AdminUnits& units) {
    add_identity(table, units);
    table.add({"parent",
               "cap_tren",
               FieldType::text,
               "",
               {"Đơn vị cấp trên", "Parent unit"},
               {"Huyện hoặc tỉnh chứa đơn vị này.", "District or province that holds the unit."},
               "study",
               0},
              [&](std::size_t row) {
                  const UnitIndex u(row);
                  return units.parent[u].empty() ? Value() : Value(units.parent[u]);
              });
    table.add({"area_km2",
               "dt_km2",
               FieldType::real,
               "km2",
               {"Diện tích (km²)", "Area (km²)"},
               {"Diện tích phẳng trong hệ tọa độ của nghiên cứu.",
                "Planar area in the projection of the study."},
               "riskmap",
               4},
              [&](std::size_t row) {
                  const UnitIndex u(row);
                  return Value(units.area_m2[u] / 1e6);
              });
}

/// The youngest to the oldest that any hazard is about.
domain::AgeBand ages_of(const std::vector<plan::HazardResult>& results) {
    domain::AgeBand ages;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const domain::AgeBand& own = results[i].spec.incidents.ages;
        ages.from = i == 0 ? own.from : std::min(ages.from, own.from);
        ages.below = i == 0 ? own.below : std::max(ages.below, own.below);
    }
    return ages;
}

Text about_people(const domain::AgeBand& ages, const domain::Population* population) {
    Text text{
        fmt::format("Số người từ {} đến {} tuổi, bình quân trong kỳ.", ages.from, ages.below - 1),
        fmt::format("People aged {} to {}, averaged over the period.", ages.from, ages.below - 1)};
    if (population != nullptr && !population->note.en.empty()) {
        text.vi += fmt::format(" Cách có số liệu: {}.", population->note.vi);
        text.en += fmt::format(" How they were found: {}.", population->note.en);
    }
    return text;
}

void add_people(TableBuilder& table,
                const domain::Population* population,
                const domain::AgeBand& ages,
                double years) {
    const auto people = [=](UnitIndex u) {
        return population == nullptr || population->bands.empty()
                   ? std::nan("")
                   : population->between(u, ages.from, ages.below);
    };
    table.add({"population",
               "ds_te",
               FieldType::real,
               "people",
               {"Dân số có nguy cơ", "Population at risk"},
               about_people(ages, population),
               population == nullptr ? "" : population->source,
               0},
              [=](std::size_t row) {
                  const UnitIndex u(row);
                  return real_or_none(people(u));
              });
    table.add({"person_years",
               "nguoi_nam",
               FieldType::real,
               "person-years",
               {"Người-năm", "Person-years"},
               {"Dân số có nguy cơ nhân với số năm của kỳ.",
                "Population at risk times the years of the period."},
               "riskmap",
               0},
              [=](std::size_t row) {
                  const UnitIndex u(row);
                  return real_or_none(people(u) * years);
              });
}

void add_priority(TableBuilder& table, const PerUnit<plan::Priority>& priorities) {
    table.add(
        {"priority_rank",
         "xep_hang",
         FieldType::integer,
         "",
         {"Xếp hạng ưu tiên", "Priority rank"},
         {"Thứ tự hành động theo số vụ có thể phòng tránh mỗi năm, cộng qua các loại tai nạn; 1 "
          "trước tiên.",
          "Order in which to act by preventable events per year, summed over hazards; 1 first."},
         "riskmap",
         0},
        [&](std::size_t row) {
            const UnitIndex u(row);
            return priorities[u].rank ? Value(std::int64_t{*priorities[u].rank}) : Value();
        });
    table.add(
        {"preventable",
         "phong_tr",
         FieldType::real,
         "events per year",
         {"Số vụ có thể phòng tránh mỗi năm", "Preventable events per year"},
         {"Số vụ kỳ vọng mỗi năm nhân với mức giảm tốt nhất trong các biện pháp áp dụng được.",
          "Expected events per year times the best reduction among the interventions that apply."},
         "riskmap",
         4},
        [&](std::size_t row) {
            const UnitIndex u(row);
            return priorities[u].preventable_per_year ? Value(*priorities[u].preventable_per_year)
                                                      : Value();
        });
}

void add_reason(TableBuilder& table,
                const domain::AdminUnits& units,
                const plan::HazardResult& result) {
    const hazard::HazardSpec& spec = result.spec;
    for (const Language language : {Language::vi, Language::en}) {
        const std::string suffix = language == Language::vi ? "vi" : "en";
        table.add({spec.prefix + "_reason_" + suffix,
                   spec.short_prefix + "_lydo_" + suffix,
                   FieldType::text,
                   "",
                   {spec.label.vi + ": lý do (" + suffix + ")",
                    spec.label.en + ": reason (" + suffix + ")"},
                   {"Vì sao xã có vị trí này, bằng lời.", "Why the unit has this place, in words."},
                   "riskmap",
                   0},
                  [&](std::size_t row) {
                      const UnitIndex u(row);
                      return Value(plan::reason(result, units, u).in(language));
                  });
    }
}

}  // namespace

domain::Layer communes_layer(const domain::AdminUnits& units,
                             const domain::Population* population,
                             double years,
                             const std::vector<plan::HazardResult>& results,
                             const PerUnit<plan::Priority>& priorities) {
    domain::Layer layer;
    layer.name = "communes";
    layer.label = {"Nguy cơ theo xã", "Risk per commune"};
    layer.shapes = units.shape.values();
    TableBuilder::set_rows(layer, units.size());
    TableBuilder table(layer);
    add_place(table, units);
    add_people(table, population, ages_of(results), years);
    add_priority(table, priorities);
    for (const plan::HazardResult& result : results) {
        domain::Layer columns = plan::hazard_columns(result);
        std::move(columns.fields.begin(), columns.fields.end(), std::back_inserter(layer.fields));
        std::move(
            columns.columns.begin(), columns.columns.end(), std::back_inserter(layer.columns));
        add_reason(table, units, result);
    }
    return layer;
}

}  // namespace riskmap::publish
