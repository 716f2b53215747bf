#include "publish/communes_layer.hpp"

#include <cmath>
#include <iterator>

#include "plan/hazard_columns.hpp"
#include "plan/reason.hpp"
#include "publish/table_builder.hpp"

namespace riskmap::publish {
namespace {

using domain::Field;
using domain::FieldType;
using domain::Value;

void add_identity(TableBuilder& table, const domain::AdminUnits& units) {
    table.add({"code",
               "ma_xa",
               FieldType::text,
               "",
               {"Mã đơn vị", "Unit code"},
               {"Mã đơn vị hành chính, dạng chữ.", "Code of the administrative unit, as text."},
               "study",
               0},
              [&](std::size_t row) {
                  const UnitIndex u(row);
                  return Value(units.code[u]);
              });
    table.add({"name",
               "ten",
               FieldType::text,
               "",
               {"Tên đơn vị", "Unit name"},
               {"Tên đơn vị hành chính.", "Name of the administrative unit."},
               "study",
               0},
              [&](std::size_t row) {
                  const UnitIndex u(row);
                  return Value(units.name[u]);
              });
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

void add_people(TableBuilder& table, const domain::Population* population, double years) {
    const auto people = [=](UnitIndex u) {
        if (population == nullptr) {
            return std::nan("");
        }
        double sum = 0;
        for (const auto& band : population->people) {
            sum += band[u];
        }
        return sum;
    };
    table.add({"population",
               "ds_te",
               FieldType::real,
               "people",
               {"Dân số có nguy cơ", "Population at risk"},
               {"Số người thuộc các nhóm tuổi của nghiên cứu, bình quân trong kỳ.",
                "People of the study's age bands, averaged over the period."},
               population == nullptr ? "" : population->source,
               1},
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
               1},
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
    add_identity(table, units);
    add_people(table, population, years);
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
